import { describe, expect, it } from 'vitest';
import { CorruptEvent, createCodec, InvalidEvent, type EventContract } from './codec.ts';
import type { DomainEvent } from './event.ts';
import type { EventToAppend, StoredEvent } from './event-store.ts';
import { commandId, eventId } from './ids.ts';
import { ERASED, UNREADABLE, type PersonalSeal } from './personal-text.ts';
import { revision, streamName, type CanonicalJson, type Position } from './primitives.ts';
import { eventOf } from './testing/decider-specification.ts';

const words = { type: 'string', minLength: 1 };
const personal = { ...words, 'x-personal': true };
const told = (version = 1): EventContract => ({
  ...{ type: 'Told', version },
  schema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      name: personal,
      kind: words,
      remark: { ...words, 'x-subject': 'stream' },
      staff: { ...words, 'x-personal': true, 'x-subject': 'staffId' },
      staffId: words,
      demands: { type: 'array', items: { type: 'object', properties: { text: personal, rank: words } } },
      answers: { type: 'object', patternProperties: { '^.*$': personal } },
      one: {
        anyOf: [
          { type: 'object', properties: { said: personal } },
          { type: 'object', properties: { n: {} } },
        ],
      },
    },
  },
  ...(version > 1 && { upcasters: { 1: (data) => ({ ...(data as object), kind: 'upcast' }) } }),
});
type Told = DomainEvent<'Told', Readonly<Record<string, unknown>>>;

/** Tells in the sealed text what it was sealed with. */
const telling: PersonalSeal = {
  seal: (subject, { stream, path }, text) => JSON.stringify([subject, stream, path, text]),
  open(subject, { stream, path }, sealed) {
    const [by, at, where, text] = JSON.parse(sealed) as string[];
    return by === subject && at === stream && where === path ? text : undefined;
  },
};
const without = (open: PersonalSeal['open']): PersonalSeal => ({ ...telling, open });

const stream = streamName('case', '1');
const id = eventId(commandId('personal'), 0);
const data = {
  ...{ name: 'Zhang Wei', kind: 'individual', remark: 'He rang twice', staff: 'Li Na', staffId: 'li.na' },
  demands: [
    { text: 'an apology', rank: 'primary' },
    { text: 'a refund', rank: 'secondary' },
  ],
  answers: { 'a/b~c': 'very', $sealed: 'a name of the procedure' },
  one: { said: 'enough' },
};
const event: Told = eventOf({ type: 'Told', data }, { schemaVersion: 1 });
const codec = createCodec<Told>([told()], telling);
const encoded = codec.encode(event, id, stream);
const stored = (appended: EventToAppend = encoded): StoredEvent => ({
  ...appended,
  ...{ stream, revision: revision(0), position: '7' as Position },
});

describe('an event with texts about people (PRI-2)', () => {
  it('is stored without them, each sealed for its subject and its place, and read with them', () => {
    for (const text of ['Zhang', 'rang', 'apology', 'refund', 'very', 'enough', 'Li Na'])
      expect(JSON.stringify(JSON.parse(encoded.data), leavingOutSealed)).not.toContain(text);
    const { name, kind, staff, demands, answers } = JSON.parse(encoded.data) as StoredTold;
    expect(name).toEqual({ $sealed: '["case-1","case-1","/name","Zhang Wei"]' });
    expect(kind).toBe('individual');
    expect(staff).toEqual({ $of: 'person-li.na', $sealed: '["person-li.na","case-1","/staff","Li Na"]' });
    expect(demands[1]).toMatchObject({
      text: { $sealed: '["case-1","case-1","/demands/1/text","a refund"]' },
    });
    expect(answers['a/b~c']).toEqual({ $sealed: '["case-1","case-1","/answers/a~1b~0c","very"]' });
    expect(codec.decode(stored()).data).toEqual(data);
  });

  it('names the organisation where nobody is named beside it', () => {
    const { staffId: _, ...anonymous } = data;
    const unnamed = codec.encode({ ...event, data: anonymous }, id, stream);
    expect(JSON.parse(unnamed.data)).toMatchObject({ staff: { $of: 'organisation' } });
    expect(codec.decode(stored(unnamed)).data).toEqual(anonymous);
  });

  it('is brought to its present version after it was opened', () => {
    const upcast = createCodec<Told>([told(2)], telling).decode(stored());
    expect(upcast.data).toEqual({ ...data, kind: 'upcast' });
  });

  it.each([ERASED, UNREADABLE])(
    'reads as %j where its key is gone, and as it was everywhere else',
    (gone) => {
      const found = createCodec<Told>(
        [told()],
        without(() => gone),
      ).decode(stored()).data;
      expect(found).toEqual({
        ...{ name: gone, kind: 'individual', remark: gone, staff: gone, staffId: 'li.na' },
        demands: data.demands.map(({ rank }) => ({ text: gone, rank })),
        answers: { 'a/b~c': gone, $sealed: gone },
        one: { said: gone },
      });
    },
  );

  it('is unreadable where nobody has sealed a text there, and says which', () => {
    const moved = encoded.data.replace('/name', '/nome') as CanonicalJson;
    expect(() => codec.decode(stored({ ...encoded, data: moved }))).toThrow(CorruptEvent);
    expect(() => codec.decode(stored({ ...encoded, data: moved }))).toThrow(
      'nobody has sealed its /name there',
    );
  });

  it('is told from others without any key', () => {
    expect(createCodec<Told>([told()]).decode(stored()).data).toMatchObject({ name: UNREADABLE });
  });

  it('is read as it is where it was recorded in clear', () => {
    const said = { ...data, answers: { how: 'very' } };
    const clear = createCodec<Told>([told()]).encode({ ...event, data: said }, id);
    expect(clear.data).toContain('Zhang Wei');
    expect(codec.decode(stored(clear)).data).toEqual(said);
  });

  it('is checked against its schema before it is sealed', () => {
    const wrong = { ...event, data: { ...data, name: '' } };
    expect(() => codec.encode(wrong, id, stream)).toThrow(InvalidEvent);
    const broken = { ...event, data: { ...data, name: 'half a \uD83D' } };
    expect(() => codec.encode(broken, id, stream)).toThrow('without an exact JSON form');
  });
});

interface StoredTold {
  readonly name: unknown;
  readonly kind: unknown;
  readonly staff: unknown;
  readonly demands: readonly unknown[];
  readonly answers: Readonly<Record<string, unknown>>;
}

const leavingOutSealed = (name: string, value: unknown): unknown => (name === '$sealed' ? '' : value);
