import type { Actor, HappenedAt, Instant } from '#event-sourcing';
import { eventsBy, type Moment } from '../case-details/as-of.ts';
import { titleOf } from '../case-details/titles.ts';
import type { CaseEventType, RecordedCaseEvent } from '../case/events.ts';
import { evolve, noCase } from '../case/evolve.ts';
import type { CaseState } from '../case/state.ts';
import type { ZoneOf } from '../local-month.ts';
import { authorityIn } from './authority-in.ts';
import { fieldsOf, traced, type Traced } from './traced.ts';

/** What is known of a case, and from which events (ARC-2). */
export interface HowKnown {
  readonly caseId: string;
  /** Of the last event that counts at that moment. */
  readonly revision: string;
  readonly fields: readonly KnownField[];
  /** Those that the fields name, in the order of the history. */
  readonly events: readonly KnownBy[];
}

interface KnownField {
  /** Place in the state of the case: `severity`, `complainant.name`, `options[0].status`. */
  readonly field: string;
  readonly value: unknown;
  /** Revision of the event that it is known from: the last one that has changed it. */
  readonly by: string;
}

interface KnownBy {
  readonly revision: string;
  readonly type: CaseEventType;
  readonly title: string;
  /** Absent when nobody knows. */
  readonly happenedAt?: HappenedAt;
  readonly recordedAt: Instant;
  readonly actor: Actor;
  /** `id@version` */
  readonly procedure?: string;
  /** What of the procedure it was decided by, as the event names it: a clock, a matter, a criterion, a ground. */
  readonly rule?: string;
}

/**
 * Every field of how a case stood at a moment with the event that last set it, by the decisions' own fold. `undefined` when
 * there was no case by then.
 *
 * @param events all events of one case, in stream order
 */
export function howKnown(
  caseId: string,
  events: readonly RecordedCaseEvent[],
  moment: Moment,
  zoneOf: ZoneOf,
): HowKnown | undefined {
  const then = eventsBy(events, moment, zoneOf);
  let state: CaseState = noCase;
  let known: Traced<RecordedCaseEvent> | undefined;
  for (const event of then) {
    state = evolve(state, event);
    known = traced(known, state, event);
  }
  const last = then.at(-1);
  if (state.status === 'none' || known === undefined || last === undefined) return undefined;
  const fields = fieldsOf(known);
  const named = new Set(fields.map(({ by }) => by));
  return {
    ...{ caseId, revision: last.revision.toString() },
    fields: fields.map(({ field, value, by }) => ({ field, value, by: by.revision.toString() })),
    events: then.filter((event) => named.has(event)).map(knownBy),
  };
}

function knownBy(event: RecordedCaseEvent): KnownBy {
  const { happenedAt, recordedAt, actor, procedure } = event.metadata;
  const rule = ruleIn(event);
  return {
    ...{ revision: event.revision.toString(), type: event.type, title: titleOf(event) },
    ...(happenedAt !== undefined && { happenedAt }),
    ...{ recordedAt, actor },
    ...(procedure !== undefined && { procedure }),
    ...(rule !== undefined && { rule }),
  };
}

/** What an event may name of the procedure, the most exact first. */
const RULES = ['rule', 'criterion', 'ground', 'directRoute', 'clock'] as const;

function ruleIn(event: RecordedCaseEvent): string | undefined {
  const named: Readonly<Record<string, unknown>> = event.data;
  return (
    authorityIn(event)?.rule ??
    RULES.map((name) => named[name]).find((value): value is string => typeof value === 'string')
  );
}
