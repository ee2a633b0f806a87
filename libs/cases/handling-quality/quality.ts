import { isSamePerson, type Condition } from '#event-sourcing';
import { levelsOver } from '#organisation';
import { QUALITY, type Measured, type QUALITY_BY } from '../case-facts/counted.ts';
import { ratio, select, type Cohort, type Figure } from '../monthly-report/figures.ts';
import { tallyOf } from '../monthly-report/kept-sums.ts';
import { COMPLAINT } from '../monthly-report/report.ts';
import type { CaseQueryPorts } from '../reading/query.ts';
import type { Reader } from '../reading/reading.ts';

/** Those of them in which it is known. */
export interface Share extends Figure {
  readonly of: number;
  /** Absent when it is known of none. */
  readonly share?: number;
}

/** How well somebody, or a department, handled the complaints of a month: beside their number, never instead of it (CON-5). */
export interface Quality {
  readonly key: string;
  readonly cases: Figure;
  readonly resolved: Figure;
  /** Elapsed from receipt until they were resolved, on average; absent when none is. */
  readonly averageMinutes?: number;
  readonly confirmed: Share;
  readonly firstContactSettled: Share;
  readonly satisfied: Share;
  readonly reopened: Share;
}

export interface QualityOfMonth {
  /** By whoever has them. */
  readonly owners: readonly Quality[];
  readonly departments: readonly Quality[];
}

interface Asked {
  readonly month: string;
  readonly procedure?: string | undefined;
}

/** From what the projection has added up; the cases themselves are not read. */
export async function qualityIn(
  { month, procedure }: Asked,
  ports: Pick<CaseQueryPorts, 'readModels' | 'rest'>,
): Promise<QualityOfMonth> {
  const scope = procedure === undefined ? [] : [{ field: 'procedure', equals: procedure }];
  const under = scope.map(({ equals }): Condition => ({ field: 'sum.procedure', equals }));
  const onlyQuality = { field: 'sum.part', atLeast: QUALITY };
  const tally = await tallyOf(ports, { equals: month }, [onlyQuality, ...under]);
  const where = [...scope, { field: 'receivedMonth', equals: month }, COMPLAINT];
  return {
    owners: rowsOf({ tally, where }, 'ownerKey'),
    departments: rowsOf({ tally, where }, 'department'),
  };
}

/** Who has most first. */
function rowsOf(cohort: Cohort, by: (typeof QUALITY_BY)[number]): readonly Quality[] {
  const counts = cohort.tally.values(`${QUALITY}${by}`);
  const ends = [...counts.keys()].filter((label) => label.endsWith('\ncases'));
  return ends
    .map((label) => label.slice(0, -'\ncases'.length))
    .map((key) =>
      rowOf({ ...cohort, where: [...cohort.where, { field: by, equals: key }] }, key, (measure) =>
        counts.get(`${key}\n${measure}`),
      ),
    )
    .toSorted((left, right) => right.cases.count - left.cases.count || (left.key < right.key ? -1 : 1));
}

function rowOf(cohort: Cohort, key: string, counted: (measure: Measured) => number | undefined): Quality {
  const of = (measure: Measured): number => counted(measure) ?? 0;
  const resolved = of('resolved');
  const share = (measure: Measured, otherwise: Measured, condition: Condition): Share => {
    const known = of(measure) + of(otherwise);
    return {
      ...select(cohort, [condition], of(measure)),
      ...{ of: known, ...(known > 0 && { share: ratio(of(measure), known) }) },
    };
  };
  return {
    key,
    cases: select(cohort, [], of('cases')),
    resolved: select(cohort, [{ field: 'timing.resolve.status', equals: 'counted' }], resolved),
    ...(resolved > 0 && { averageMinutes: Math.round(of('minutes') / resolved) }),
    confirmed: share('confirmed', 'unfounded', {
      ...{ field: 'outcome', in: ['substantiated', 'partlySubstantiated'] },
    }),
    firstContactSettled: share('firstContact', 'laterContact', {
      field: 'firstContactSettled',
      equals: true,
    }),
    satisfied: share('satisfied', 'unsatisfied', { field: 'satisfied', equals: true }),
    reopened: share('reopened', 'settledOnce', { field: 'reopening', equals: 'reopened' }),
  };
}

/** CON-5: of single people only their own, and those of whoever works below; analysts and compliance see all. */
export function seesQualityOf(
  person: string,
  reader: Reader | undefined,
  { procedures }: Pick<CaseQueryPorts, 'procedures'>,
): boolean {
  if (reader === undefined || reader.roles.some((role) => role === 'analyst' || role === 'compliance'))
    return true;
  const { id, at, organisation } = reader;
  return (
    isSamePerson(person, id) ||
    procedures
      .list()
      .some((procedure) => levelsOver(organisation, person, { id, procedure: procedure.id, at }).length > 0)
  );
}
