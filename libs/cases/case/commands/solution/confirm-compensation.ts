import { field, isRefusal, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { outgrown } from '../../rules/promises.ts';
import { during } from '../../stage-policy.ts';
import { deciding, weighing } from '../../who-policy.ts';
import { grantOf } from './grants.ts';

/** SOL-6: however the case has ended meanwhile. */
export const confirmCompensation = command({
  name: 'ConfirmCompensation',
  summary: 'Confirm that a compensation was delivered (SOL-6).',
  group: 'Solution',
  data: {
    grant: field.reference({ of: 'grant', example: 'G1' }),
    reference: field.reference({ example: 'TRX-88123' }),
  },
  who: deciding({ level: 'outgrown', bound: false }),
  weighs: (_data, state, context) => weighing(outgrown('Delivering this', state, context)),
  when: during(['notArchived']),
  decide: (data, state, context) => {
    const grant = grantOf(data.grant, state.remedies, context);
    if (isRefusal(grant)) return grant;
    if (grant.status === 'reversed')
      return refuse('SOL-6', 'grant-reversed', 'This grant was reversed; it cannot be delivered.');
    return grant.status === 'delivered' ? [] : [draft('CompensationDelivered', data)];
  },
});
