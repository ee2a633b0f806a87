import { CASE_DETAILS, LISTED_CASES, type CaseHead } from '#cases';
import { walk, type Page, type ServedReads, type Timing } from '#event-sourcing';
import { orNothing } from '../commands/if-they-answer.ts';
import type { InstallingOptions } from './installing.ts';

interface Ports {
  readonly readModels: Pick<ServedReads, 'query' | 'load' | 'checkpoint'>;
  readonly timing: Timing;
}

interface Listed {
  readonly caseId: string;
  readonly procedureVersion: number;
}

const PAGE = 100;

export const openedOtherwise =
  ({ readModels, timing }: Ports): InstallingOptions['openedOtherwise'] =>
  async ({ id, version, rules }) => {
    const looking = (async () => {
      const ids = await someUnder(readModels, { id, version });
      return [...(await readModels.load(CASE_DETAILS, ids)).values()];
    })();
    return ((await orNothing(looking, timing)) ?? []).some(({ document }) => {
      const under = (document as CaseHead | undefined)?.state.procedure;
      return under?.version === version && under.rules !== undefined && under.rules !== rules;
    });
  };

/** In a history from before versions were installed. Cases of one version were all opened under one file: some of them will do. */
async function someUnder(
  readModels: Ports['readModels'],
  { id, version }: { readonly id: string; readonly version: number },
): Promise<readonly string[]> {
  const list = { where: [{ field: 'procedure', equals: id }] };
  let cursor: string | undefined;
  do {
    const part = { limit: PAGE, ...(cursor !== undefined && { cursor }) };
    const page = (await walk(readModels, LISTED_CASES, list, part)) as Page<Listed>;
    const found = page.items.filter(({ procedureVersion }) => procedureVersion === version);
    if (found.length > 0) return found.map(({ caseId }) => caseId);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return [];
}
