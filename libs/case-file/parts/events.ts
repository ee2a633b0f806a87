import { titleOf, type RecordedCaseEvent } from '#cases';
import { eventHash, type StoredEvent } from '#event-sourcing';
import { fileOf, jsonFile, type BagFile } from '../bag/bag.ts';

/** Every event up to the last one that is asked for, with what of it is shown. */
export interface Placed {
  readonly stored: StoredEvent;
  /** As it was recorded, and as it is shown; absent where it does not belong to what is asked for, or cannot be read. */
  readonly recorded?: RecordedCaseEvent;
  readonly shown?: RecordedCaseEvent;
}

/** Byte for byte where all of it is shown; else its hash alone, by which it is chained, and stands in the log. */
export const eventFiles = (events: readonly Placed[]): readonly BagFile[] => [
  fileOf('data/events/stored.ndjson', events.map((event) => `${JSON.stringify(lineOf(event))}\n`).join('')),
  jsonFile('data/events/events.json', events.flatMap(entryOf)),
];

const isWhole = ({ recorded, shown }: Placed): boolean =>
  shown !== undefined && shown.data === recorded?.data;

function lineOf(event: Placed) {
  const { stream, revision, id, type, data, metadata } = event.stored;
  const line = { revision: revision.toString(), hash: eventHash(event.stored) };
  if (isWhole(event)) return { ...line, stored: { stream, id, type, data, metadata } };
  return { ...line, withheld: event.shown === undefined ? 'notAsked' : 'redacted' };
}

/** As it was stored, where that is shown: in the version in which it was recorded, its sealed texts opened. */
function entryOf(event: Placed): readonly object[] {
  const { stored, shown } = event;
  if (shown === undefined) return [];
  const { type, revision, metadata, data } = shown;
  const entry = { revision: revision.toString(), type, title: titleOf(shown) };
  if (!isWhole(event)) return [{ ...entry, data, metadata }];
  const kept = {
    data: opened(JSON.parse(stored.data), data),
    metadata: JSON.parse(stored.metadata) as unknown,
  };
  return [{ ...entry, ...kept }];
}

/** Texts stand at the same place in what was read; what a later version has moved stays sealed. */
function opened(stored: unknown, read: unknown): unknown {
  if (typeof stored !== 'object' || stored === null) return stored;
  if ('$sealed' in stored) return read === undefined ? stored : read;
  const of = (name: string): unknown => (read as Readonly<Record<string, unknown>> | undefined)?.[name];
  if (Array.isArray(stored)) return stored.map((part: unknown, index) => opened(part, of(String(index))));
  return Object.fromEntries(Object.entries(stored).map(([name, part]) => [name, opened(part, of(name))]));
}
