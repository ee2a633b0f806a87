import { field, isRefusal, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { CHANNELS } from '../../events/fields.ts';
import { always } from '../../stage-policy.ts';
import { ourOwn } from '../../who-policy.ts';
import { complainantFields, detailsField, respondentsField, retailFields } from '../parts.ts';
import { logged } from './logged.ts';

/** INT-12: feedback and complaint have the same number, so that one complaint comes of it. */
export const logPromotedFeedback = command({
  name: 'LogPromotedFeedback',
  summary: 'Log the complaint of somebody who was dissatisfied when they were asked (INT-12).',
  group: 'Intake',
  data: {
    procedure: field.part('ProcedureOfPromoted', {
      id: field.reference({ example: 'residential-property' }),
    }),
    channel: field.choice(CHANNELS),
    complainant: field.part('Complainant', complainantFields),
    respondents: respondentsField,
    site: field.reference({ of: 'site', optional: true, example: 'riverside' }),
    description: field.text({ example: 'The cashier laughed at her.' }),
    wanted: field.text({ optional: true, example: 'An apology.' }),
    occurredOn: field.day({ optional: true, past: true }),
    place: field.text({ optional: true, max: 500, example: 'Checkout 3' }),
    retail: field.part('Retail', retailFields, { optional: true }),
    details: detailsField,
    receivedBy: field.person({ of: 'staff', example: 'staff-004' }),
    feedback: field.reference({ example: '7F3K-9M2Q-X4TB' }),
  },
  who: ourOwn('feedback'),
  when: always,
  route: 'none',
  decide({ procedure: _, receivedBy, feedback, ...told }, state, context) {
    if (state.status === 'logged' && state.feedback === feedback) return [];
    if (state.status !== 'none')
      return refuse('INT-2', 'already-logged', 'Another case has this number.', {
        remedy: 'Log the complaint as a case of its own.',
      });
    const decision = logged({ ...told, contactKind: 'complaint' }, receivedBy, context);
    return isRefusal(decision) ? decision : [...decision, draft('CameFromFeedback', { feedback })];
  },
});
