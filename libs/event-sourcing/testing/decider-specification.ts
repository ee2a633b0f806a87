import assert from 'node:assert/strict';
import { isRefusal, type Decider, type Decision } from '../decider.ts';
import type { DomainEvent, EventDraft } from '../event.ts';
import { commandId } from '../ids.ts';
import { instant } from '../primitives.ts';
import { stampMetadata, type Stamp, type Stamped } from '../stamp.ts';

/** Circumstances of events in tests that do not care: an agent, on the morning of 1 September 2026. */
export const anyStamp: Stamp = {
  commandId: commandId('an earlier command'),
  commandHash: 'hash of an earlier command',
  actor: { id: 'staff-1', role: 'agent' },
  recordedAt: instant('2026-09-01T09:00:00Z'),
};

/** An event of the past, with the circumstances that matter to the test. */
export const eventOf = <const Draft extends EventDraft>(
  draft: Draft,
  circumstances: Partial<Stamp> = {},
): Stamped<Draft> => stampMetadata(draft, { ...anyStamp, ...circumstances });

export interface When<Command, Context, Draft extends EventDraft> {
  when(command: Command, context: Context): Then<Draft>;
}

export interface Then<Draft extends EventDraft> {
  /** For what the assertions below do not cover. */
  readonly decision: Decision<Draft>;
  /** Exactly these events, in this order. */
  then(expected: readonly Draft[]): void;
  thenRefused(code: string, rule: string): void;
  /** Accepted, and nothing had to change. */
  thenNothing(): void;
}

/**
 * Given/when/then on a decider, without a store:
 * `given([events]).when(command, context).then([drafts])`. Past events may be drafts, which are stamped with
 * {@link anyStamp}, or whole events (see {@link eventOf}). A failed assertion shows the difference.
 */
export function deciderSpecification<
  State,
  Command,
  Draft extends EventDraft,
  Event extends DomainEvent,
  Context,
>(
  decider: Decider<State, Command, Draft, Event, Context>,
): { readonly given: (past: readonly (Draft | Event)[]) => When<Command, Context, Draft> } {
  return {
    given: (past) => ({
      when(command, context) {
        const events = past.map(
          (event) => ('metadata' in event ? event : eventOf<EventDraft>(event)) as Event,
        );
        const state = events.reduce<State>(
          (folded, event) => decider.evolve(folded, event),
          decider.initialState,
        );
        return expectations(decider.decide(command, state, context));
      },
    }),
  };
}

function expectations<Draft extends EventDraft>(decision: Decision<Draft>): Then<Draft> {
  const accepted = (): readonly Draft[] => {
    if (!isRefusal(decision)) return decision;
    return assert.fail(
      `expected events, but refused: ${decision.code} (${decision.rule}): ${decision.message}`,
    );
  };
  return {
    decision,
    then: (expected) => {
      assert.deepEqual(accepted(), expected);
    },
    thenRefused: (code, rule) => {
      if (!isRefusal(decision))
        assert.fail(`expected the refusal ${code} (${rule}), but got ${typesOf(decision)}`);
      assert.deepEqual({ code: decision.code, rule: decision.rule }, { code, rule });
    },
    thenNothing: () => {
      assert.deepEqual(accepted(), []);
    },
  };
}

const typesOf = (drafts: readonly EventDraft[]): string =>
  drafts.length === 0 ? 'no events' : drafts.map(({ type }) => type).join(', ');
