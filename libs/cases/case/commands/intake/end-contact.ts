import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { isEnded, tooFewAttempts } from '../../rules/attempts.ts';
import { always } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';

/** INT-8: a contact of which no complaint comes has an end: nothing was wanted, or nobody was reached. */
export const endContact = command({
  name: 'EndContact',
  summary: 'End an abandoned contact of which no complaint comes (INT-8).',
  group: 'Intake',
  data: { reason: field.text({ example: 'Had only a question, which is answered.' }) },
  who: recording(),
  when: always,
  decide({ reason }, state, context) {
    const contact = state.status === 'none' || isEnded(state) ? undefined : state.contact;
    if (contact === undefined)
      return refuse('INT-8', 'no-abandoned-contact', 'No abandoned contact is waiting for a callback here.');
    if (contact.reached) return [draft('ContactEnded', { why: 'nothingWanted', reason })];
    return (
      tooFewAttempts('INT-8', contact.tried, 'callback', context) ?? [
        draft('ContactEnded', { why: 'notReached', reason }),
      ]
    );
  },
});
