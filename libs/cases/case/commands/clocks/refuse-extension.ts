import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { during, OPEN } from '../../stage-policy.ts';
import { deciding, weighing } from '../../who-policy.ts';
import { notExtended } from './extensions.ts';
import { approverNeed } from './running-clocks.ts';

/** CLK-4: refused extensions are recorded. */
export const refuseExtension = command({
  name: 'RefuseExtension',
  summary: 'Refuse more time (CLK-4).',
  group: 'Clocks',
  data: {
    clock: field.reference({ of: 'clock', example: 'resolve' }),
    requested: field.instant(),
    reason: field.text({ example: 'The part is in stock.' }),
  },
  // More time is no answer to what a level was asked, so an open escalation does not stand against it.
  who: deciding({ level: 'extension', bound: false }),
  weighs: ({ clock }, state, context) =>
    weighing(approverNeed(clock, 'Refusing this extension', state, context)),
  when: during(OPEN),
  decide: ({ requested: to, ...data }, state, context) => notExtended({ ...data, to }, state, context),
});
