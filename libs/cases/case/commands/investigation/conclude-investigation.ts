import { refuse, type DataOf } from '#event-sourcing';
import { higherNeed, matterNeed, RULINGS } from '../../authority.ts';
import { command } from '../../command.ts';
import { conflictOfInterest } from '../../context.ts';
import { draft } from '../../decision.ts';
import { CLASSIFIED, during } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { deciding } from '../../who-policy.ts';
import { conclusionFields } from '../parts.ts';

/** INV-3, INV-4; a later conclusion replaces an earlier one, both stay in the history. */
export const concludeInvestigation = command({
  name: 'ConcludeInvestigation',
  summary: 'Conclude the investigation with responsibility and root cause (INV-3).',
  group: 'Investigation',
  data: conclusionFields,
  who: deciding({ level: 'ruling' }),
  weighs: (data, state, context) => {
    const needs = [state, withFinding(data, state)].map((each) => matterNeed(each, context));
    const [before = matterNeed(state, context), ...after] = needs;
    return { need: { ...higherNeed([before, ...after], context), coveredBy: RULINGS } };
  },
  when: during(CLASSIFIED),
  decide: (data, state, context) => {
    const causes = context.procedure.rootCauses.map((each) => each.id);
    if (causes.length > 0 && !causes.includes(data.rootCause))
      return refuse('INV-3', 'unknown-root-cause', `The procedure has no root cause "${data.rootCause}".`, {
        details: { rootCauses: causes },
      });
    if (data.responsiblePerson !== undefined && data.responsibility !== 'person')
      return refuse(
        'INV-3',
        'no-person-responsible',
        'A person is named, but the responsibility is not theirs.',
        {
          remedy: 'Lay the responsibility on the person, or name nobody.',
        },
      );
    return conflictOfInterest(withFinding(data, state), context) ?? [draft('InvestigationConcluded', data)];
  },
});

/** INV-4, AUT-3: nobody finds on their own responsibility, and that of a supervisor is found above them. */
export const withFinding = (
  { responsiblePerson: responsible }: Pick<DataOf<typeof conclusionFields>, 'responsiblePerson'>,
  state: CaseRecord,
): CaseRecord => ({ ...state, ...(responsible !== undefined && { responsible }) });
