import { answer, equal, type ShownPart } from '#event-sourcing';
import { zonesOf } from '../local-month.ts';
import { isDue } from '../open-cases/due.ts';
import { eachListed } from '../open-cases/each-listed.ts';
import { OPEN_CASES, type OpenCase } from '../open-cases/open-cases.projection.ts';
import { filters, query } from '../reading/query.ts';
import { ofManyCases } from '../reading/reading.ts';

const LOAD = {
  open: answer.whole(12),
  missed: answer.whole(2),
  dueToday: answer.whole(3),
  dueThisWeek: answer.whole(7),
};

interface Load {
  open: number;
  /** With a missed clock, whose matter is not done yet. */
  missed: number;
  dueToday: number;
  dueThisWeek: number;
}

interface Workload {
  readonly total: Load;
  readonly owners: readonly (Load & { readonly owner?: string })[];
  readonly departments: readonly (Load & { readonly department?: string })[];
}

export const workload = query({
  name: 'workload',
  summary: 'How many open cases each owner and each department has, and how many of them are due (REP-1).',
  group: 'Lists and reports',
  at: 'workload',
  asks: { department: filters.department, procedure: filters.procedure },
  who: ofManyCases,
  reads: () => [OPEN_CASES],
  answers: answer.object({
    total: answer.object(LOAD),
    owners: answer.list(answer.object({ 'owner?': answer.text('staff-004'), ...LOAD }), {
      description: 'Who has most first; without an owner: cases that nobody has.',
    }),
    departments: answer.list(answer.object({ 'department?': answer.text('engineering'), ...LOAD })),
  }),
  compressed: true,
  async run({ department, procedure }, ports, reader) {
    const [owners, departments] = [new Map<string, Load>(), new Map<string, Load>()];
    // The same person is shown as the first of their cases names them.
    const names = new Map<string, string>();
    const named = ({ owner, ownerKey = '' }: OpenCase): string => {
      if (!names.has(ownerKey)) names.set(ownerKey, owner ?? '');
      return names.get(ownerKey) ?? '';
    };
    const total = noLoad();
    const where = equal({ open: true, department, procedure });
    const at = { now: ports.now(), zoneOf: zonesOf(ports.procedures) };
    for await (const found of eachListed(reader, where, ports)) {
      const one = loadOfOne(found, at);
      for (const load of [total, loadOf(owners, named(found)), loadOf(departments, found.department ?? '')])
        add(load, one);
    }
    return {
      total,
      owners: byLoad(owners).map(([owner, load]) => ({ ...(owner !== '' && { owner }), ...load })),
      departments: byLoad(departments).map(([name, load]) => ({
        ...(name !== '' && { department: name }),
        ...load,
      })),
    } satisfies Workload;
  },
  commandLine: {
    words: 'cases load',
    description: 'open cases of each owner and department, and what is due of them',
    shows: ({ total, owners, departments }) => [
      shownLoads('owner', [
        ...owners.map(({ owner, ...load }) => [owner ?? '(nobody)', load] as const),
        ['all', total],
      ]),
      shownLoads(
        'department',
        departments.map(({ department, ...load }) => [department ?? '(none)', load] as const),
      ),
    ],
  },
});

const noLoad = (): Load => ({ open: 0, missed: 0, dueToday: 0, dueThisWeek: 0 });

function loadOf(loads: Map<string, Load>, name: string): Load {
  const load = loads.get(name) ?? noLoad();
  loads.set(name, load);
  return load;
}

/** Whoever has a case of which a time was missed has it to do as well. */
const loadOfOne = (found: OpenCase, at: Parameters<typeof isDue>[2]): Readonly<Load> => ({
  open: 1,
  missed: Number(found.breached),
  dueToday: Number(isDue('today', found, at)),
  dueThisWeek: Number(isDue('thisWeek', found, at)),
});

function add(load: Load, one: Readonly<Load>): void {
  load.open += one.open;
  load.missed += one.missed;
  load.dueToday += one.dueToday;
  load.dueThisWeek += one.dueThisWeek;
}

const byLoad = (loads: ReadonlyMap<string, Load>): readonly (readonly [string, Load])[] =>
  [...loads].toSorted(([left, one], [right, other]) => other.open - one.open || (left < right ? -1 : 1));

const shownLoads = (name: string, loads: readonly (readonly [string, Load])[]): ShownPart => ({
  head: [name, 'open', 'missed', 'due today', 'due this week'],
  rows: loads.map(([each, load]) => [each, load.open, load.missed, load.dueToday, load.dueThisWeek]),
  numeric: ['open', 'missed', 'due today', 'due this week'],
});
