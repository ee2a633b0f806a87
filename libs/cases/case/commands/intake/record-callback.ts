import { field, refuse } from '#event-sourcing';
import { lastTime } from '../../clock-facts.ts';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { isEnded } from '../../rules/attempts.ts';
import { always } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';

const ENDED = refuse('INT-8', 'contact-ended', 'This contact was ended: no callback is waited for.', {
  remedy: 'Log the complaint if something is wanted; otherwise nothing has to be recorded.',
});

export const recordCallback = command({
  name: 'RecordCallback',
  summary: 'Record the callback after an abandoned contact (INT-8).',
  group: 'Intake',
  data: {
    reached: field.yesNo(),
    remarks: field.text({ optional: true, example: 'Will come to the desk tomorrow.' }),
  },
  who: recording(),
  when: always,
  decide(data, state, context) {
    const since = state.status === 'none' ? undefined : lastTime(state.clocks, 'contactAbandoned');
    if (since === undefined)
      return refuse('INT-8', 'no-abandoned-contact', 'No abandoned contact is waiting for a callback here.');
    if (context.happenedAt < since)
      return refuse(
        'LIF-5',
        'before-abandoned',
        `The contact was abandoned at ${since}, after this callback.`,
        {
          remedy: 'Correct the time at which it happened.',
        },
      );
    return isEnded(state) ? ENDED : [draft('CallbackMade', data)];
  },
});
