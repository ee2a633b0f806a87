import type { CollectionSpec, Projection, RecordedEvent } from '#event-sourcing';
import { conductIdOfStream, recordOf, type RecordOf } from '../record/codec.ts';
import type { ConductEvent } from '../record/events.ts';
import { blankRecord, evolve, type ConductState } from '../record/state.ts';

/** What counts against one person under one procedure, and what was decided about it. */
export interface ConductDocument extends ConductState, RecordOf {
  readonly record: string;
  /** Of complaints and violations, in the time zone of the procedure. */
  readonly months: readonly string[];
  /** Somebody has to decide something. */
  readonly waiting: boolean;
}

export const CONDUCT: CollectionSpec = {
  name: 'conduct',
  version: 1,
  fields: { record: 'text', procedure: 'text', person: 'text', months: 'texts', waiting: 'boolean' },
  indexes: [['record'], ['procedure', 'record'], ['person', 'record'], ['waiting', 'record']],
};

/** A document for each record. */
export const conductProjection: Projection<ConductDocument, RecordedEvent<ConductEvent>> = {
  collection: CONDUCT,
  keys: ({ stream }) => [conductIdOfStream(stream) ?? []].flat(),
  evolve(document, event, record) {
    const of = recordOf(record);
    if (of === undefined) return document;
    const { entries, proposals, appeals } = evolve(document ?? blankRecord, event);
    return { ...of, record, ...withSearched({ entries, proposals, appeals }) };
  },
};

/** By what records are found. */
export function withSearched(
  state: ConductState,
): ConductState & Pick<ConductDocument, 'months' | 'waiting'> {
  const { entries, proposals, appeals } = state;
  const waiting =
    entries.some(({ status }) => status === 'reported') ||
    [...proposals, ...appeals].some(({ status }) => status === 'open');
  const months = [...new Set(entries.flatMap(({ on }) => on?.slice(0, 7) ?? []))].sort();
  return { ...state, months, waiting };
}
