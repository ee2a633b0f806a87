import { isRefusal } from '#event-sourcing';
import { by, command, proposalField, reasonField } from '../command.ts';
import { draft } from '../events.ts';
import { forgottenOn, openProposal } from '../rules.ts';

export const imposeStep = command({
  name: 'ImposeStep',
  summary: 'Decide that a step that is proposed is taken (CON-1, CON-2).',
  ...by('deciding'),
  data: { proposal: proposalField, reason: reasonField },
  decide: (data, state, context) => {
    const found = openProposal(state, data.proposal, context);
    return isRefusal(found)
      ? found
      : [draft('StepImposed', { ...data, forgottenOn: forgottenOn(context.today, context) })];
  },
});
