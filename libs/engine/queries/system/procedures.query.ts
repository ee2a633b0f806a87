import { answer } from '#event-sourcing';
import { PROCEDURE_VERSIONS } from '#rulebook';
import { askForInstalled } from '../../rules/reading.ts';
import { everybody, group, query } from './query.ts';

export const procedures = query({
  name: 'procedures',
  summary: 'The procedures that cases can be handled under, in the version that is valid now.',
  group,
  at: 'procedures',
  asks: {},
  who: everybody,
  reads: () => [PROCEDURE_VERSIONS],
  answers: answer.list(
    answer.object({
      id: answer.text('residential-property'),
      version: answer.whole(1),
      title: answer.text('Residential property'),
      source: answer.text('002_d0386334c5edf7ed.txt'),
    }),
  ),
  compressed: true,
  run: async (_asked, { procedures: known, readModels }) => {
    await askForInstalled(known, readModels);
    return known.list().map(({ id, version, title, source }) => ({ id, version, title, source }));
  },
});
