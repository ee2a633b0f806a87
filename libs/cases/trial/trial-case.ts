import {
  instantOf,
  isRefusal,
  millisOf,
  readFields,
  refuse,
  type Actor,
  type CommandActor,
  type CommandId,
  type Instant,
  type Refusal,
} from '#event-sourcing';
import type { Organisation } from '#organisation';
import { localDate, type Procedure } from '#procedures';
import { caseDecider } from '../case/case.decider.ts';
import { missesBefore } from '../case/catch-up.ts';
import { foldDrafts } from '../case/clock-keeper.ts';
import { caseCommands, type CaseCommand, type CaseCommands, type CaseCommandType } from '../case/commands.ts';
import type { CaseClock } from '../case/clock-state.ts';
import type { CaseContext, Secrets } from '../case/context.ts';
import type { CaseEventDraft } from '../case/events.ts';
import type { Money, Remedy } from '../case/events/fields.ts';
import { standingIn } from '../case/standing.ts';
import type { CaseState } from '../case/state.ts';
import type { Scene } from './scenes.ts';
import type { Handled } from './ways-out.ts';

/** Any working morning does: what is tried out does not hang on the date. */
const BEGIN = '2026-09-01T01:00:00.000Z' as Instant;
/** Between two steps; every attempt to reach somebody counts, and a file may ask for a week between them. */
const STEP_MILLIS = 30 * 60_000;
const COMMAND = 'trial' as CommandId;
/** Code of a refusal because of what a command carries: the edge would not have let it through. */
export const UNFIT = 'unfit';

/** Nothing is kept of a trial. */
const secrets: Secrets = { seal: (secret) => secret, isRight: (sealed, secret) => sealed === secret };

/** Who works there, and by which rules. */
export interface Workplace {
  readonly procedure: Procedure;
  readonly organisation: Organisation;
  readonly staff: readonly Required<CommandActor>[];
}

interface Done {
  readonly drafts: readonly CaseEventDraft[];
  readonly state: CaseState;
}

/**
 * A case that is only tried out: commands pass the same gate, standing and decision as they do in earnest, and nothing is
 * recorded. Tells whether anybody may do something as the case stands.
 */
export class TrialCase implements Handled {
  readonly house: Workplace;
  readonly scene: Scene;
  state: CaseState;
  now: Instant;

  constructor(house: Workplace, scene: Scene, at: { state: CaseState; now: Instant } = BEGINNING) {
    this.house = house;
    this.scene = scene;
    this.state = at.state;
    this.now = at.now;
  }

  get procedure() {
    return this.house.procedure;
  }
  get staff() {
    return this.house.staff;
  }

  /** The same case, to try something else. */
  branch(): TrialCase {
    return new TrialCase(this.house, this.scene, this);
  }

  attempt<Type extends CaseCommandType>(
    by: Required<CommandActor>,
    type: Type,
    data: CaseCommands[Type],
  ): Refusal | number {
    const done = this.#decide(by, type, data);
    if (isRefusal(done)) return done;
    this.#goOn(done);
    return done.drafts.length;
  }

  /** What comes of it when the first of the staff who may do it does it; otherwise why the highest may not. */
  anybody<Type extends CaseCommandType>(
    type: Type,
    data: CaseCommands[Type],
  ): readonly CaseEventDraft[] | Refusal {
    let refusal: Refusal | undefined;
    for (const by of this.staff) {
      const done = this.#decide(by, type, data);
      if (!isRefusal(done)) {
        this.#goOn(done);
        return done.drafts;
      }
      if (by.role === this.procedure.ladder.at(-1)?.id || refusal === undefined) refusal = done;
    }
    return refusal ?? refuse('D23', 'nobody', 'There is nobody.');
  }

  /** The same, asking from the top downwards. */
  asTheHighest<Type extends CaseCommandType>(type: Type, data: CaseCommands[Type]): boolean {
    return this.staff.toReversed().some((by) => typeof this.attempt(by, type, data) === 'number');
  }

  /** Those of that rule that run; nothing where what starts them has not happened. */
  clocks(rule: string): readonly CaseClock[] | undefined {
    if (this.state.status === 'none') return undefined;
    const { clocks, facts } = this.state.clocks;
    const starts = this.procedure.clocks.find(({ id }) => id === rule)?.starts;
    return facts.some(({ milestone }) => milestone === starts)
      ? clocks.filter((clock) => clock.rule === rule && clock.status === 'running')
      : undefined;
  }

  money = (minor: number): Money => ({ minor, currency: this.procedure.currency });

  refundOf = (minor: number): Remedy => ({ kind: 'refund', amount: this.money(minor) });

  get today(): string {
    return localDate(this.procedure.timeZone, this.now);
  }

  #goOn({ state }: Done): void {
    this.state = state;
    this.now = instantOf(
      millisOf(this.now) + Math.max(STEP_MILLIS, this.procedure.attempts.minutesApart * 60_000),
    );
    // What was missed meanwhile is known before anybody does anything more.
    const context = this.#context(SCHEDULER);
    this.state = foldDrafts(this.state, missesBefore(this.state, context), context);
  }

  #decide(sender: CommandActor, type: CaseCommandType, data: object): Done | Refusal {
    const [unfit] = readFields(caseCommands.find(({ name }) => name === type)?.data ?? {}, data).errors;
    if (unfit !== undefined)
      return refuse('D13', UNFIT, `${type} does not take that: ${unfit.field} ${unfit.message}.`);
    const actor = this.#standing(sender, type);
    if (isRefusal(actor)) return actor;
    const context = this.#context(actor);
    // Name and data belong together by the table of commands.
    const drafts = caseDecider.decide({ type, data } as unknown as CaseCommand, this.state, context);
    return isRefusal(drafts) ? drafts : { drafts, state: foldDrafts(this.state, drafts, context) };
  }

  #standing(sender: CommandActor, type: CaseCommandType): Actor | Refusal {
    const { procedure, organisation } = this.house;
    const { state, now } = this;
    const opens = type === 'LogComplaint';
    const { site } = this.scene.logged;
    return standingIn({ organisation, procedure, state, site, opens, happenedAt: now, now }, sender);
  }

  #context(actor: Actor): CaseContext {
    const { procedure, organisation } = this.house;
    const { now } = this;
    const stamp = { commandId: COMMAND, commandHash: '', actor, happenedAt: now, recordedAt: now };
    return {
      ...{ now, happenedAt: now, actor, organisation, procedure, secrets, candidates: [] },
      stamp: { ...stamp, procedure: `${procedure.id}@${String(procedure.version)}` },
      setAside: { draw: COMMAND, budget: COMMAND, minor: Number.MAX_SAFE_INTEGER },
    };
  }
}

const SCHEDULER: Actor = { id: 'scheduler', role: 'system' };
const BEGINNING = { state: caseDecider.initialState, now: BEGIN };
