import { describe, expect, it } from 'vitest';
import { CorruptEvent, createCodec, ForeignEvent, InvalidEvent, type EventContract } from './codec.ts';
import type { DomainEvent } from './event.ts';
import type { EventToAppend, StoredEvent } from './event-store.ts';
import { commandId, eventId } from './ids.ts';
import { revision, streamName, type CanonicalJson, type Position } from './primitives.ts';
import { eventOf } from './testing/decider-specification.ts';

/** Version 1 knew whole yuan, version 2 an amount with its currency, version 3 says fen. */
type Compensated = DomainEvent<'Compensated', { readonly fen: number; readonly currency: string }>;

const compensated: EventContract = {
  type: 'Compensated',
  version: 3,
  schema: {
    type: 'object',
    required: ['fen', 'currency'],
    additionalProperties: false,
    properties: { fen: { type: 'integer', minimum: 0 }, currency: { type: 'string', 'x-personal': false } },
  },
  upcasters: {
    1: (data) => ({ amount: (data as { yuan: number }).yuan, currency: 'CNY' }),
    2: (data) => {
      const { amount, currency } = data as { amount: number; currency: string };
      return { fen: amount * 100, currency };
    },
  },
};

const codec = createCodec<Compensated>([compensated]);
const id = eventId(commandId('codec'), 0);
const current = (data: { fen: number; currency: string }): Compensated =>
  eventOf({ type: 'Compensated', data }, { schemaVersion: 3 });

const stored = (event: Partial<EventToAppend>): StoredEvent => ({
  ...codec.encode(current({ fen: 1, currency: 'CNY' }), id),
  stream: streamName('case', '1'),
  revision: revision(4),
  position: '0000000000000000007' as Position,
  ...event,
});
/** What everything of ours carries. */
const ours = (more: object): CanonicalJson => {
  const { schemaVersion: _, ...metadata } = current({ fen: 1, currency: 'CNY' }).metadata;
  return json({ ...metadata, ...more });
};
const json = (value: unknown): CanonicalJson => JSON.stringify(value) as CanonicalJson;

describe('encoding an event', () => {
  it('writes canonical text that decodes to the same event, with its place', () => {
    const event = current({ fen: 1250, currency: 'CNY' });
    const encoded = codec.encode(event, id);
    expect(encoded).toMatchObject({ id, type: 'Compensated', data: '{"currency":"CNY","fen":1250}' });
    const place = { stream: streamName('case', '1'), revision: revision(4), position: '7' as Position };
    expect(codec.decode({ ...encoded, ...place })).toEqual({ ...event, id, ...place });
  });

  it.each([
    [{ fen: -1, currency: 'CNY' }, 'Compensated: data/fen must be >= 0'],
    [{ fen: 1.5, currency: 'CNY' }, 'Compensated: data/fen must be integer'],
    [{ fen: 1 }, "Compensated: data must have required property 'currency'"],
  ])('refuses data that breaks the contract, naming type and path: %o', (data, message) => {
    const invalid = current(data as Compensated['data']);
    expect(() => codec.encode(invalid, id)).toThrow(new InvalidEvent(message));
  });

  it('refuses a type without a contract and a schema version that is not the current one', () => {
    const unknown = eventOf({ type: 'Vanished', data: {} }) as unknown as Compensated;
    expect(() => codec.encode(unknown, id)).toThrow('Vanished: no such event type');
    const old = eventOf({ type: 'Compensated', data: { fen: 1, currency: 'CNY' } } as const, {
      schemaVersion: 2,
    });
    expect(() => codec.encode(old, id)).toThrow('schema version 2 is not the current 3');
  });
});

describe('decoding an event', () => {
  it.each([
    [1, { yuan: 12 }, { fen: 1200, currency: 'CNY' }],
    [2, { amount: 5, currency: 'HKD' }, { fen: 500, currency: 'HKD' }],
    [3, { fen: 7, currency: 'CNY' }, { fen: 7, currency: 'CNY' }],
  ])('brings version %i to the current one', (schemaVersion, data, expected) => {
    const decoded = codec.decode(stored({ data: json(data), metadata: ours({ schemaVersion }) }));
    expect(decoded.data).toEqual(expected);
    expect(decoded.metadata.schemaVersion).toBe(schemaVersion);
  });

  it('returns a type it does not know as it is, for folds to ignore', () => {
    const decoded: DomainEvent = codec.decode(stored({ type: 'Vanished', data: json({ a: 1 }) }));
    expect(decoded).toMatchObject({ type: 'Vanished', data: { a: 1 } });
  });

  it('tells what is not ours from what a newer program has recorded', () => {
    const theirs = stored({ type: 'Vanished', metadata: json({}) });
    const newer = stored({ type: 'Vanished', metadata: ours({ schemaVersion: 1 }) });
    expect([codec.isForeign(theirs), codec.knows(theirs)]).toEqual([true, true]);
    expect([codec.isForeign(newer), codec.knows(newer)]).toEqual([false, false]);
    expect(() => codec.decode(theirs)).toThrow(ForeignEvent);
  });

  it.each([
    ['data that is not JSON', { data: '{' as CanonicalJson }, 'its data is not JSON'],
    ['metadata that is not JSON', { metadata: '' as CanonicalJson }, 'was not recorded by this product'],
    ['metadata of somebody else', { metadata: json({ by: 'them' }) }, 'was not recorded by this product'],
    ['metadata that is null', { metadata: json(null) }, 'was not recorded by this product'],
    ['metadata without a version', { metadata: ours({}) }, 'its metadata names no schema version'],
    [
      'data that its version never held',
      { data: json(null), metadata: ours({ schemaVersion: 1 }) },
      'not what version 1',
    ],
    ['a version of the future', { metadata: ours({ schemaVersion: 4 }) }, 'written by a newer program'],
  ])('names the position of %s', (_name, broken, reason) => {
    const decode = () => codec.decode(stored(broken));
    expect(decode).toThrow(CorruptEvent);
    expect(decode).toThrow(/at position 0000000000000000007 \(case-1, revision 4\)/);
    expect(decode).toThrow(reason);
  });
});

describe('contracts', () => {
  it('need an upcaster from every earlier version', () => {
    const gap = { ...compensated, upcasters: { 1: (data: unknown) => data } };
    expect(() => createCodec([gap])).toThrow('Compensated: no upcaster from version 2');
  });

  it('are refused when a type is declared twice or its version is not a whole number', () => {
    expect(() => createCodec([compensated, compensated])).toThrow('declared twice');
    expect(() => createCodec([{ ...compensated, version: 0 }])).toThrow('versions are whole numbers from 1');
  });

  it('tell the current version of a type', () => {
    expect(codec.versionOf('Compensated')).toBe(3);
  });
});
