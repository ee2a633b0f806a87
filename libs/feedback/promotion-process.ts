import { commandId, type CommandToSend, type ProcessManager } from '#event-sourcing';
import { caseStreamOf, type CaseCommand } from '#cases';
import { feedbackIdOfStream } from './feedback/feedback-id.ts';
import type { FeedbackCommand } from './feedback/commands.ts';
import type { FeedbackEvent } from './feedback/events.ts';

const NAME = 'feedback';

type Sent = CommandToSend<CaseCommand | FeedbackCommand>;

/**
 * The step from what somebody is dissatisfied with to the complaint of the same number (INT-12). Whoever is killed between
 * the two goes on at the next start; told twice, there is one complaint. What the rules of cases refuse, the feedback hears.
 */
export const feedbackProcess: ProcessManager<FeedbackEvent, CaseCommand | FeedbackCommand> = {
  name: NAME,
  types: ['FeedbackPromoted'],
  react({ type, data, stream, id }): readonly Sent[] {
    const feedback = feedbackIdOfStream(stream);
    if (type !== 'FeedbackPromoted' || feedback === undefined) return [];
    const { procedure, promotedBy: receivedBy, complainant, ...facts } = data;
    const { anonymous: _, ...known } = complainant;
    const command: CaseCommand = {
      type: 'LogPromotedFeedback',
      data: { ...facts, procedure: { id: procedure }, complainant: known, receivedBy, feedback },
    };
    return [{ stream: caseStreamOf(feedback), command, commandId: commandId(NAME, id) }];
  },
  refused: ({ stream, id }, { code, message }) => [
    {
      stream,
      command: {
        type: 'RecordPromotionRefusal',
        data: { because: code, explanation: message.slice(0, 2000) },
      },
      commandId: commandId(NAME, id, 'refused'),
    },
  ],
};
