import { command, ourOwn } from '../command.ts';
import { draft } from '../events.ts';
import { noSuchDuty } from '../rules.ts';

/** A turn that is not owed begins for nobody, whoever asks. */
export const openDuty = command({
  name: 'OpenDuty',
  summary: 'A turn of a duty begins (REP-3 … REP-7, INT-12, IMP-4).',
  ...ourOwn,
  when: 'begins',
  data: {},
  decide: (_data, state, { owed, now }) => {
    if (state.status !== 'none') return [];
    return owed === undefined || owed.opensAt > now ? noSuchDuty('') : [draft('DutyOpened', owed)];
  },
});
