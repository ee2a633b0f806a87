import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { METHODS } from '../../events/fields.ts';
import { during, OPEN } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';
import { nextPromise, nothingToPromise } from '../clocks/promises.ts';

/** INT-6: the promised time of the first answer becomes a promise of its own (CLK-5). */
export const sendAcknowledgement = command({
  name: 'SendAcknowledgement',
  summary: 'Record the acknowledgement and the promised first answer (INT-6).',
  group: 'Intake',
  data: {
    method: field.choice(METHODS),
    summary: field.text({ optional: true, example: 'Thanked, and promised a first answer.' }),
    firstAnswerBy: field.instant({ optional: true }),
  },
  who: recording(),
  when: during(OPEN),
  decide: ({ firstAnswerBy, ...data }, state, context) => {
    if (firstAnswerBy !== undefined && firstAnswerBy <= context.happenedAt)
      return refuse('INT-6', 'time-in-the-past', 'The promised time of the first answer has already passed.');
    const refusal = nothingToPromise(firstAnswerBy, state);
    if (refusal) return refusal;
    const promise = nextPromise(state);
    return [
      draft('AcknowledgementSent', data),
      ...(firstAnswerBy === undefined
        ? []
        : [draft('ReplyPromised', { promise, dueAt: firstAnswerBy, about: 'First answer' })]),
    ];
  },
});
