import { answer } from '#event-sourcing';
import { group, query, whoeverRunsIt } from './query.ts';

export const parkedEvents = query({
  name: 'parkedEvents',
  summary:
    'Events that a read model could not take, and those that wait behind them in the same stream (D8).',
  group,
  at: 'projections/parked',
  asks: {},
  who: whoeverRunsIt,
  reads: () => [],
  answers: answer.list(
    answer.object({
      projection: answer.text('open-cases'),
      stream: answer.text('case-7F3K-9M2Q-X4TB'),
      position: answer.position,
      reason: answer.text('TypeError: cannot read the category'),
    }),
  ),
  run: (_asked, ports) => ports.parked(),
  commandLine: {
    words: 'projections parked',
    description: 'events that a read model could not take, and those that wait behind them',
    shows: (events) =>
      events.length === 0
        ? ['Nothing is parked.\n']
        : [
            {
              head: ['projection', 'stream', 'position', 'reason'],
              rows: events.map(({ projection, stream, position, reason }) => [
                ...[projection, stream, position, reason],
              ]),
            },
          ],
  },
});
