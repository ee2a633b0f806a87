import { CASE_DETAILS, LISTED_CASES, type CaseHead } from '#cases';
import type { ReadModelStore, Timing } from '#event-sourcing';
import { orNothing } from '../commands/if-they-answer.ts';
import type { InstallingOptions } from './installing.ts';

interface Ports {
  readonly readModels: Pick<ReadModelStore, 'query' | 'load'>;
  readonly timing: Timing;
}

/** In a history from before versions were installed. Cases of one version were all opened under one file. */
const LOOKED_AT = 100;

export const openedOtherwise =
  ({ readModels, timing }: Ports): InstallingOptions['openedOtherwise'] =>
  async ({ id, version, rules }) => {
    const looking = (async () => {
      const where = [{ field: 'procedure', equals: id }];
      const { items } = await readModels.query(LISTED_CASES, { where, limit: LOOKED_AT });
      const ids = (items as readonly { readonly caseId: string }[]).map(({ caseId }) => caseId);
      return [...(await readModels.load(CASE_DETAILS, ids)).values()];
    })();
    return ((await orNothing(looking, timing)) ?? []).some(({ document }) => {
      const under = (document as CaseHead | undefined)?.state.procedure;
      return under?.version === version && under.rules !== undefined && under.rules !== rules;
    });
  };
