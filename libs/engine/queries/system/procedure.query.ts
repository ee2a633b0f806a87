import { answer, field, refuse } from '#event-sourcing';
import type { Procedure } from '#procedures';
import { everybody, group, query } from './query.ts';

export const procedure = query({
  name: 'procedure',
  summary: 'One procedure, whole: clocks, ladder, authority, routing (D13).',
  group,
  at: 'procedures/:id',
  asks: {
    id: field.reference({ of: 'procedure', example: 'residential-property' }),
    version: field.wholeNumber({
      ...{ optional: true, min: 1, max: 1_000_000, example: 1 },
      description: 'Default: the one that is valid now.',
    }),
  },
  who: everybody,
  reads: () => [],
  answers: {
    ...answer.anything,
    description: 'The whole procedure.',
    example: { id: 'residential-property', version: 1 },
  },
  compressed: true,
  run: ({ id, version }, ports): Promise<Procedure | undefined> =>
    Promise.resolve(ports.procedures.get(id, version)),
  absent: () => refuse('D13', 'procedure-not-found', 'There is no such procedure, or not in this version.'),
});
