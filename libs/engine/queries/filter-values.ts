import { caseAggregate, LISTED_CASES, type CaseQueryPorts } from '#cases';
import { DUTIES } from '#duties';
import {
  EVENT_SET_ASIDE,
  isSamePerson,
  personKey,
  QueryRefused,
  refuse,
  type AnyQuery,
  type CollectionSpec,
  type Field,
} from '#event-sourcing';
import type { OrganisationQueryPorts } from '#organisation';
import { askForInstalled } from '../rules/reading.ts';
import { nearestOf } from './nearest.ts';
import type { EventsFilter } from './query-types.ts';

type Ports = OrganisationQueryPorts & Pick<CaseQueryPorts, 'readModels' | 'procedures'>;

/** What there is, by what a reference is of. Whatever is not named here is not asked about. */
const KNOWN: Readonly<Record<string, (ports: Ports, value: string) => Promise<readonly string[]>>> = {
  procedure: async ({ procedures, readModels }, value) => {
    const ids = () => procedures.list().map(({ id }) => id);
    if (!ids().includes(value)) await askForInstalled(procedures, readModels);
    return ids();
  },
  severity: ({ procedures }) =>
    Promise.resolve(procedures.list().flatMap(({ severities }) => severities.map(({ id }) => id))),
  recurrence: ({ procedures }) =>
    Promise.resolve(
      procedures.list().flatMap(({ improvement }) => improvement?.recurrence.map(({ id }) => id) ?? []),
    ),
  'level or department': async ({ organisation, procedures }) => [
    ...procedures.list().flatMap(({ ladder, bodies }) => [...ladder, ...bodies].map(({ id }) => id)),
    ...(await organisation()).departments.keys(),
  ],
  department: async ({ organisation }) => [...(await organisation()).departments.keys()],
  site: async ({ organisation }) => [...(await organisation()).sites.keys()],
  duty: async ({ readModels }, value) => ((await readModels.get(DUTIES, value)) === undefined ? [] : [value]),
  staff: async ({ organisation }) => [...(await organisation()).people.values()].map(({ id }) => id),
};

/** REP-1: a filter that nothing can match is a slip of the pen; an empty list would look like the truth. */
export async function assertCanMatch(query: AnyQuery, asked: object, ports: Ports): Promise<void> {
  const { asks, at } = query;
  for (const [name, value] of Object.entries(asked) as readonly (readonly [string, unknown])[]) {
    const field = asks[name];
    if (typeof value !== 'string' || field === undefined || at.includes(`:${name}`)) continue;
    const lists = [...query.reads(asked as never), LISTED_CASES];
    await assertKnown({ name, value, field }, lists, ports);
  }
}

interface Filter {
  readonly name: string;
  readonly value: string;
  readonly field: Field;
}

async function assertKnown(filter: Filter, lists: readonly CollectionSpec[], ports: Ports): Promise<void> {
  const { name, value, field } = filter;
  const of = 'of' in field ? field.of : undefined;
  const known = of === undefined ? undefined : await KNOWN[of]?.(ports, value);
  if (of === undefined || known === undefined || known.includes(value)) return;
  if (of === 'staff' && known.some((each) => isSamePerson(each, value))) return;
  // Of an older file, or of an import: what a list has can be asked for.
  for (const list of lists) if (await someHas(filter, list, ports)) return;
  throw noSuchValue(name, of, { value, known });
}

/** People are found by who they are, however their id is typed (D23). */
async function someHas(
  { name, value, field }: Filter,
  list: CollectionSpec,
  { readModels }: Ports,
): Promise<boolean> {
  const isPerson = 'of' in field && field.of === 'staff';
  const [listedAs, equals] = isPerson
    ? [name === 'owner' ? 'ownerKey' : name, personKey(value)]
    : [name, value];
  if (!Object.hasOwn(list.fields, listedAs)) return false;
  return (await readModels.query(list, { where: [{ field: listedAs, equals }], limit: 1 })).items.length > 0;
}

/** Those of other aggregates are told to nobody there. */
const EVENT_TYPES = [EVENT_SET_ASIDE, ...caseAggregate.contracts.map(({ type }) => type)];

/** The same for events of cases; what somebody else has written into the history is told as damage of its stream. */
export function assertEventTypes(types: EventsFilter['type']): void {
  for (const type of types === undefined ? [] : [types].flat())
    if (!EVENT_TYPES.includes(type))
      throw noSuchValue('type', 'event type', { value: type, known: EVENT_TYPES });
}

interface Wrong {
  readonly value: string;
  readonly known: readonly string[];
}

function noSuchValue(field: string, of: string, { value, known }: Wrong): QueryRefused {
  const nearest = nearestOf(value, known);
  return new QueryRefused(
    refuse('REP-1', 'unknown-filter-value', `There is no ${of} "${value}".`, {
      remedy: nearest.length === 0 ? `Leave ${field} out to see all.` : `Perhaps ${nearest.join(', ')}?`,
      details: { field, nearest },
    }),
  );
}
