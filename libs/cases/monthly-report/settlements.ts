import { SETTLEMENTS, type Settlement } from '../case-facts/case-facts.ts';
import { byKey, select, type Cohort, type Figure } from './figures.ts';

/** How the cases of one severity were settled (REP-4). */
export type SettlementRow = { readonly severity: string } & Readonly<Record<Settlement, Figure>>;

export function settlements(cohort: Cohort): readonly SettlementRow[] {
  const severities = [...cohort.tally.values('severity').keys()].toSorted(byKey);
  return severities.map((severity) => {
    const figure = (settlement: Settlement): Figure =>
      select(
        cohort,
        [
          { field: 'severity', equals: severity },
          { field: 'settlement', equals: settlement },
        ],
        cohort.tally.count('settlement', `${severity}\n${settlement}`),
      );
    const [open, compensated, peaceful, ended] = SETTLEMENTS;
    return {
      severity,
      open: figure(open),
      compensated: figure(compensated),
      peaceful: figure(peaceful),
      ended: figure(ended),
    };
  });
}
