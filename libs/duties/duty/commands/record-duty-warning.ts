import { begun, command, ourOwn } from '../command.ts';
import { draft } from '../events.ts';

export const recordDutyWarning = command({
  name: 'RecordDutyWarning',
  summary: 'The time in which a duty has to be done is running out (CLK-6).',
  ...ourOwn,
  when: begun,
  data: {},
  decide: (_data, state, { now }) => {
    if (state.status !== 'open' || state.warned || state.missed) return [];
    const { warnAt, dueAt } = state;
    return warnAt === undefined || warnAt > now || dueAt <= now ? [] : [draft('DutyWarned', { dueAt })];
  },
});
