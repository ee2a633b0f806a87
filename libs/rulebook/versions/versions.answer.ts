import { answer } from '#event-sourcing';

/** What is told of a version: its document. */
export const installedVersion = answer.object({
  procedure: answer.text('residential-property'),
  version: answer.whole(1),
  hash: answer.text('ab'.repeat(32), { description: 'Of what it says, without comments and layout.' }),
  installedAt: answer.instant(),
  installedBy: answer.text('shen.yi'),
  'from?': {
    ...answer.instant(),
    description: 'New complaints come under it from then on; absent: since ever.',
  },
  'sites?': answer.list(answer.text('riverside'), { description: 'Only there; absent: everywhere.' }),
  'withdrawnAt?': answer.instant(),
  'withdrawnBy?': answer.text('shen.yi'),
  'because?': answer.text('Its times contradict the law.', { description: 'Why it was withdrawn.' }),
});
