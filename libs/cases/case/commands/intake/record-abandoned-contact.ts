import { field, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { CHANNELS } from '../../events/fields.ts';
import { always, isOver } from '../../stage-policy.ts';
import { intake } from '../../who-policy.ts';
import { importedOnly } from '../../rules/imports.ts';
import { openedUnder } from '../../rules/rules-kept.ts';
import { newCaseProcedureFields } from '../parts.ts';

/** INT-8: an abandoned contact opens a case of its own, or is noted on the one that it belongs to. */
export const recordAbandonedContact = command({
  name: 'RecordAbandonedContact',
  summary: 'Record a missed call; a callback is owed (INT-8).',
  group: 'Intake',
  data: {
    procedure: field.part('ProcedureOfNewCase', newCaseProcedureFields),
    channel: field.choice(CHANNELS),
    phone: field.text({ optional: true, max: 50, example: '+86 21 5550 0100' }),
    name: field.text({ optional: true, max: 200, example: 'Li Na' }),
    waitedSeconds: field.wholeNumber({ optional: true, min: 0, example: 95 }),
  },
  who: intake(),
  when: always,
  route: { begins: 'contacts/abandoned' },
  decide: (data, state, context) =>
    importedOnly(context) ??
    (state.status === 'logged' && (isOver(state) || state.merging !== undefined)
      ? refuse('INT-8', 'wrong-stage', `The case is ${state.stage}; no callback would be watched there.`, {
          remedy: 'Record the contact as a case of its own, and link the two.',
          details: { stage: state.stage },
        })
      : [
          draft('ContactAbandoned', {
            ...data,
            procedure: openedUnder(context.procedure),
          }),
        ]),
});
