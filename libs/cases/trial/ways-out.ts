import type { Refusal } from '#event-sourcing';
import { FRONTLINE, type Procedure } from '#procedures';
import type { CaseCommands, CaseCommandType } from '../case/commands.ts';
import { owedToAnybody, owesAnswers } from '../case/rules/closing.ts';
import { offerStanding } from '../case/stage.ts';
import type { CaseRecord, CaseState } from '../case/state.ts';
import type { Scene } from './scenes.ts';
import { takeStep } from './steps-to-take.ts';
import { complete, endContact, type Any, type Mood } from './what-is-missing.ts';

export { MOODS, type Mood } from './what-is-missing.ts';

/** A case that people work on. */
export interface Handled {
  readonly procedure: Procedure;
  readonly state: CaseState;
  /** What it is judged to be, and what is found. */
  readonly scene: Pick<Scene, 'graded' | 'found'>;
  /** Everybody who may do something, in the order in which they are asked. */
  readonly staff: readonly { readonly id: string; readonly role: string }[];
  /** Carries it out, unless it is refused; how many facts came of it. */
  attempt<Type extends CaseCommandType>(
    by: Handled['staff'][number],
    type: Type,
    data: CaseCommands[Type],
  ): Refusal | number;
}

const MOST_STEPS = 120;

/**
 * Brings a case to an end in which nothing is owed to anybody, by what people may do; a refusal says what comes next.
 * Where nobody finds a way, it gives what was refused at the last step that was tried.
 */
export function closeHonestly(handled: Handled, mood: Mood): readonly Refusal[] | undefined {
  const way = new Way(handled, mood);
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    if (way.isDone()) return undefined;
    if (!way.step()) break;
  }
  return way.refusals;
}

/** One step on that way; whether there was one. */
export const goOn = (handled: Handled, mood: Mood): boolean => {
  const way = new Way(handled, mood);
  return !way.isDone() && way.step();
};

const SEEN = { inOrder: true, remarks: 'Seen' };

/** Refusals that somebody else would not get. */
const ABOUT_WHO = /^(AUT-|INV-4|SOL-4|DIS-1|OUT-3|OUT-6|CLS-5|CLK-9|D23)/;

class Way {
  /** Of the step that is being taken. */
  refusals: (Refusal & { readonly by: string; readonly command: string })[] = [];
  constructor(
    readonly told: Handled,
    readonly mood: Mood,
  ) {}

  isDone(): boolean {
    const { state } = this.told;
    if (state.status === 'awaitingCallback') return state.stage === 'closed';
    if (state.status !== 'logged') return false;
    const { ending, archived } = state;
    const isEnd = archived || (ending !== undefined && ending !== 'inadmissible');
    return isEnd && this.#owed(state).length === 0;
  }

