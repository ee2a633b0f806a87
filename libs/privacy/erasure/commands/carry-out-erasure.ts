import { command, ourOwn } from '../command.ts';
import { draft } from '../events.ts';

export const carryOutErasure = command({
  name: 'CarryOutErasure',
  summary: 'The key and the files of whoever complained are destroyed (PRI-2).',
  ...ourOwn,
  data: {},
  decide(_data, { erasure }, { erased }) {
    if (erasure !== 'decided' || erased === undefined) return [];
    return typeof erased === 'number'
      ? [draft('ErasureCarriedOut', { files: erased })]
      : [draft('ErasureDropped', { because: erased.code })];
  },
});
