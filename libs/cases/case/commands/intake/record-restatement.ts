import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { records } from '../../decision.ts';
import { during, WORKING } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';

/** INT-5 */
export const recordRestatement = command({
  name: 'RecordRestatement',
  summary: 'Record that the complaint was restated to the complainant (INT-5).',
  group: 'Intake',
  data: {
    restatement: field.text({
      example: 'The lift has stood still for two days and nobody answered the phone.',
    }),
    confirmed: field.yesNo(),
  },
  who: recording(),
  when: during(WORKING),
  decide: records('RestatementRecorded'),
});
