import type {
  Checkpoint,
  CollectionSpec,
  DocumentWrite,
  EventId,
  Lease,
  Page,
  Position,
  ReadModelStore,
} from '#event-sourcing';
import type { FreshReadModels } from './read-model-targets.ts';

/** What every part of the contract begins with: an empty collection, ensured. */
export interface Fixture {
  readonly store: ReadModelStore;
  readonly models: FreshReadModels;
}

export const at = (place: number): Position => String(place).padStart(10, '0') as Position;
export const seen = (place: number): Checkpoint => ({
  position: at(place),
  event: `event ${String(place)}` as EventId,
});

export const cases: CollectionSpec = {
  name: 'open-cases',
  version: 1,
  fields: { stage: 'text', amount: 'number', urgent: 'boolean', 'owner.team': 'text', 'about.whom': 'texts' },
  indexes: [['stage', 'amount'], ['amount'], ['owner.team']],
};

export const upsert = (id: string, place: number, document: object | undefined): DocumentWrite => ({
  id,
  position: at(place),
  document: document && { id, ...document },
});

export const SAMPLE: readonly DocumentWrite[] = [
  upsert('a', 1, { stage: 'open', amount: 10, urgent: true, owner: { team: 'north' } }),
  upsert('b', 2, {
    stage: 'open',
    amount: 9,
    urgent: false,
    owner: { team: 'south' },
    about: { whom: ['x', 'y'] },
  }),
  upsert('c', 3, { stage: 'closed', amount: 100.5, urgent: false, about: { whom: ['y'] } }),
  upsert('d', 4, { stage: 'closed', urgent: true, owner: { team: null } }),
  upsert('e', 5, { amount: 9, owner: { team: 'north' } }),
  upsert('f', 6, undefined),
];

export const idsOf = ({ items }: Page<object>): readonly string[] =>
  items.map((item) => (item as { id: string }).id);

export async function leaseOn(
  store: ReadModelStore,
  name: string,
  holder = 'one',
  ttl = 1_000,
): Promise<Lease> {
  const lease = await store.acquireLease(name, holder, ttl);
  if (lease === undefined) throw new Error(`${name} is held by somebody else`);
  return lease;
}
