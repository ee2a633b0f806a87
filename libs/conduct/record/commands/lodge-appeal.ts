import { field, refuse } from '#event-sourcing';
import { by, command } from '../command.ts';
import { draft } from '../events.ts';
import { stands } from '../state.ts';

export const lodgeAppeal = command({
  name: 'LodgeAppeal',
  summary: 'Appeal against an entry of your own record, or against a step that was imposed on you (CON-4).',
  ...by('concerned'),
  data: {
    against: field.reference({ example: 'E1', description: 'An entry that stands, or an imposed step.' }),
    grounds: field.text({ example: 'I was on leave that day.' }),
  },
  decide: (data, state, { today }) => {
    const isThere =
      state.entries.some((each) => each.entry === data.against && stands(each, today)) ||
      state.proposals.some((each) => each.proposal === data.against && each.status === 'imposed');
    if (!isThere)
      return refuse('CON-4', 'nothing-to-appeal', `Nothing called "${data.against}" stands against you.`, {
        remedy: 'See your record.',
      });
    return state.appeals.some(({ against }) => against === data.against)
      ? refuse('CON-4', 'appealed-before', 'You have appealed against this before.', {
          remedy: 'An appeal is decided once.',
        })
      : [draft('AppealLodged', { appeal: `A${String(state.appeals.length + 1)}`, ...data })];
  },
});
