import { isRefusal } from '#event-sourcing';
import { by, command, proposalField, reasonField } from '../command.ts';
import { draft } from '../events.ts';
import { openProposal } from '../rules.ts';

export const waiveStep = command({
  name: 'WaiveStep',
  summary: 'Decide that a step that is proposed is not taken; what it was proposed for stays (CON-1, CON-2).',
  ...by('deciding'),
  data: { proposal: proposalField, reason: reasonField },
  decide: (data, state, context) => {
    const found = openProposal(state, data.proposal, context);
    return isRefusal(found) ? found : [draft('StepWaived', data)];
  },
});
