import { NOT_YET, refuse } from '#event-sourcing';
import { command, ourOwn } from '../command.ts';
import { draft } from '../events.ts';

export const removeTraces = command({
  name: 'RemoveTraces',
  summary: 'Nothing of whoever was erased is left in the read models and their files (PRI-2).',
  ...ourOwn,
  data: {},
  decide(_data, { erasure }, { removed }) {
    if (erasure !== 'carriedOut') return [];
    if (typeof removed === 'object') return removed;
    return removed === true
      ? [draft('TracesRemoved', {})]
      : refuse('PRI-2', NOT_YET, 'The read models are not there yet.', { remedy: 'It is tried again.' });
  },
});
