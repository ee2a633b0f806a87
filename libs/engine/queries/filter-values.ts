import { caseAggregate, LISTED_CASES, type CaseQueryPorts } from '#cases';
import {
  EVENT_SET_ASIDE,
  isSamePerson,
  personKey,
  QueryRefused,
  refuse,
  type AnyQuery,
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
  department: async ({ organisation }) => [...(await organisation()).departments.keys()],
  staff: async ({ organisation }) => [...(await organisation()).people.values()].map(({ id }) => id),
};

/** REP-1: a filter that nothing can match is a slip of the pen; an empty list would look like the truth. */
export async function assertCanMatch({ asks, at }: AnyQuery, asked: object, ports: Ports): Promise<void> {
  for (const [name, value] of Object.entries(asked) as readonly (readonly [string, unknown])[]) {
    const field = asks[name];
    if (typeof value !== 'string' || field === undefined || !isOfCases(name, at)) continue;
    await assertKnown(name, value, field, ports);
  }
}

/** Owners are found by who they are, however their id is typed (D23). */
const listedAs = (name: string): string => (name === 'owner' ? 'ownerKey' : name);

/** Who read what can be anybody, also whoever is at the machine. */
const isOfCases = (name: string, at: string): boolean =>
  Object.hasOwn(LISTED_CASES.fields, listedAs(name)) && !at.includes(`:${name}`);

async function assertKnown(name: string, value: string, field: Field, ports: Ports): Promise<void> {
  const of = 'of' in field ? field.of : undefined;
  const known = of === undefined ? undefined : await KNOWN[of]?.(ports, value);
  if (of === undefined || known === undefined || known.includes(value)) return;
  if (of === 'staff' && known.some((each) => isSamePerson(each, value))) return;
  // Of an older file, or of an import: what a case has can be asked for.
  if (await someCaseHas(name, value, ports)) return;
  throw noSuchValue(name, of, { value, known });
}

async function someCaseHas(field: string, equals: string, { readModels }: Ports): Promise<boolean> {
  const where = [{ field: listedAs(field), equals: field === 'owner' ? personKey(equals) : equals }];
  return (await readModels.query(LISTED_CASES, { where, limit: 1 })).items.length > 0;
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
