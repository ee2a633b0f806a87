import type { escalationEvents } from '../../case/events/escalation.ts';
import { because, words, type TitlesOf } from '../../reading/wording.ts';

export const escalationTitles: TitlesOf<typeof escalationEvents> = {
  EscalatedToManager: ({ from, to, reason, explanation, automatic, directRoute }) =>
    `${automatic ? 'Escalated automatically' : 'Escalated'} from ${from} to ${to} (${words(reason)}${directRoute === undefined ? '' : `, direct route ${directRoute}`})${because(explanation)}`,
  EscalationDecided: ({ level, decision }) => `${level} decided${because(decision)}`,
  EscalationReturned: ({ from, to, instruction }) => `${from} gave it back to ${to}${because(instruction)}`,
};
