import { answer, field } from '#event-sourcing';
import { SATISFACTIONS } from '../feedback/events.ts';
import { FEEDBACK_ID } from '../feedback/feedback-id.ts';
import { noSuchFeedback } from '../feedback/rules.ts';
import { listed } from './feedback-list.query.ts';
import { FEEDBACK, type FeedbackDocument } from './feedback.projection.ts';
import { feedbackShown, forWhoeverHandles, query, readsFeedback } from './query.ts';

const whoGave = ({ name, phone, email }: NonNullable<FeedbackDocument['said']['givenBy']>) => ({
  ...(name !== undefined && { name }),
  ...(phone !== undefined && { phone }),
  ...(email !== undefined && { email }),
});

export const feedback = query({
  name: 'feedback',
  summary: 'One suggestion or opinion: what was said, decided and told (IMP-5, INT-12).',
  group: 'Feedback',
  at: 'feedback/:feedbackId',
  asks: { feedbackId: field.reference({ example: FEEDBACK_ID }) },
  who: forWhoeverHandles,
  reads: () => [FEEDBACK],
  answers: answer.object({
    ...feedbackShown,
    'text?': answer.text('Put the trolleys under a roof.'),
    'place?': answer.text('Vegetables'),
    'staffId?': answer.text('lin', { description: 'One of us whose suggestion it is.' }),
    'name?': answer.text('Li Na'),
    'phone?': answer.text('+86 21 5550 0100'),
    'email?': answer.text('li.na@example.com'),
    answers: answer.list(
      answer.object({ question: answer.text('waiting-time'), satisfaction: answer.oneOf(SATISFACTIONS) }),
    ),
    about: answer.list(answer.text('wang.wei')),
    'reason?': answer.text('The roof is built in spring.'),
    'toldWhat?': answer.object({
      method: answer.text('phone'),
      words: answer.text('We build the roof in spring. Thank you.'),
    }),
    'notPromoted?': answer.text('The procedure asks for the number of the room.', {
      description: 'Why no complaint could be logged as it was asked for.',
    }),
    erased: answer.yesNo(false),
  }),
  absent: ({ feedbackId }) => noSuchFeedback(feedbackId),
  run: async ({ feedbackId }, ports, reader) => {
    const document = (await ports.readModels.get(FEEDBACK, feedbackId)) as FeedbackDocument | undefined;
    if (document === undefined || !readsFeedback(document, reader, ports.procedures, ['compliance']))
      return undefined;
    const { said, answers, feedback: it } = document;
    const { givenBy, told, ...words } = said;
    return {
      ...{ ...listed(document), ...words, answers, about: it.about, erased: givenBy === undefined },
      ...(it.staffId !== undefined && { staffId: it.staffId }),
      ...(givenBy && whoGave(givenBy)),
      ...(told && { toldWhat: told }),
    };
  },
  commandLine: {
    words: 'feedback show',
    description: 'one suggestion or opinion: what was said, decided and told',
    shows: (shown) => [
      {
        facts: [
          ['feedback', shown.feedbackId],
          ['kind', shown.kind],
          ['is', shown.status],
          ['says', shown.text],
          ['from', shown.name ?? shown.staffId],
          ['satisfied', shown.satisfaction],
          ['because', shown.reason],
          ['told', shown.toldWhat?.words],
          ['no complaint because', shown.notPromoted],
        ],
      },
      {
        head: ['question', 'answer'],
        rows: shown.answers.map(({ question, satisfaction }) => [question, satisfaction]),
      },
    ],
  },
});
