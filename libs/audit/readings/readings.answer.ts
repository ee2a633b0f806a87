import { answer } from '#event-sourcing';

const filter = answer.object({ name: answer.text('severity'), 'value?': answer.text('important') });

/** What is told of a reading. */
export const reading = answer.object({
  at: answer.instant(),
  person: answer.text('shen.yi'),
  role: answer.text('compliance'),
  what: answer.text('caseDetails', {
    description:
      'Name of the query; also `events`, `evidence`, and what else was done at the command line, `organisation apply`.',
  }),
  'caseId?': answer.text('7F3K-9M2Q-X4TB'),
  filters: answer.list(filter, { description: 'What was asked for; values only where they tell of nobody.' }),
  through: answer.oneOf(['api', 'command-line']),
  'asPerson?': answer.text('pan.xin', { description: 'As whom somebody asked at the command line.' }),
  correlationId: answer.text('3f0c7a52-6c0e-4b7e-9a53-0d1b7f1c2e11'),
});
