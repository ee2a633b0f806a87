import { field, millisOf, refuse, type Instant, type Refusal } from '#event-sourcing';
import { command } from '../../command.ts';
import type { CaseContext } from '../../context.ts';
import { CHANNELS, CONTACT_KINDS, FLAGS } from '../../events/fields.ts';
import { always } from '../../stage-policy.ts';
import type { CaseState } from '../../state.ts';
import { intake } from '../../who-policy.ts';
import {
  complainantFields,
  detailsField,
  newCaseProcedureFields,
  respondentsField,
  retailFields,
} from '../parts.ts';
import { logged } from './logged.ts';

/** INT-2, INT-4, INT-10: a complaint is never turned away; the receiver owns it until somebody else does (DIS-5). */
export const logComplaint = command({
  name: 'LogComplaint',
  summary: 'Record a new complaint, enquiry, request or suggestion (INT-2).',
  group: 'Intake',
  data: {
    procedure: field.part('ProcedureOfNewCase', newCaseProcedureFields),
    contactKind: field.choice(CONTACT_KINDS),
    channel: field.choice(CHANNELS),
    complainant: field.part('Complainant', complainantFields),
    respondents: respondentsField,
    site: field.reference({
      of: 'site',
      optional: true,
      example: 'riverside',
      description:
        'Where the case belongs; default: where those complained about work, or whoever receives it.',
    }),
    description: field.text({ example: 'The lift in building 3 has been out of order since Monday.' }),
    wanted: field.text({ optional: true, example: 'A lift that runs, and an apology.' }),
    occurredOn: field.day({
      optional: true,
      past: true,
      description: 'Day of the matter, when no time is known.',
    }),
    occurredAt: field.instant({ optional: true, past: true }),
    place: field.text({ optional: true, max: 500, example: 'Building 3, lift B' }),
    requestedBy: field.instant({
      optional: true,
      description: 'Until when the complainant asked to have it settled (CLK-3).',
    }),
    retail: field.part('Retail', retailFields, { optional: true }),
    details: detailsField,
    flags: field.choices(FLAGS, { optional: true, max: 7, example: ['vulnerable'] }),
  },
  who: intake({ respondent: 'anybody' }),
  when: always,
  route: {
    begins: 'cases',
    also: {
      at: 'log-complaint',
      name: 'LogComplaintOfContact',
      summary: 'Record the complaint of an abandoned contact; contact and complaint stay one case (INT-8).',
    },
  },
  decide(data, state, context) {
    if (state.status === 'logged')
      return refuse('INT-2', 'already-logged', 'This case has been logged already.', {
        remedy: 'Open the existing case.',
      });
    const { flags = [], procedure, ...facts } = data;
    return (
      otherProcedure(procedure, state) ??
      impossibleWish(data.requestedBy, context) ??
      logged({ ...facts, flags }, context.actor.id, context)
    );
  },
});

/** D13: a call that was missed and its complaint are one case under one procedure. */
const otherProcedure = (
  { id, version }: { readonly id: string; readonly version?: number },
  state: CaseState,
): Refusal | undefined =>
  state.status === 'none' ||
  (state.procedure.id === id && (version === undefined || state.procedure.version === version))
    ? undefined
    : refuse('D13', 'other-procedure', `This case was opened under "${state.procedure.id}".`, {
        remedy: 'Log the complaint under that procedure and version, or as a case of its own.',
        details: { procedure: state.procedure },
      });

/** Later than anything that a procedure allows: no complainant asks for that, and the clock would never run out. */
const LONGEST_WISH_MILLIS = 366 * 86_400_000;

function impossibleWish(requestedBy: string | undefined, { happenedAt }: CaseContext): Refusal | undefined {
  if (requestedBy === undefined) return undefined;
  if (requestedBy <= happenedAt)
    return refuse('CLK-3', 'time-in-the-past', 'The time asked for lies before the complaint was received.');
  if (millisOf(requestedBy as Instant) - millisOf(happenedAt) <= LONGEST_WISH_MILLIS) return undefined;
  return refuse('CLK-3', 'time-too-far-away', 'The time asked for is more than a year after the complaint.', {
    remedy: 'Leave it out: then the time of the procedure counts.',
  });
}
