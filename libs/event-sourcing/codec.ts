import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { canonicalJson } from './canonical.ts';
import type { DomainEvent, EventMetadata, RecordedEvent } from './event.ts';
import type { EventToAppend, StoredEvent } from './event-store.ts';
import { createSealing, mayBeSealed, opened, UNREADABLE, type PersonalSeal } from './personal-text.ts';
import type { EventId, StreamName } from './primitives.ts';

/** Brings the data of one version to the next one. Pure. */
export type Upcaster = (data: unknown) => unknown;

/**
 * How one event type is stored. A stored contract: an old version is never edited, a new one is added
 * together with the upcaster from its predecessor.
 */
export interface EventContract<Type extends string = string> {
  readonly type: Type;
  /** Version of `schema`, from 1. */
  readonly version: number;
  /** JSON Schema (2020-12) of the data in the current version; its marks say what is sealed, see `sealingOf`. */
  readonly schema: object;
  /** `upcasters[n]` brings data of version n to version n + 1. */
  readonly upcasters?: Readonly<Record<number, Upcaster>>;
}

/** Between events as the program sees them and events as they are stored. */
export interface Codec<Event extends DomainEvent = DomainEvent> {
  /**
   * Throws {@link InvalidEvent} when type, schema version or data break the contract. Texts about people are sealed for that
   * stream, where the codec has keys.
   */
  encode(event: Event, id: EventId, stream?: StreamName): EventToAppend;
  /** Upcasts to the current version; an unknown type is returned as it is. Throws {@link CorruptEvent} or {@link NewerEvent}. */
  decode(stored: StoredEvent): RecordedEvent<Event>;
  /** Throws {@link InvalidEvent} for a decoded event that nobody could have recorded so; of an unknown type any could. */
  assertValid(event: DomainEvent): void;
  /** False for a type that only a newer program can have recorded. */
  knows(stored: StoredEvent): boolean;
  /** True for what this product has not recorded, in whatever version: it lacks what all of our events carry. */
  isForeign(stored: StoredEvent): boolean;
  /** Current schema version of a type. Throws {@link InvalidEvent} for an unknown one. */
  versionOf(type: string): number;
}

/** A program tried to record something that its contract does not allow: a bug. */
export class InvalidEvent extends Error {
  override readonly name = 'InvalidEvent';
}

/** An event in the history cannot be read; the message names its position. */
export class CorruptEvent extends Error {
  override readonly name = 'CorruptEvent';
}

/** Texts of it are sealed with keys that are not here; whoever only reads it is told so in their place. */
export class KeyMissing extends CorruptEvent {}

/** Not recorded by this product. */
export class ForeignEvent extends CorruptEvent {}

/** Recorded by a newer program than this one, which cannot read it until it is upgraded. */
export class NewerEvent extends CorruptEvent {}

/**
 * The contracts of one aggregate's events: their current schemas, and of those that have changed the steps from each
 * version to the next, the first from version 1 on. The number of steps makes the version.
 */
export const contractsOf = <Type extends string>(
  schemas: Readonly<Record<Type, object>>,
  steps: Partial<Record<Type, readonly Upcaster[]>> = {},
): readonly EventContract[] =>
  (Object.entries(schemas) as [Type, object][]).map(([type, schema]) => {
    const upcasters = steps[type] ?? [];
    return {
      ...{ type, schema, version: upcasters.length + 1 },
      upcasters: Object.fromEntries(upcasters.map((step, index) => [index + 1, step])),
    };
  });

/** Without keys, sealed texts are told from others, and no more. */
const keyless: Pick<PersonalSeal, 'open'> = { open: () => UNREADABLE };

/**
 * Without keys, texts about people are written in clear, and are not read where they are sealed. Throws InvalidEvent when a
 * type is declared twice or an upcaster is missing.
 */
