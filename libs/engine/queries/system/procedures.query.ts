import { answer } from '#event-sourcing';
import { everybody, group, query } from './query.ts';

export const procedures = query({
  name: 'procedures',
  summary: 'The procedures that cases can be handled under, in their newest version.',
  group,
  at: 'procedures',
  asks: {},
  who: everybody,
  reads: () => [],
  answers: answer.list(
    answer.object({
      id: answer.text('residential-property'),
      version: answer.whole(1),
      title: answer.text('Residential property'),
      source: answer.text('002_d0386334c5edf7ed.txt'),
    }),
  ),
  compressed: true,
  run: (_asked, ports) =>
    Promise.resolve(
      ports.procedures.list().map(({ id, version, title, source }) => ({ id, version, title, source })),
    ),
});
