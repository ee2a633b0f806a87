import type { EventId, StreamName } from './primitives.ts';

/** Stands where a text about somebody was whose key is destroyed (PRI-2): it is no text, and nothing else either. */
export const ERASED: { readonly erased: true } = Object.freeze({ erased: true });
/** The keys that the text was sealed with are not here. They may be found again. */
export const UNREADABLE: { readonly unreadable: true } = Object.freeze({ unreadable: true });

/** Where a text stands: it opens nowhere else. `path` is a JSON pointer into the data of the event. */
export interface TextPlace {
  readonly stream: StreamName;
  readonly event: EventId;
  readonly path: string;
}

/** Whoever holds the keys. A subject is a stream, or a person: `person-li.na`. */
export interface PersonalSeal {
  /** The same text at the same place always gives the same. */
  seal(subject: string, place: TextPlace, text: string): string;
  /** `undefined`: nobody has sealed this for that place. */
  open(
    subject: string,
    place: TextPlace,
    sealed: string,
  ): string | typeof ERASED | typeof UNREADABLE | undefined;
}

/** As a text about somebody is stored. Stored contract. */
interface Sealed {
  readonly $sealed: string;
  /** Whose key it is under, where that is not the stream's. */
  readonly $of?: string;
}

interface Schema {
  readonly 'x-personal'?: boolean;
  readonly 'x-subject'?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

interface At extends TextPlace {
  readonly seal: PersonalSeal;
  /** What stands beside it. */
  readonly beside: object;
}

type Sealing = (value: unknown, at: At) => unknown;

/**
 * What seals the texts of an event by the marks of its schema; nothing for an event without any. `x-personal` and
 * `x-subject: "stream"` are sealed for whom the stream is about; any other `x-subject` is the field beside it that holds the
 * id of the person whom the text is about, and where that is absent, nobody's to have erased but the organisation's.
 */
function sealingOf(schema: object): Sealing | undefined {
  const { properties, patternProperties, items, anyOf, ...own } = schema as Schema;
  if (own['x-personal'] === true || own['x-subject'] !== undefined) return sealingText(own['x-subject']);
  if (anyOf !== undefined) {
    const parts = anyOf.flatMap((each) => sealingOf(each) ?? []);
    return parts.length === 0
      ? undefined
      : (value, at) => parts.reduce((sealed, part) => part(sealed, at), value);
  }
  if (items !== undefined) return sealingItems(sealingOf(items));
  const [every] = Object.values(patternProperties ?? {}).flatMap((each) => sealingOf(each) ?? []);
  const named = Object.entries(properties ?? {}).flatMap(([name, each]) => {
    const sealing = sealingOf(each);
    return sealing === undefined ? [] : [[name, sealing] as const];
  });
  return every === undefined && named.length === 0 ? undefined : sealingFields(new Map(named), every);
}

const LONE_SURROGATE = /\p{Surrogate}/u;

const sealingText =
  (mark = 'stream'): Sealing =>
  (value, { seal, beside, ...place }) => {
    // What has no exact form is not for sealing to make one of.
    if (typeof value !== 'string' || LONE_SURROGATE.test(value)) return value;
    if (mark === 'stream') return { $sealed: seal.seal(place.stream, place, value) } satisfies Sealed;
    const person = (beside as Readonly<Record<string, unknown>>)[mark];
    const $of = typeof person === 'string' ? personSubject(person) : ORGANISATION;
    return { $of, $sealed: seal.seal($of, place, value) } satisfies Sealed;
  };

/** Of people and merchants who are known by their name alone: their texts are nobody's to have erased. Stored contract. */
const ORGANISATION = 'organisation';
/** Stored contract. */
export const personSubject = (person: string): string => `person-${person}`;

const sealingItems = (sealing: Sealing | undefined): Sealing | undefined =>
  sealing &&
  ((value, at) =>
    Array.isArray(value)
      ? value.map((item: unknown, index) => sealing(item, { ...at, path: `${at.path}/${String(index)}` }))
      : value);

const sealingFields =
  (named: ReadonlyMap<string, Sealing>, every: Sealing | undefined): Sealing =>
  (value, at) => {
    if (!isObject(value)) return value;
    const sealed = Object.entries(value).map(([name, part]) => {
      const sealing = named.get(name) ?? every;
      return [name, sealing?.(part, { ...at, path: pathTo(at.path, name), beside: value }) ?? part] as const;
    });
    return Object.fromEntries(sealed);
  };

/** Seals the data of events; what of a type is sealed is looked up in its schema once. */
export function createSealing(seal: PersonalSeal) {
  const known = new Map<string, Sealing | undefined>();
  return (
    { type, schema }: { readonly type: string; readonly schema: object },
    data: unknown,
    { event, stream }: { readonly event: EventId; readonly stream: StreamName | undefined },
  ): unknown => {
    if (!known.has(type)) known.set(type, sealingOf(schema));
    const sealing = known.get(type);
    if (sealing === undefined) return data;
    if (stream === undefined) throw new TypeError(`${type} holds texts that are sealed for a stream`);
    return sealing(data, { seal, stream, event, path: '', beside: {} });
  };
}

const passing: Pick<PersonalSeal, 'seal'> = { seal: (_subject, _place, text) => text };

/** The data of an event as it reads once the key of whom its stream is about is gone: `gone` stands for their texts. */
export function withoutTexts(
  schema: object,
  data: unknown,
  gone: typeof ERASED | typeof UNREADABLE = ERASED,
): unknown {
  const open: PersonalSeal['open'] = (subject, { stream }, text) => (subject === stream ? gone : text);
  const place = { stream: '' as StreamName, event: '' as EventId, path: '' };
  const sealed = sealingOf(schema)?.(data, { ...place, seal: { ...passing, open }, beside: {} });
  return sealed === undefined ? data : opened(sealed, { ...place, open, altered: () => new TypeError() });
}

/** Whether texts about whom the stream is about stand bare in what is stored, as they did before they were sealed. */
export function holdsBareTexts(schema: object, stored: unknown): boolean {
  let bare = false;
  const seal: PersonalSeal['seal'] = (subject, { stream }, text) => {
    bare ||= subject === stream;
    return text;
  };
  const place = { stream: '' as StreamName, event: '' as EventId, path: '' };
  sealingOf(schema)?.(stored, { ...place, seal: { seal, open: () => undefined }, beside: {} });
  return bare;
}

/** Whether there can be a sealed text in stored data: within a JSON text no quotation mark stands bare. */
export const mayBeSealed = (data: string): boolean => data.includes('"$sealed":"');

/** Data as they were before they were sealed. Throws what `altered` makes of a text that nobody has sealed there. */
export function opened(
  value: unknown,
  at: TextPlace & Pick<PersonalSeal, 'open'> & { altered(path: string): Error },
): unknown {
  // Every event that is read comes by here: what holds no text has no place worth making.
  const within = (part: unknown, name: string): unknown =>
    typeof part === 'object' && part !== null ? opened(part, { ...at, path: pathTo(at.path, name) }) : part;
  if (Array.isArray(value)) return value.map((item: unknown, index) => within(item, String(index)));
  if (!isObject(value)) return value;
  if (isSealed(value)) {
    const text = at.open(value.$of ?? at.stream, at, value.$sealed);
    if (text === undefined) throw at.altered(at.path);
    return text;
  }
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, within(part, name)]));
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSealed = (value: object): value is Sealed => '$sealed' in value && typeof value.$sealed === 'string';

const pathTo = (path: string, name: string): string =>
  `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
