import { isSamePerson } from '#event-sourcing';
import { byWhoeverOwes, command } from '../command.ts';
import { draft } from '../events.ts';

/** From then on a miss is theirs alone; somebody else who owes it may take it over. */
export const takeUpDuty = command({
  name: 'TakeUpDuty',
  summary: 'Say that you are the one who does it, of those who owe it (D25).',
  ...byWhoeverOwes,
  data: {},
  decide: (_data, state, { actor }) =>
    isSamePerson(state.takenUpBy, actor.id) ? [] : [draft('DutyTakenUp', {})],
});
