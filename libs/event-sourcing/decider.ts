import type { DomainEvent, EventDraft } from './event.ts';

/** A broken rule, as a value: part of the domain (design D18). */
export interface Refusal {
  readonly kind: 'refusal';
  /** Stable, kebab-case, for programs. */
  readonly code: string;
  /** A sentence that a member of staff can act on. */
  readonly message: string;
  /** Requirement id, for example `AUT-1`. */
  readonly rule: string;
  /** What would make it acceptable. */
  readonly remedy?: string;
  /** Figures behind the decision, for example limit and amount. No personal data. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What a decision yields: facts to record (possibly none), or a refusal. */
export type Decision<Draft extends EventDraft> = readonly Draft[] | Refusal;

/** `decide` and `evolve` are pure: no I/O, clock or randomness (design D1). `evolve` never throws. */
export interface Decider<State, Command, Draft extends EventDraft, Event extends DomainEvent, Context> {
  readonly initialState: State;
  decide(command: Command, state: State, context: Context): Decision<Draft>;
  evolve(state: State, event: Event): State;
}

/** Code of a refusal that is no answer yet: a process asks again later. */
export const NOT_YET = 'not-yet';

export const isRefusal = (value: object): value is Refusal => 'kind' in value && value.kind === 'refusal';

/** Shorthand used by every decision. */
export const refuse = (
  rule: string,
  code: string,
  message: string,
  more: Pick<Refusal, 'remedy' | 'details'> = {},
): Refusal => ({ kind: 'refusal', rule, code, message, ...more });
