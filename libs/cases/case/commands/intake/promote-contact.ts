import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { CONTACT_KINDS } from '../../events/fields.ts';
import { during, WORKING } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';

/** CLS-2: an enquiry, request or suggestion becomes a complaint; never the other way round. */
export const promoteContact = command({
  name: 'PromoteContact',
  summary: 'Make an enquiry, request or suggestion a complaint (CLS-2).',
  group: 'Intake',
  data: {
    to: field.choice(CONTACT_KINDS),
    reason: field.text({ example: 'The resident is not content with the answer.' }),
  },
  who: recording(),
  when: during(WORKING),
  decide: ({ to, reason }, state) => {
    if (state.contactKind === to) return [];
    if (state.contactKind === 'complaint')
      return refuse('CLS-2', 'already-a-complaint', 'A complaint stays a complaint.', {
        remedy: 'Assess its validity instead.',
      });
    return [draft('ContactPromoted', { from: state.contactKind, to, reason })];
  },
});
