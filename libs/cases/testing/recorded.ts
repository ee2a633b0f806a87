import {
  commandId,
  eventId,
  instant,
  revision,
  stampMetadata,
  type Actor,
  type HappenedAt,
  type Position,
  type Projection,
} from '#event-sourcing';
import { createCaseCodec } from '../case/case.codec.ts';
import { caseStreamOf } from '../case/case-id.ts';
import type {
  CaseEvent,
  CaseEventData,
  CaseEventDraft,
  CaseEventType,
  RecordedCaseEvent,
} from '../case/events.ts';

const codec = createCaseCodec();

export const CASE_ID = '7F3K-9M2Q-X4TB';

/** An event as a spec tells it. */
export interface Told {
  readonly draft: CaseEventDraft;
  readonly recordedAt?: string;
  readonly actor?: Actor;
  readonly caseId?: string;
}

/** `at` is an instant with offset, a day, or `unknown`; recorded when it happened, unless told otherwise. */
export const told = <Type extends CaseEventType>(
  type: Type,
  data: CaseEventData<Type>,
  at: string,
  more: Omit<Told, 'draft'> = {},
): Told => ({
  draft: {
    type,
    data,
    happenedAt: at.includes('T') ? instant(at) : (at as HappenedAt | 'unknown'),
  } as CaseEventDraft,
  ...more,
});

const PROCEDURE = 'residential-property@1';
const ACTOR: Actor = { id: 'staff-1', role: 'receiver' };

/** Gives each event its place in the history: revisions by case, positions in the order of the list. */
export function recorded(events: readonly Told[], procedure = PROCEDURE): readonly RecordedCaseEvent[] {
  const heads = new Map<string, number>();
  return events.map(({ draft, recordedAt, actor = ACTOR, caseId = CASE_ID }, index) => {
    const head = heads.get(caseId) ?? 0;
    heads.set(caseId, head + 1);
    const command = commandId(caseId, index);
    const { happenedAt } = draft;
    const event: CaseEvent = stampMetadata(draft, {
      ...{ commandId: command, commandHash: 'hash', actor, procedure, happenedAt },
      schemaVersion: codec.versionOf(draft.type),
      recordedAt: instant(
        recordedAt ?? (happenedAt?.includes('T') ? happenedAt : '2026-09-30T12:00:00.000Z'),
      ),
    });
    return {
      ...event,
      ...{ id: eventId(command, 0), stream: caseStreamOf(caseId), revision: revision(head) },
      position: String(index + 1).padStart(16, '0') as Position,
    };
  });
}

/** What the runner does, in memory: loads, folds, writes with the position guard (design D5). */
export function project<Document extends object>(
  projection: Projection<Document, CaseEvent>,
  events: readonly RecordedCaseEvent[],
  stored = new Map<string, { readonly document: Document | undefined; readonly position: Position }>(),
): Map<string, { readonly document: Document | undefined; readonly position: Position }> {
  for (const event of events)
    for (const key of projection.keys(event)) {
      const before = stored.get(key);
      if (before !== undefined && before.position >= event.position) continue;
      stored.set(key, {
        document: projection.evolve(before?.document, event, key),
        position: event.position,
      });
    }
  return stored;
}

export const documentOf = <Document extends object>(
  projection: Projection<Document, CaseEvent>,
  events: readonly RecordedCaseEvent[],
  key: string = CASE_ID,
): Document | undefined => project(projection, events).get(key)?.document;
