import { refuse, type Refusal } from '#event-sourcing';
import type { CaseState } from '../state.ts';

/** Nobody is given up before the procedure says so (INT-8, SOL-1, OUT-1). */
export const tooFewAttempts = (rule: string, made: number, needed: number): Refusal | undefined =>
  made >= needed
    ? undefined
    : refuse(
        rule,
        'more-attempts-needed',
        `The procedure asks for ${String(needed)} attempts to reach them.`,
        {
          remedy: 'Try again, and record each attempt.',
          details: { made, needed },
        },
      );

/** INT-8: of which no complaint came. */
export const isEnded = (state: CaseState): boolean =>
  state.status === 'awaitingCallback' && state.stage === 'closed';
