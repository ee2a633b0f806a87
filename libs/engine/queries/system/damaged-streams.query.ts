import { answer, damageNotice, morePages, pageFields, pageOf } from '#event-sourcing';
import { group, query, whoeverRunsIt } from './query.ts';

export const damagedStreams = query({
  name: 'damagedStreams',
  summary: 'What was found to be wrong with the history of single cases, and of the organisation (D15).',
  group,
  at: 'history/damage',
  asks: { ...pageFields },
  who: whoeverRunsIt,
  reads: () => [],
  answers: answer.page(
    answer.object({ stream: answer.text('case-7F3K-9M2Q-X4TB'), ...damageNotice, foundAt: answer.instant() }),
  ),
  run: (asked, { notes }) => notes.list(pageOf(asked)),
  commandLine: {
    words: 'events damage',
    description: 'what was found to be wrong with the history; redress verify looks for all of it',
    shows: (page) => [
      ...(page.items.length === 0
        ? ['No damage is known.\n']
        : [
            {
              head: ['stream', 'revision', 'position', 'finding', 'type'],
              rows: page.items.map(({ stream, revision, position, finding, type }) => [
                ...[stream, revision, position, finding, type],
              ]),
            },
          ]),
      ...morePages(page),
    ],
  },
});
