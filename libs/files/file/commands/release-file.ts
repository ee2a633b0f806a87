import { field } from '#event-sourcing';
import { administrative, command } from '../command.ts';
import { draft } from '../events.ts';
import { isInQuarantine, notInQuarantine } from '../rules.ts';

export const releaseFile = command({
  name: 'ReleaseFile',
  summary: 'Give a file free that is in quarantine: whoever reads its case gets it (INV-2).',
  ...administrative,
  data: { reason: field.text({ max: 500, example: 'A false alarm, says the vendor.' }) },
  decide: (data, state) => {
    if (state.standing === 'released') return [];
    return isInQuarantine(state) ? [draft('FileReleased', data)] : notInQuarantine(state);
  },
});
