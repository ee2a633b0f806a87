import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { during, OPEN } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';
import { noSuchGrant } from './grants.ts';

/** SOL-6 */
export const confirmCompensation = command({
  name: 'ConfirmCompensation',
  summary: 'Confirm that a compensation was delivered (SOL-6).',
  group: 'Solution',
  data: {
    grant: field.reference({ of: 'grant', example: 'grant-1' }),
    reference: field.reference({ example: 'TRX-88123' }),
  },
  who: recording(),
  when: during(OPEN),
  decide: (data, state) => {
    const grant = state.grants.find((each) => each.grant === data.grant);
    if (!grant) return noSuchGrant(data.grant);
    if (grant.status === 'reversed')
      return refuse('SOL-6', 'grant-reversed', 'This grant was reversed; it cannot be delivered.');
    return grant.status === 'delivered' ? [] : [draft('CompensationDelivered', data)];
  },
});