export function createCodec<Event extends DomainEvent>(
  contracts: readonly EventContract[],
  keys?: PersonalSeal,
): Codec<Event> {
  const byType = new Map(contracts.map((contract) => [contract.type, contract]));
  if (byType.size !== contracts.length) throw new InvalidEvent('an event type is declared twice');
  contracts.forEach(assertUpcasters);
  const contractOf = (type: string): EventContract => {
    const contract = byType.get(type);
    if (contract === undefined) throw new InvalidEvent(`${type}: no such event type`);
    return contract;
  };
  const validate = createValidation();
  const seal = keys && createSealing(keys);
  const { open } = keys ?? keyless;
  return {
    versionOf: (type) => contractOf(type).version,
    knows: (stored) => byType.has(stored.type) || isForeign(stored),
    isForeign,
    assertValid({ type, data }) {
      const contract = byType.get(type);
      if (contract !== undefined) validate(contract, type, data);
    },
    encode(event, id, stream) {
      const contract = contractOf(event.type);
      assertCurrent(contract, event);
      validate(contract, event.type, event.data);
      return {
        id,
        type: event.type,
        data: canonicalJson(
          seal === undefined ? event.data : seal(contract, event.data, { event: id, stream }),
        ),
        metadata: canonicalJson(event.metadata),
      };
    },
    // The parsed data is trusted: it was validated when it was written, and every version since has an upcaster.
    decode(stored) {
      const metadata = metadataOf(stored);
      if (metadata === undefined)
        throw new ForeignEvent(`${place(stored)}: was not recorded by this product`);
      const contract = byType.get(stored.type);
      const data = openedData(stored, open);
      return {
        type: stored.type,
        data:
          contract === undefined || metadata.schemaVersion === contract.version
            ? data
            : upcast(contract, stored, metadata.schemaVersion, data),
        metadata,
        id: stored.id,
        stream: stored.stream,
        revision: stored.revision,
        position: stored.position,
      } as unknown as RecordedEvent<Event>;
    },
  };
}

function assertUpcasters({ type, version, upcasters = {} }: EventContract): void {
  if (!Number.isInteger(version) || version < 1)
    throw new InvalidEvent(`${type}: versions are whole numbers from 1`);
  for (let from = 1; from < version; from += 1) {
    if (upcasters[from] === undefined)
      throw new InvalidEvent(`${type}: no upcaster from version ${String(from)}`);
  }
}

/** Schemas are compiled when the first event of a type is written: readers never pay for it. */
function createValidation(): (contract: EventContract, type: string, data: unknown) => void {
  let compiler: Ajv2020 | undefined;
  const compile = (schema: object): ValidateFunction => (compiler ??= createCompiler()).compile(schema);
  const compiled = new Map<string, ValidateFunction>();
  return (contract, type, data) => {
    let check = compiled.get(type);
    if (check === undefined) compiled.set(type, (check = compile(contract.schema)));
    if (check(data)) return;
    const error = check.errors?.[0];
    throw new InvalidEvent(`${type}: data${error?.instancePath ?? ''} ${error?.message ?? 'is not valid'}`);
  };
}

function openedData(stored: StoredEvent, open: PersonalSeal['open']): unknown {
  const data = parse(stored, 'data');
  if (!mayBeSealed(stored.data)) return data;
  const altered = (path: string): Error =>
    new CorruptEvent(`${place(stored)}: nobody has sealed its ${path} there`);
  return opened(data, { stream: stored.stream, event: stored.id, path: '', open, altered });
}

function assertCurrent({ version }: EventContract, { type, metadata }: DomainEvent): void {
  if (metadata.schemaVersion === version) return;
  throw new InvalidEvent(
    `${type}: schema version ${String(metadata.schemaVersion)} is not the current ${String(version)}`,
  );
}

function createCompiler(): Ajv2020 {
  const ajv = new Ajv2020({ strictSchema: false });
  addFormats.default(ajv);
  return ajv;
}

function parse(stored: StoredEvent, part: 'data'): unknown {
  try {
    return JSON.parse(stored[part]);
  } catch (cause) {
    throw new CorruptEvent(`${place(stored)}: its ${part} is not JSON`, { cause });
  }
}

const isForeign = (stored: StoredEvent): boolean => metadataOf(stored) === undefined;

/** Everything that we record says who asked for it, by which command, and when; nothing else does. */
function metadataOf({ metadata }: StoredEvent): EventMetadata | undefined {
  const found = jsonOrNothing(metadata) as Partial<EventMetadata> | null | undefined;
  const isOurs =
    typeof found?.commandId === 'string' &&
    typeof found.commandHash === 'string' &&
    typeof found.recordedAt === 'string' &&
    typeof found.actor?.id === 'string';
  return isOurs ? (found as EventMetadata) : undefined;
}

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function upcast(contract: EventContract, stored: StoredEvent, written: unknown, data: unknown): unknown {
  if (typeof written !== 'number' || !Number.isInteger(written) || written < 1) {
    throw new CorruptEvent(`${place(stored)}: its metadata names no schema version`);
  }
  if (written > contract.version) {
    const versions = `version ${String(written)}, this program knows ${String(contract.version)}`;
    throw new NewerEvent(`${place(stored)}: written by a newer program (${versions}); upgrade this one`);
  }
  try {
    let current = data;
    for (let from = written; from < contract.version; from += 1)
      current = contract.upcasters?.[from]?.(current);
    return current;
  } catch (cause) {
    throw new CorruptEvent(`${place(stored)}: its data is not what version ${String(written)} holds`, {
      cause,
    });
  }
}

const place = (stored: StoredEvent): string =>
  `event ${stored.type} at position ${stored.position} (${stored.stream}, revision ${String(stored.revision)})`;
