import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { during, WORKING } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';
import { inThePast, nextPromise } from './promises.ts';

/** CLK-5 */
export const promiseReply = command({
  name: 'PromiseReply',
  summary: 'Promise the complainant a reply by a time (CLK-5).',
  group: 'Clocks',
  data: {
    dueAt: field.instant(),
    about: field.text({ max: 2000, example: 'When the lift will run again.' }),
  },
  who: recording(),
  when: during(WORKING),
  decide: (data, state, context) =>
    inThePast(data.dueAt, context) ?? [draft('ReplyPromised', { ...data, promise: nextPromise(state) })],
});
