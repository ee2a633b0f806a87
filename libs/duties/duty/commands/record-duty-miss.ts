import { begun, command, ourOwn } from '../command.ts';
import { isMissedBy, missOf } from '../rules.ts';

export const recordDutyMiss = command({
  name: 'RecordDutyMiss',
  summary: 'The time in which a duty had to be done is over (CLK-6, D25).',
  ...ourOwn,
  when: begun,
  data: {},
  decide: (_data, state, context) => (isMissedBy(state, context.now) ? [missOf(state, context)] : []),
});
