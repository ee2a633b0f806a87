import type { Refusal } from '#event-sourcing';
import { FRONTLINE } from '#procedures';
import { aboutThemselves, conflictOfInterest, needsLevel, type CaseContext } from './context.ts';
import type { CaseRecord } from './state.ts';

/**
 * Who may carry a command out: a row of the table of rights. Every command has one; whatever a row says is refused
 * before the command is decided, except for the columns that it leaves to the decision.
 */
export interface CaseWho {
  /** `importer` and `scheduler` are processes of our own; nobody else sends these commands. */
  readonly sentBy: 'staff' | 'importer' | 'scheduler';
  /**
   * The one complained about (INV-4): `refused`; `above`: so is everybody at their level or below, because guilt, money
   * or levels are decided on; `allowed`: what is recorded judges nothing.
   */
  readonly respondent: 'refused' | 'above' | 'allowed';
  readonly level: LevelNeeded;
  /** Separation of duties: who must not have had a part in the case (OUT-3). */
  readonly apartFrom: 'nobody' | 'handlers';
  /** Columns that depend on what the command carries, so that the decision has to judge them. */
  readonly inDecision: readonly ('respondent' | 'level' | 'apartFrom')[];
  /** How a refusal speaks of it, where the row asks for a level: "Deciding on the escalation". */
  readonly doing?: string;
}

/** Which level of the ladder has to act. */
type LevelNeeded =
  | 'none'
  /** The one that the matter asks for, when the command takes the matter away from it (AUT-3, AUT-6). */
  | 'matter'
  /** The one whose limit holds the amount, and that the matter asks for (SOL-4). */
  | 'amount'
  /** The one that a request for compensation waits for (SOL-4). */
  | 'request'
  /** The one that was asked by an escalation (AUT-4). */
  | 'asked'
  /** The one that the procedure names for plans (AUT-5), or for more time on this clock (CLK-4). */
  | 'plan'
  | 'extension'
  /** The first of the ladder, under conditions (CLS-5, CLK-9). */
  | 'first';

type Asked = Partial<Omit<CaseWho, 'sentBy'>>;

/** A row for staff. Unless it says otherwise, the one complained about is refused and no level is needed. */
export const staff = (asked: Asked = {}): CaseWho => ({
  sentBy: 'staff',
  respondent: 'refused',
  level: 'none',
  apartFrom: 'nobody',
  inDecision: [],
  ...asked,
});

/** Staff whoever they are: what they record judges nothing and nobody. */
export const anyStaff = (asked: Asked = {}): CaseWho => staff({ respondent: 'allowed', ...asked });

/** A process of our own. */
export const ourOwn = (sentBy: 'importer' | 'scheduler'): CaseWho => ({ ...anyStaff(), sentBy });

/** Refuses by the columns that can be judged without the decision. */
export function notEntitled(who: CaseWho, state: CaseRecord, context: CaseContext): Refusal | undefined {
  const level = who.inDecision.includes('level') ? undefined : belowLevel(who, state, context);
  return level ?? (who.inDecision.includes('respondent') ? undefined : byRelation(who, state, context));
}

function belowLevel({ level, doing = '' }: CaseWho, state: CaseRecord, context: CaseContext) {
  return level === 'asked' && state.level !== FRONTLINE
    ? needsLevel(context, state.level, 'AUT-4', doing)
    : undefined;
}

function byRelation({ respondent }: CaseWho, state: CaseRecord, context: CaseContext): Refusal | undefined {
  switch (respondent) {
    case 'refused':
      return aboutThemselves(state.respondent, context);
    case 'above':
      return conflictOfInterest(state, context);
    case 'allowed':
      return undefined;
  }
}
