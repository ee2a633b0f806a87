import type { Condition, SumDocument } from '#event-sourcing';
import { CASE_FACTS } from '../case-facts/case-facts.ts';
import { FEW_VALUES, QUALITY } from '../case-facts/counted.ts';
import { pagesOf } from '../reading/pages.ts';
import type { CaseQueryPorts } from '../reading/query.ts';
import { openTally, type Tally } from './tally.ts';

type Ports = Pick<CaseQueryPorts, 'readModels' | 'rest'>;

/** All that is asked of a period which another one is compared with. */
export const FEW: Condition = { field: 'sum.part', equals: FEW_VALUES };

/** All that a report of root causes tells; how people handled cases is another one (CON-5). */
export const ALL_BUT_QUALITY: Condition = { field: 'sum.part', below: QUALITY };

/** Some of these documents hold thousands of values. */
const AT_ONCE = 10;
/** As often as something is written between the parts of a period; what comes so often comes with the next report. */
const MOST_ROUNDS = 3;

/**
 * From what the projection has added up. Parts of one period that belong together: it is asked again where one of them was
 * written meanwhile.
 */
export async function tallyOf(
  ports: Ports,
  months: Omit<Condition, 'field'>,
  more: readonly Condition[],
): Promise<Tally> {
  const where = [{ field: 'sum.month', ...months }, ...more];
  for (let round = 1; ; round += 1) {
    const changedAfter = await ports.readModels.checkpoint(CASE_FACTS);
    const tally = openTally();
    for await (const page of pagesOf<SumDocument>(CASE_FACTS, where, ports, AT_ONCE))
      for (const { amounts } of page) tally.add(amounts);
    const { items } = await ports.readModels.query(CASE_FACTS, { where, changedAfter, limit: 1 });
    if (items.length === 0 || round === MOST_ROUNDS) return tally;
  }
}