  /** By a case that is over: money under every end, and answers unless it was closed with all of them given. */
  #owed(state: CaseRecord): readonly string[] {
    const isPromised = state.remedies.some(({ status }) => status === 'granted' || status === 'accepted');
    return [
      ...(isPromised ? ['compensationDelivered'] : []),
      ...(owesAnswers(state) ? owedToAnybody(state, this.told.procedure) : []),
    ];
  }

  step(): boolean {
    const { state } = this.told;
    this.refusals = [];
    if (state.status === 'awaitingCallback') return endContact((type, data) => this.#any(type, data));
    if (state.status !== 'logged') return false;
    if (state.merging) return this.#any('CompleteMerge', { ...state.merging, reason: 'One matter' });
    if (state.ending !== undefined && state.ending !== 'inadmissible')
      return this.#complete(this.#owed(state), state);
    if (
      state.levelAwaited &&
      state.level !== FRONTLINE &&
      this.#any('DecideEscalation', { decision: 'Go on' })
    )
      return true;
    return state.resolved || state.ending === 'inadmissible' ? this.#close(state) : this.#resolve(state);
  }

  /** The first of the staff who may do it does it. */
  #any<Type extends CaseCommandType>(type: Type, data: CaseCommands[Type]): boolean {
    let staff = this.told.staff;
    for (let [person] = staff; person !== undefined; [person] = staff) {
      const outcome = this.told.attempt(person, type, data);
      if (typeof outcome === 'number') return outcome > 0;
      this.refusals.push({ ...outcome, by: person.id, command: type });
      if (!ABOUT_WHO.test(outcome.rule) || missingIn(outcome).length > 0) return false;
      staff = this.#othersAfter(outcome, staff.slice(1));
    }
    return false;
  }

  /** A refusal that names the level spares asking all those below it. */
  #othersAfter({ details = {} }: Refusal, others: Handled['staff']): Handled['staff'] {
    const { ladder } = this.told.procedure;
    const rank = (level: unknown): number => ladder.findIndex(({ id }) => id === level);
    const needed = Math.max(rank(details['neededLevel']), rank(details['respondentLevel']));
    return others.filter(({ role }) => rank(role) >= needed);
  }

  #resolve(state: CaseRecord): boolean {
    if (this.#any('ResolveCase', { summary: 'Done' })) return true;
    if (state.category === undefined) return this.#any('ClassifyCase', this.told.scene.graded);
    if (state.valid === false && state.invalidityExplained !== 'yes')
      return this.#any('ExplainInvalidity', { method: 'phone', explanation: 'Not ours', accepted: true });
    if (this.#stepFirst(state) || this.#investigate(state)) return true;
    const asked = state.remedies.find(({ status }) => status === 'requested')?.request;
    if (asked !== undefined) return this.#any('RefuseCompensation', { request: asked, reason: 'Too much' });
    return this.#answer(state) || this.#offer(state) || this.#higher(state);
  }

  /** What the procedure asks for before a case is resolved, as the refusal names it. */
  #stepFirst(state: CaseRecord): boolean {
    const { staff, procedure, scene } = this.told;
    const [missing] = missingIn(this.refusals.at(-1));
    return takeStep(missing, { state, staff, procedure, scene, any: (type, data) => this.#any(type, data) });
  }

  #investigate({ conclusion, findings }: CaseRecord): boolean {
    const finding = { kind: 'inspection', content: 'Seen', evidence: [] } as const;
    if (findings === 0 && this.#any('RecordFinding', finding)) return true;
    return conclusion === undefined && this.#any('ConcludeInvestigation', this.told.scene.found);
  }

  /** What becomes of an offer. */
  #answer({ options }: CaseRecord): boolean {
    const accepted = options.find(({ status }) => status === 'accepted');
    if (accepted) return this.#any('ImplementSolution', {});
    const offered = options.find(({ status }) => status === 'offered')?.option;
    if (offered === undefined) return false;
    if (this.mood === 'content') return this.#any('AcceptSolution', { option: offered, costsAgreed: true });
    if (this.mood === 'never content')
      return this.#any('RejectSolution', { option: offered, objection: 'No' });
    return (
      this.#any('LapseOffer', { reason: 'No answer' }) ||
      this.#any('RecordFailedContact', { about: 'offer', method: 'phone' })
    );
  }

  #offer(state: CaseRecord): boolean {
    const prepared = state.options.find(({ status }) => status === 'prepared');
    if (prepared === undefined || prepared.remedy !== undefined)
      return (
        !(this.mood === 'never content' && offerStanding(state) === 'rejected' && !this.#isAtFront(state)) &&
        this.#any('PrepareSolutions', { options: [{ description: 'Repair it' }] })
      );
    if (state.complainant.anonymous && this.#any('ImplementSolution', {})) return true;
    return (
      this.#any('OfferSolution', { method: 'phone' }) ||
      this.#any('ApprovePlan', {}) ||
      this.#any('ReviewCase', SEEN)
    );
  }

  /** Somebody who is content with nothing is heard once; then the ladder decides. */
  #isAtFront = ({ options }: CaseRecord): boolean => options.every(({ status }) => status !== 'rejected');

  #higher(state: CaseRecord): boolean {
    const reason = {
      reason: 'unresolved',
      explanation: 'Content with nothing',
      complainantTold: true,
    } as const;
    return offerStanding(state) === 'rejected' && this.#any('EscalateToManager', reason);
  }

  #close(state: CaseRecord): boolean {
    if (this.#any('CloseCase', {})) return true;
    const missing = missingIn(this.refusals.findLast(({ code }) => code === 'closing-conditions-missing'));
    return this.#complete(missing, state);
  }

  #complete(missing: readonly string[], state: CaseRecord): boolean {
    const { procedure } = this.told;
    const any: Any = (type, data) => this.#any(type, data);
    return missing.some((each) => complete(each, state, { procedure, mood: this.mood, any }));
  }
}

const missingIn = (refusal: Refusal | undefined): readonly string[] =>
  (refusal?.details?.['missing'] as readonly string[] | undefined) ?? [];
