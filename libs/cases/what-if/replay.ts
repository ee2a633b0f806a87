import {
  commandId,
  stampMetadata,
  type Actor,
  type Instant,
  type Position,
  type Revision,
  type Stamp,
} from '#event-sourcing';
import type { Organisation } from '#organisation';
import type { Procedure } from '#procedures';
import { missesBefore } from '../case/catch-up.ts';
import { standsStill } from '../case/clock-end.ts';
import { keepClocks } from '../case/clock-keeper.ts';
import { miss, promotion } from '../case/clock-misses.ts';
import type { CaseClock } from '../case/clock-state.ts';
import { clocksEnd, givenBack } from '../case/commands/merging/release-take-over.ts';
import type { CaseContext } from '../case/context.ts';
import type { CaseEvent, CaseEventDraft, RecordedCaseEvent } from '../case/events.ts';
import { evolve, noCase } from '../case/evolve.ts';
import type { CaseState, ProcedureRef } from '../case/state.ts';
import type { Step } from '../conformance/steps.ts';
import {
  commandOf,
  draftOf,
  firstDue,
  isUnasked,
  missedIn,
  running,
  runsTheSame,
  stampOf,
  type Command,
} from './circumstances.ts';
import { deedsOf, type Deed } from './deeds.ts';
import { following } from './following.ts';

/** The rules that a case is replayed by; `undefined`: there are none that it could be replayed by. */
export type RulesFor = (ref: ProcedureRef) => Procedure | undefined;

export interface ReplayWorld {
  readonly organisation: Organisation;
  /** What was due by then and was not done by then is missed. */
  readonly until: Instant;
}

/** A case from its first event to now. */
export interface Course {
  readonly steps: readonly Step[];
  readonly state: CaseState;
  /** The rules that it is under in the end. */
  readonly procedure: Procedure;
}

/** A history cannot be replayed: a version that it rests on is not there, or does not know what was to be changed in it. */
export class RulesUnknown extends Error {
  constructor(readonly ref: ProcedureRef) {
    super(`There is no procedure ${ref.id} in version ${String(ref.version)} that these figures fit.`);
  }
}

/** What runs out brings about what runs out. */
export class NeverEnds extends Error {
  override readonly message = 'the misses of a case do not come to an end';
}

/**
 * A case as it was recorded, and as it would have gone with the same things done at the same times under other rules: what
 * happened stays, and what the rules made of it is made anew (D14). Pure.
 */
export function replay(
  events: readonly RecordedCaseEvent[],
  own: RulesFor,
  other: RulesFor,
  world: ReplayWorld,
): { readonly recorded: Course; readonly replayed: Course } {
  const before = new Running(own, world);
  const after = new Running(other, world);
  for (const deed of deedsOf(events)) {
    after.take(deed, before.state);
    for (const event of deed.events) before.record(event);
  }
  return { recorded: before.ended(), replayed: after.ended() };
}

const SCHEDULER: Actor = { id: 'scheduler', role: 'system' };
const REPLAY = commandId('what-if', 'replay');
const NOTHING_SEALED: CaseContext['secrets'] = { seal: () => '', isRight: () => false };
/** Each clock is missed once a day at most; of a case that is left alone for years nobody wants to know more. */
const MOST_MISSES = 5_000;

/** Where an event stands, and what stands in for it where the rules alone brought it about. */
type Place = Pick<RecordedCaseEvent, 'id' | 'stream' | 'revision' | 'position'>;

class Running {
  readonly #rulesFor: RulesFor;
  readonly #world: ReplayWorld;
  readonly #steps: Step[] = [];
  #at: Place | undefined;
  #lastRecorded = '';
  state: CaseState = noCase;

  constructor(rulesFor: RulesFor, world: ReplayWorld) {
    this.#rulesFor = rulesFor;
    this.#world = world;
  }

  /** As it stands in the history. */
  record(event: RecordedCaseEvent): void {
    this.#fold(event);
    this.#at = event;
    this.#lastRecorded = event.metadata.recordedAt;
  }

  /** What people did, and what becomes of it under these rules; `was`: how the case stood in the history before. */
  take(deed: Deed, was: CaseState): void {
    const [first] = deed.events;
    if (first === undefined) return;
    const { recordedAt } = first.metadata;
    // A clock that runs the same in the history is missed when it was found missed there.
    this.#pass(recordedAt, (clock) => runsTheSame(clock, was));
    this.#at = deed.facts[0] ?? first;
    this.#lastRecorded = recordedAt;
    if (deed.facts.length > 0) this.#do(deed.facts);
    else this.#find(deed);
  }

  ended(): Course {
    this.#pass(this.#world.until, () => false);
    if (this.state.status === 'none') throw new Error('a history without a case');
    return { steps: this.#steps, state: this.state, procedure: this.#rules(this.state.procedure) };
  }

  /** The scheduler found one clock missed; what else was missed by then follows from it, or is found later. */
  #find({ events }: Deed): void {
    const found = events.find((event) => missedIn(event) !== undefined);
    if (found === undefined) return;
    const { recordedAt } = found.metadata;
    const clock = running(this.state).find((each) => each.clock === missedIn(found));
    if (clock !== undefined && !clock.breached && !standsStill(clock) && clock.dueAt <= recordedAt)
      this.#missNow(clock, this.#context(stampOf(found), recordedAt));
  }

