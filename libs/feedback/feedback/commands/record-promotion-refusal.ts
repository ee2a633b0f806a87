import { field } from '#event-sourcing';
import { command, ourOwn } from '../command.ts';
import { draft } from '../events.ts';

/** What was asked for last is what is refused: it can be asked for again otherwise. */
export const recordPromotionRefusal = command({
  name: 'RecordPromotionRefusal',
  summary: 'Note that no complaint could be logged as it was asked for (INT-12).',
  ...ourOwn,
  data: {
    because: field.reference({ example: 'details-missing' }),
    explanation: field.text({ max: 2000, example: 'The procedure asks for the number of the room.' }),
  },
  decide: (data, state) => (state.status === 'promoted' ? [draft('PromotionRefused', data)] : []),
});
