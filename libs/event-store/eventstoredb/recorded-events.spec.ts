import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  canonicalJson,
  commandId,
  eventId,
  streamName,
  type CanonicalJson,
  type EventToAppend,
} from '#event-sourcing';
import { toProposedEvent, toStoredEvent } from './recorded-events.ts';

const event = (data: CanonicalJson): EventToAppend => ({
  id: eventId(commandId('x'), 0),
  type: 'Noted',
  data,
  metadata: canonicalJson({ '9': 1, '10': 2 }),
});

/** What is written, and read again. */
const throughTheServer = (original: EventToAppend) => {
  const { id, type, data, metadata } = toProposedEvent(original);
  const written = {
    data: Buffer.from(data).toString('utf8'),
    metadata: Buffer.from(metadata).toString('utf8'),
  };
  const stored = toStoredEvent({
    ...{ id, type, revision: 0n, stream: streamName('case', '1') },
    data: Buffer.from(written.data),
    metadata: Buffer.from(written.metadata),
    position: { commit: 1n, prepare: 1n },
  });
  return { written, stored };
};

describe('events on EventStoreDB', () => {
  it('are written and read to the byte, whatever they hold', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), (value) => {
        const original = event(canonicalJson(value));
        const { written, stored } = throughTheServer(original);
        expect(written).toEqual({
          data: original.data,
          metadata: `{"$redressEventId":"${original.id}",${original.metadata.slice(1)}`,
        });
        expect(stored).toMatchObject(original);
      }),
    );
  });

  it('have ids of their own there in each append, so that the server takes no twin for a repeat', () => {
    const original = { ...event(canonicalJson({})), metadata: canonicalJson({}) };
    const [first, second] = [throughTheServer(original), throughTheServer(original)];
    expect([first, second].map(({ stored }) => stored)).toEqual([
      expect.objectContaining(original),
      expect.objectContaining(original),
    ]);
    expect(toProposedEvent(original).id).not.toBe(toProposedEvent(original).id);
  });

  it.each(['{}', '{"$redressEventId":"not one"}', '{"$redressEventId":17}', ' {"$redressEventId":'])(
    'of others, and of earlier versions, are known by the id that the server knows: %s',
    (metadata) => {
      const foreign = {
        ...{ id: 'x', type: 'Noted', revision: 0n, stream: 'case-1', data: Buffer.from('{}') },
        ...{ metadata: Buffer.from(metadata), position: { commit: 1n, prepare: 1n } },
      };
      expect(toStoredEvent(foreign)).toMatchObject({ id: 'x', metadata });
    },
  );

  it.each([
    '{"10":1,"9":{"2":[{"11":true,"3":null}],"a":0}}',
    '{"__proto__":{"1":1},"constructor":"x","toJSON":1}',
    '{}',
  ])('keep the canonical order of keys that look like numbers: %s', (text) => {
    expect(canonicalJson(JSON.parse(text))).toBe(text);
    expect(throughTheServer(event(text as CanonicalJson)).written.data).toBe(text);
  });

  it.each([[0xff], [0xed, 0xa0, 0xbd], [0x7b, 0xc0, 0x80, 0x7d]])(
    "that are no text are somebody else's, and read as nothing that decodes: %s %s",
    (...bytes) => {
      const foreign = {
        ...{ id: 'x', type: 'Noted', revision: 0n, stream: 'case-1', metadata: new Uint8Array() },
        data: Uint8Array.from(bytes.filter((byte) => typeof byte === 'number')),
        position: { commit: 1n, prepare: 1n },
      };
      expect(toStoredEvent(foreign)).toMatchObject({ data: '', metadata: '' });
    },
  );
});
