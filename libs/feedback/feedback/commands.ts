import type { CommandOf } from '#event-sourcing';
import { considerFeedback } from './commands/consider-feedback.ts';
import { decideFeedback } from './commands/decide-feedback.ts';
import { promoteFeedback } from './commands/promote-feedback.ts';
import { receiveFeedback } from './commands/receive-feedback.ts';
import { recordPromotionRefusal } from './commands/record-promotion-refusal.ts';
import { tellSuggester } from './commands/tell-suggester.ts';

/** Every command about feedback. A new command is a file and a line here. */
export const feedbackCommands = [
  receiveFeedback,
  considerFeedback,
  decideFeedback,
  tellSuggester,
  promoteFeedback,
  recordPromotionRefusal,
] as const;

export type FeedbackCommand = CommandOf<typeof feedbackCommands>;
