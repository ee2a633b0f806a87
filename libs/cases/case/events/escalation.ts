import { Type } from '#schema';
import { ESCALATION_REASONS, oneOf, personal, record, reference, text } from './fields.ts';

export const escalationEvents = {
  /** AUT-4. `from` is `frontline` below the ladder. */
  EscalatedToManager: record({
    from: reference(),
    to: reference(),
    reason: oneOf(ESCALATION_REASONS),
    explanation: personal(),
    complainantTold: Type.Boolean(),
    /** True when a breach or a rule did it, not a person. */
    automatic: Type.Boolean(),
    /** Rule of the procedure that allowed to skip levels (AUT-1). */
    directRoute: Type.Optional(reference()),
  }),
  EscalationDecided: record({ level: reference(), decision: text() }),
  /** Given back to the level below, with instruction (AUT-4). */
  EscalationReturned: record({ from: reference(), to: reference(), instruction: text() }),
} as const;
