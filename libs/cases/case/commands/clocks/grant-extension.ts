import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { during, OPEN } from '../../stage-policy.ts';
import { deciding, weighing } from '../../who-policy.ts';
import { extended } from './extensions.ts';
import { approverNeed } from './running-clocks.ts';

/** CLK-4: with a reason, by the right approver, before the clock expires. */
export const grantExtension = command({
  name: 'GrantExtension',
  summary: 'Grant more time before a clock runs out (CLK-4).',
  group: 'Clocks',
  data: {
    clock: field.reference({ of: 'clock', example: 'resolve' }),
    to: field.instant(),
    reason: field.text({ example: 'The part comes on Thursday.' }),
  },
  // More time is no answer to what a level was asked, so an open escalation does not stand against it.
  who: deciding({ level: 'extension', bound: false }),
  weighs: ({ clock }, state, context) =>
    weighing(approverNeed(clock, 'Extending this clock', state, context)),
  when: during(OPEN),
  decide: extended,
});
