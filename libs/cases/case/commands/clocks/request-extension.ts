import { field, isRefusal, refuse } from '#event-sourcing';
import { command } from '../../command.ts';
import { draft } from '../../decision.ts';
import { during, OPEN } from '../../stage-policy.ts';
import { recording } from '../../who-policy.ts';
import { extendable, extensionsWaiting, nextExtension } from './extensions.ts';

/** CLK-4: asked of the level that the procedure names, for a time that it could grant now. */
export const requestExtension = command({
  name: 'RequestExtension',
  summary: 'Ask for more time before a clock runs out (CLK-4).',
  group: 'Clocks',
  data: {
    clock: field.reference({ of: 'clock', example: 'resolve' }),
    to: field.instant(),
    reason: field.text({ example: 'The part comes on Thursday.' }),
  },
  who: recording(),
  when: during(OPEN),
  decide: ({ clock: name, to, reason }, state, context) => {
    const found = extendable({ clock: name, to }, state, context);
    if (isRefusal(found)) return found;
    const waiting = extensionsWaiting(state, context).find((each) => each.clock === name);
    if (waiting !== undefined)
      return refuse('CLK-4', 'already-requested', `Request ${waiting.request} for "${name}" waits already.`, {
        remedy: `Have "${waiting.level}" answer it: approve-request or refuse-request.`,
      });
    const { clock, rule } = found;
    return [
      draft('ExtensionRequested', {
        ...{ request: nextExtension(state), clock: name, from: clock.dueAt, to, reason },
        approverLevel: rule.approver,
      }),
    ];
  },
});
