import { answer } from '#event-sourcing';
import { group, query, whoeverRunsIt } from './query.ts';

export const projections = query({
  name: 'projections',
  summary: 'How far the read models are, and what is parked (D8).',
  group,
  at: 'projections',
  asks: {},
  who: whoeverRunsIt,
  reads: () => [],
  answers: answer.list(
    answer.object({
      name: answer.text('open-cases'),
      version: answer.whole(1),
      checkpoint: answer.position,
      caughtUp: answer.yesNo(true),
      missing: answer.whole(0),
      parked: answer.whole(0),
      'standsStill?': answer.text('event CaseMovedToTheMoon at position 0000000000000000042 …', {
        description: 'The next event is for a newer program: upgrade this one. It then goes on by itself.',
      }),
    }),
  ),
  run: (_asked, ports) => ports.projections(),
  commandLine: {
    words: 'projections list',
    description: 'every read model with its checkpoint',
    shows: (statuses) => [
      {
        head: ['projection', 'version', 'checkpoint', 'up to date', 'missing', 'parked'],
        rows: statuses.map(({ name, version, checkpoint, caughtUp, missing, parked: parkedEvents }) => [
          ...[name, version, checkpoint === '' ? undefined : checkpoint, caughtUp, missing, parkedEvents],
        ]),
        numeric: ['version', 'missing', 'parked'],
      },
      ...statuses.flatMap(({ name, standsStill }) =>
        standsStill === undefined ? [] : [`${name} stands still: ${standsStill}\n`],
      ),
    ],
  },
});
