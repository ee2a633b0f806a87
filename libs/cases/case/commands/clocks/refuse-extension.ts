import { field } from '#event-sourcing';
import { command } from '../../command.ts';
import { conflictOfInterest, needsLevel } from '../../context.ts';
import { draft, firstOf } from '../../decision.ts';
import { during, OPEN } from '../../stage-policy.ts';
import { staff } from '../../who-policy.ts';
import { approverOf, clockNamed, noSuchClock, notExtendable } from './running-clocks.ts';

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
  who: staff({ respondent: 'above', level: 'extension', inDecision: ['respondent', 'level'] }),
  when: during(OPEN),
  decide: (data, state, context) => {
    const clock = clockNamed(data.clock, state);
    if (!clock) return noSuchClock(data.clock, state);
    const rule = approverOf(clock, state, context);
    if (!rule) return notExtendable(clock);
    const refusal = firstOf(
      needsLevel(context, rule.approver, 'CLK-4', 'Refusing this extension'),
      conflictOfInterest(state, context),
    );
    return refusal ?? [draft('ExtensionRefused', { ...data, approverLevel: rule.approver })];
  },
});
