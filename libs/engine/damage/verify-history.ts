import { setImmediate } from 'node:timers/promises';
import { caseStreamOf, LISTED_CASES } from '#cases';
import {
  BEGINNING,
  decodeHistory,
  StreamFault,
  type Damage,
  type EventStore,
  type Page,
  type ReadModelStore,
  type StoredEvent,
  type StreamName,
} from '#event-sourcing';
import { historyCodec } from '../commands/codecs.ts';
import type { DamageNotes } from './damage-notes.ts';

export interface HistoryVerdict {
  readonly events: number;
  readonly streams: number;
  /** Every finding, at the first place that it concerns; empty for a whole history. */
  readonly damage: readonly Damage[];
}

export interface VerifyPorts {
  readonly store: Pick<EventStore, 'readAll' | 'readStream'>;
  readonly readModels: Pick<ReadModelStore, 'query'>;
  readonly notes: DamageNotes;
}

export interface VerifyOptions {
  readonly signal?: AbortSignal;
  /** Streams verified so far. */
  readonly onProgress?: (streams: number) => void;
}

const PAGE = 1_000;
/** Streams that are read at the same time. */
const AT_ONCE = 16;

/**
 * Looks for everything that is wrong with a history: every stream of which the log or a list knows is read, and compared
 * with the log. Changes nothing but the list of findings, which it brings up to date.
 */
export function createVerification({ store, readModels, notes }: VerifyPorts) {
  return async ({ signal, onProgress }: VerifyOptions = {}): Promise<HistoryVerdict> => {
    const { events, last } = await lastOfEach(store, signal);
    for await (const caseId of listed(readModels)) {
      const stream = caseStreamOf(caseId);
      if (!last.has(stream)) last.set(stream, -1n);
    }
    const damage: Damage[] = [];
    const streams = [...last];
    for (let from = 0; from < streams.length; from += AT_ONCE) {
      signal?.throwIfAborted();
      const part = streams.slice(from, from + AT_ONCE);
      const found = await Promise.all(part.map(([stream, revision]) => verify(store, stream, revision)));
      for (const [index, each] of found.entries()) {
        const [stream] = part[index] ?? [];
        if (stream !== undefined) await notes.replace(stream, each);
        damage.push(...each);
      }
      onProgress?.(from + part.length);
    }
    return { events, streams: streams.length, damage };
  };
}

/** The last revision of every stream, as far as the log tells. */
async function lastOfEach(store: Pick<EventStore, 'readAll'>, signal: AbortSignal | undefined) {
  const last = new Map<StreamName, bigint>();
  let events = 0;
  let after = BEGINNING;
  for (;;) {
    signal?.throwIfAborted();
    const page = await store.readAll(after, PAGE);
    for (const { stream, revision } of page) last.set(stream, revision);
    events += page.length;
    const end = page.at(-1);
    if (end === undefined) return { events, last };
    after = end.position;
    await setImmediate();
  }
}

async function* listed(readModels: Pick<ReadModelStore, 'query'>): AsyncGenerator<string> {
  let cursor: string | undefined;
  do {
    const page = (await readModels.query(LISTED_CASES, {
      limit: PAGE,
      ...(cursor !== undefined && { cursor }),
    })) as Page<{ readonly caseId: string }>;
    for (const { caseId } of page.items) yield caseId;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

async function verify(
  store: Pick<EventStore, 'readStream'>,
  stream: StreamName,
  last: bigint,
): Promise<readonly Damage[]> {
  let stored: readonly StoredEvent[];
  try {
    stored = await store.readStream(stream);
  } catch (error) {
    if (error instanceof StreamFault) return [error.damage];
    throw error;
  }
  if (stored.length === 0) return [{ stream, finding: 'deleted' }];
  const { damage } = decodeHistory(historyCodec, stored);
  const end = stored.at(-1);
  const isCut = end !== undefined && end.revision < last;
  return isCut ? [...damage, { stream, finding: 'missing-events', position: end.position }] : damage;
}
