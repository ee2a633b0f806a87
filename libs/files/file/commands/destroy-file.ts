import { field } from '#event-sourcing';
import { administrative, command } from '../command.ts';
import { draft } from '../events.ts';
import { isInQuarantine, notInQuarantine } from '../rules.ts';

export const destroyFile = command({
  name: 'DestroyFile',
  summary: 'Remove the bytes of a file that is in quarantine; that there was such a file stays (INV-2).',
  ...administrative,
  data: { reason: field.text({ max: 500, example: 'It is a trojan.' }) },
  decide: (data, state) => {
    if (state.standing === 'destroyed') return [];
    return isInQuarantine(state) ? [draft('FileDestroyed', data)] : notInQuarantine(state);
  },
});