  #do(facts: readonly RecordedCaseEvent[]): void {
    const command = commandOf(facts);
    const { stamp, happenedAt } = command;
    if (this.state.status !== 'none') {
      const here = this.#context(stamp, stamp.recordedAt);
      this.#addAll(missesBefore(this.state, here), stamp);
    }
    const before = this.state;
    const done: CaseEventDraft[] = [];
    for (const fact of facts) this.#happen(fact, command, done);
    if (this.state.status === 'none') return;
    // The clocks that come of a move are those of the version that it goes to.
    this.#addAll(keepClocks(before, done, this.#context(stamp, happenedAt)), stamp);
  }

  /** A fact, with what it has for its effect beside the clocks that start and stop by it. */
  #happen(fact: RecordedCaseEvent, { stamp, happenedAt }: Command, done: CaseEventDraft[]): void {
    const { state } = this;
    const own = isUnasked(fact, state) ? undefined : this.#asHere(fact);
    if (own === undefined) return;
    const add = (...drafts: readonly CaseEventDraft[]): void => {
      done.push(...drafts);
      this.#addAll(drafts, stamp);
    };
    if (fact.type === 'TakeOverReleased' && state.status === 'logged')
      add(...clocksEnd(givenBack(fact.data, state), state));
    this.#fold(own);
    done.push(draftOf(own));
    if (state.status === 'logged') add(...following(fact, state, () => this.#context(stamp, happenedAt)));
  }

  /** The same fact in a case that is under these rules; `undefined`: a move between versions that are the same here. */
  #asHere(event: RecordedCaseEvent): RecordedCaseEvent | undefined {
    if (event.type === 'ComplaintLogged' || event.type === 'ContactAbandoned')
      return {
        ...event,
        data: { ...event.data, procedure: refOf(this.#rules(event.data.procedure)) },
      } as RecordedCaseEvent;
    if (event.type !== 'CaseMovedToVersion') return event;
    const to = this.#rules(event.data.to);
    if (this.state.status !== 'none' && this.#rules(this.state.procedure) === to) return undefined;
    return { ...event, data: { ...event.data, to: refOf(to) } };
  }

  /** Time goes by: what runs out is found at once. */
  #pass(until: Instant, isLeft: (clock: CaseClock) => boolean): void {
    for (let missed = 0; ; missed += 1) {
      const next = firstDue(this.state, until, isLeft);
      if (next === undefined) return;
      if (missed > MOST_MISSES) throw new NeverEnds();
      const at = (next.dueAt > this.#lastRecorded ? next.dueAt : this.#lastRecorded) as Instant;
      const stamp = { commandId: REPLAY, commandHash: '', actor: SCHEDULER, recordedAt: at };
      this.#missNow(next, this.#context(stamp, at));
    }
  }

  #missNow(clock: CaseClock, context: CaseContext): void {
    const before = this.state;
    const facts =
      clock.onDue === 'promote'
        ? promotion(clock, before, context)
        : miss(clock, 'scheduler', before, context);
    this.#addAll([...facts, ...keepClocks(before, facts, context)], context.stamp);
  }

  #addAll(drafts: readonly CaseEventDraft[], stamp: Stamp): void {
    for (const draft of drafts) this.#fold(stampMetadata(draft, stamp));
  }

  #fold(event: CaseEvent | RecordedCaseEvent): void {
    const before = this.state;
    const placed = 'revision' in event ? event : { ...event, ...this.#placeNow() };
    this.state = evolve(before, placed);
    this.#steps.push({ event: placed, before, after: this.state });
  }

  #placeNow(): Place {
    const { id, stream, revision, position } = this.#at ?? NOWHERE;
    return { id, stream, revision, position };
  }

  #context(stamp: Stamp, happenedAt: Instant): CaseContext {
    const { organisation } = this.#world;
    return {
      ...{ now: stamp.recordedAt, happenedAt, actor: stamp.actor, organisation, stamp },
      ...{ secrets: NOTHING_SEALED, candidates: [] },
      procedure: this.#rules(this.state.status === 'none' ? NO_REF : this.state.procedure),
    };
  }

  #rules(ref: ProcedureRef): Procedure {
    const found = this.#rulesFor(ref);
    if (found === undefined) throw new RulesUnknown(ref);
    return found;
  }
}

const NO_REF: ProcedureRef = { id: '', version: 0 };
const NOWHERE = {
  id: '',
  stream: '',
  revision: 0n as Revision,
  position: '' as Position,
} as unknown as Place;

/** Without the hash of what it said: it is no case that was ever opened. */
const refOf = ({ id, version }: Procedure): ProcedureRef => ({ id, version });
