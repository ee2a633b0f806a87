import { CASE_FACTS, monthlyReport, type CaseFacts, type MonthlyReport } from '#cases';
import type { Condition, ReadModelStore } from '#event-sourcing';

/** Documents read at once: enough to be quick, few enough to leave others their turn. */
const PAGE_SIZE = 1_000;

/** The report of a month, for one procedure or for all (REP-3), from the facts of its cases and the year before. */
export async function readMonthlyReport(
  readModels: Pick<ReadModelStore, 'query'>,
  month: string,
  procedure?: string,
): Promise<MonthlyReport> {
  const scope: readonly Condition[] =
    procedure === undefined ? [] : [{ field: 'procedure', equals: procedure }];
  const ofMonth = await readAll(readModels, [{ field: 'receivedMonth', equals: month }, ...scope]);
  const yearBefore = { field: 'receivedMonth', atLeast: sameMonthLastYear(month), below: month };
  const earlier = await readAll(readModels, [yearBefore, ...scope]);
  return monthlyReport(month, ofMonth, earlier, scope);
}

const sameMonthLastYear = (month: string): string =>
  `${String(Number(month.slice(0, 4)) - 1).padStart(4, '0')}${month.slice(4)}`;

async function readAll(
  readModels: Pick<ReadModelStore, 'query'>,
  where: readonly Condition[],
): Promise<readonly CaseFacts[]> {
  const found: object[] = [];
  let cursor: string | undefined;
  do {
    const page = await readModels.query(CASE_FACTS, {
      where,
      limit: PAGE_SIZE,
      ...(cursor !== undefined && { cursor }),
    });
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return found as CaseFacts[];
}
