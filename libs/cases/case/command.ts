import { commandsOf } from '#event-sourcing';
import type { CaseContext } from './context.ts';
import type { CaseEventDraft } from './events.ts';
import type { CaseWhen } from './stage-policy.ts';
import type { CaseState } from './state.ts';
import type { CaseWeight, CaseWho } from './who-policy.ts';

/** What every command of a case is made of. */
export interface CaseTypes {
  readonly state: CaseState;
  readonly context: CaseContext;
  readonly draft: CaseEventDraft;
  readonly who: CaseWho;
  readonly weight: CaseWeight;
  readonly when: CaseWhen;
  readonly group:
    | 'Intake'
    | 'Classification'
    | 'Dispatch'
    | 'Investigation'
    | 'Solution'
    | 'Escalation'
    | 'Clocks'
    | 'Outcome'
    | 'Merging';
}

/** Defines one command of a case. Its file is all that there is of it, but for its line in `commands.ts`. */
export const command = commandsOf<CaseTypes>();
