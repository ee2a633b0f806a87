import { QueryRefused, refuse, type Condition, type Page } from '#event-sourcing';
import { CASE_DETAILS, type CaseHead } from '../case-details/case-details.projection.ts';
import { isListedFor, LISTED_CASES, listedCases, type Listed } from '../reading/listing.ts';
import type { CaseQueryPorts } from '../reading/query.ts';
import { detailsFor, readsAs, type Reader } from '../reading/reading.ts';
import { CASE_SEARCH, gramHash, type CaseSearch } from './case-search.projection.ts';
import { gramsOf } from './grams.ts';
import { holdsAll, searchedTexts, soughtIn } from './searched-texts.ts';

interface Request {
  readonly search: string;
  readonly limit: number;
  readonly cursor?: string;
}
type Ports = Pick<CaseQueryPorts, 'readModels' | 'procedures' | 'pepper' | 'rest'>;

/** Read models of which a search is answered. */
export const SEARCHED = [CASE_SEARCH, CASE_DETAILS, LISTED_CASES];

/** Of so many pieces nothing but what is sought has all. */
const MOST_GRAMS = 8;
/** Then whoever searches is told how to go on, and others have their turn. */
const MOST_ROUNDS = 40;

/**
 * REP-1, PRI-1: the cases that fit and in which, as far as the reader is told of them, everything stands that is sought. A
 * page may be short of its limit where much was looked at in vain.
 */
export async function searchCases(
  { search, limit, cursor }: Request,
  ports: Ports,
  reader: Reader | undefined,
  fits: (listed: Listed) => boolean,
): Promise<Page<Listed>> {
  const sought = soughtIn(search);
  const where = conditionsOf(sought, ports);
  const items: Listed[] = [];
  let from = cursor;
  for (let round = 1; ; round += 1) {
    const request = { where, limit: limit - items.length, ...(from !== undefined && { cursor: from }) };
    const page = (await ports.readModels.query(CASE_SEARCH, request)) as Page<CaseSearch>;
    const caseIds = page.items.map(({ caseId }) => caseId);
    items.push(...(await holding(sought, caseIds, ports, reader)).filter(fits));
    from = page.nextCursor;
    if (from === undefined) return { items };
    if (items.length >= limit || round === MOST_ROUNDS) return { items, nextCursor: from };
    await ports.rest();
  }
}

function conditionsOf(sought: readonly string[], { pepper }: Pick<Ports, 'pepper'>): readonly Condition[] {
  const grams = [...new Set(sought.flatMap(gramsOf))];
  if (grams.length === 0) throw new QueryRefused(tooShort());
  const step = Math.max(1, grams.length / MOST_GRAMS);
  const chosen = grams.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
  return chosen.map((gram) => ({ field: 'grams', equals: gramHash(gram, pepper) }));
}

const tooShort = () =>
  refuse('REP-1', 'search-too-short', 'There is too little to look for.', {
    remedy: 'Give at least three letters or digits, or two signs of Chinese.',
  });

/** Of these cases those in which everything that is sought stands for this reader. */
async function holding(
  sought: readonly string[],
  caseIds: readonly string[],
  { readModels, procedures }: Ports,
  reader: Reader | undefined,
): Promise<readonly Listed[]> {
  const heads = await readModels.load(CASE_DETAILS, caseIds);
  const cases = await listedCases(readModels, caseIds);
  return caseIds.flatMap((caseId) => {
    const head = heads.get(caseId)?.document as CaseHead | undefined;
    const listed = cases.get(caseId);
    if (head === undefined || listed === undefined) return [];
    return holdsAll(textsFor(reader, head, listed, procedures), sought) ? [listed] : [];
  });
}

/** PRI-1: the number of a case for whoever has it on the list; what was said for whoever reads it, as it is told there. */
function textsFor(
  reader: Reader | undefined,
  head: CaseHead,
  listed: Listed,
  procedures: Ports['procedures'],
): readonly string[] {
  const { caseId, state } = head;
  if (reader === undefined) return textsOf(caseId, state);
  const procedure = procedures.get(state.procedure.id, state.procedure.version);
  if (readsAs(reader, state, procedure) !== undefined)
    return textsOf(caseId, detailsFor(reader, { ...head, timeline: [] }).state);
  return isListedFor(listed, reader) ? searchedTexts(caseId, {}) : [];
}

const textsOf = (caseId: string, state: CaseHead['state']): readonly string[] =>
  searchedTexts(caseId, state.status === 'logged' ? state : {});
