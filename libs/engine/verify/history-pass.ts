import type { CaseEvent } from '#cases';
import {
  canonicalJson,
  decodeOrDamage,
  erasingOf,
  eventHash,
  InvalidEvent,
  isSettingAside,
  NewerEvent,
  notSetAside,
  revision,
  type CanonicalJson,
  type Damage,
  type RecordedEvent,
  type StoredEvent,
  type StreamName,
} from '#event-sourcing';
import { ChainCheck, placed, type ProofFinding } from '#proof';
import { createHistoryCodec } from '../commands/codecs.ts';

/** Bytes are held against what was recorded of them: for that no keys are needed, and texts are texts. */
const codec = createHistoryCodec({ seal: (_subject, _place, text) => text, open: () => 'sealed' });

/** Every event once, in the order of the log or of one stream: bytes, schema, chain, and what else is to be looked at. */
export class HistoryPass {
  readonly #chain = new ChainCheck();
  readonly #damage = new Map<StreamName, Damage[]>();
  readonly #aside = new Map<StreamName, RecordedEvent[]>();
  /** Of each file, the event of each case that speaks of it. */
  readonly #evidence = new Map<string, Map<StreamName, StoredEvent>>();
  /** The last revision of every stream. */
  readonly last = new Map<StreamName, bigint>();
  readonly findings: ProofFinding[] = [];
  events = 0;

  /** Events that name the one before them. */
  get linked(): number {
    return this.#chain.linked;
  }

  /** Gives its hash, which is what is logged of it. */
  add(event: StoredEvent): string {
    this.events += 1;
    const hash = eventHash(event);
    this.#follow(event);
    const decoded = decodedOrBeyond(event);
    const ours = !('finding' in decoded);
    const previousHash = ours ? decoded.metadata.previousHash : undefined;
    this.#note(this.#chain.add({ event, hash, previousHash, ours }));
    if (!ours) this.#damaged(decoded);
    else if ('beyond' in decoded) this.#note(placed('beyond-this-program', event, decoded.beyond));
    else this.#look(event, decoded);
    return hash;
  }

  /** Whether something in it is beyond this program: then nobody here can tell what follows from it. */
  get isBeyond(): boolean {
    return this.findings.some(({ finding }) => finding === 'beyond-this-program');
  }

  /** Of every stream, what is wrong with it and was not set aside. */
  damage(): ReadonlyMap<StreamName, readonly Damage[]> {
    return new Map(
      [...this.#damage].map(([stream, found]) => [stream, notSetAside(found, this.#aside.get(stream) ?? [])]),
    );
  }

  /** By their hashes, the files that are spoken of, each with the event that does so first. */
  get evidence(): ReadonlyMap<string, StoredEvent> {
    const first = [...this.#evidence].flatMap(([sha256, [...cases]]) => {
      const [spoken] = cases;
      return spoken === undefined ? [] : [[sha256, spoken[1]] as const];
    });
    return new Map(first);
  }

  /** A stream of which the log holds later events than earlier ones has lost some. */
  #follow({ stream, revision: at, position }: StoredEvent): void {
    const next = (this.last.get(stream) ?? -1n) + 1n;
    this.last.set(stream, at);
    if (at > next) this.#damaged({ stream, finding: 'missing-events', revision: revision(next), position });
  }

  #look(event: StoredEvent, decoded: RecordedEvent): void {
    const wrong = formOf(event, decoded);
    this.#note(wrong);
    // What breaks its schema tells nothing.
    if (wrong !== undefined) return;
    if (!codec.knows(event)) this.#note(placed('beyond-this-program', event, `${event.type} is ${BEYOND}`));
    if (isSettingAside(decoded)) this.#of(this.#aside, event.stream).push(decoded);
    const { type, data } = decoded as CaseEvent;
    if (type === 'EvidenceAdded') this.#speaks(data.sha256, event);
    // PRI-2: what was theirs has to be there no more, unless it is another case's too.
    for (const sha256 of erasingOf(decoded)?.files ?? []) this.#evidence.get(sha256)?.delete(event.stream);
  }

  #speaks(sha256: string, event: StoredEvent): void {
    const cases = this.#evidence.get(sha256) ?? new Map<StreamName, StoredEvent>();
    this.#evidence.set(sha256, cases);
    if (!cases.has(event.stream)) cases.set(event.stream, event);
  }

  #damaged(damage: Damage): void {
    this.#of(this.#damage, damage.stream).push(damage);
  }

  #of<Value>(lists: Map<StreamName, Value[]>, stream: StreamName): Value[] {
    const list = lists.get(stream) ?? [];
    lists.set(stream, list);
    return list;
  }

  #note(finding: ProofFinding | undefined): void {
    if (finding !== undefined) this.findings.push(finding);
  }
}

const BEYOND =
  'known to no program as old as this one: a newer one has recorded it (upgrade this one), or it was changed';

/** What is known even of an event whose version is not. */
interface Beyond {
  readonly beyond: string;
  readonly metadata: Pick<RecordedEvent['metadata'], 'previousHash'>;
}

function decodedOrBeyond(event: StoredEvent): RecordedEvent | Damage | Beyond {
  try {
    return decodeOrDamage(codec, event);
  } catch (error) {
    if (!(error instanceof NewerEvent)) throw error;
    const metadata = JSON.parse(event.metadata) as RecordedEvent['metadata'];
    return { beyond: `version ${String(metadata.schemaVersion)} of ${event.type} is ${BEYOND}`, metadata };
  }
}

/** Nobody records what breaks its schema, or in another spelling than the canonical one. */
function formOf(event: StoredEvent, decoded: RecordedEvent): ProofFinding | undefined {
  try {
    codec.assertValid(decoded);
  } catch (error) {
    if (!(error instanceof InvalidEvent)) throw error;
    return placed('not-by-schema', event, error.message);
  }
  // Of what names the event before it, the bytes are known by their hash.
  const known = decoded.metadata.previousHash !== undefined;
  return known || (isCanonical(event.data) && isCanonical(event.metadata))
    ? undefined
    : placed('not-by-schema', event, 'is not in the form in which events are recorded');
}

function isCanonical(text: CanonicalJson): boolean {
  try {
    return canonicalJson(JSON.parse(text)) === text;
  } catch (error) {
    // It has no canonical form, such as a number beyond all numbers.
    if (error instanceof TypeError) return false;
    throw error;
  }
}
