import { field, refuse, type Refusal } from '#event-sourcing';
import type { Procedure } from '#procedures';
import { command } from '../../command.ts';
import type { CaseContext } from '../../context.ts';
import { missingIn, movedTo } from '../../rules/moving.ts';
import { topLevel } from '../../rules/levels.ts';
import { during, OPEN } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { deciding } from '../../who-policy.ts';

/** D13: what was missed before stays on record; what runs on is counted from its original start by the other version. */
export const moveToVersion = command({
  name: 'MoveToVersion',
  summary:
    'Handle the case under another version of its procedure; clocks are recomputed from their start (LIF-3).',
  group: 'Classification',
  data: {
    version: field.wholeNumber({ min: 1, max: 1_000_000, example: 2 }),
    reason: field.text({ example: 'The new rules hold for all open cases.' }),
  },
  // What a level was asked stays asked under either version.
  who: deciding({ level: 'top', bound: false }),
  weighs: (_, __, context) => topLevel('D13', 'Moving a case to another version', context),
  when: during(OPEN),
  decide: ({ version, reason }, state, context) => {
    if (version === state.procedure.version) return [];
    const { target } = context;
    if (target === undefined) return noSuchVersion(version, state);
    return backdated(context) ?? unfit(state, target) ?? [movedTo(state, target, reason)];
  },
});

const noSuchVersion = (version: number, { procedure: { id } }: CaseRecord): Refusal =>
  refuse('D13', 'unknown-procedure', `There is no procedure ${id} in version ${String(version)}.`, {
    remedy: 'Choose one of its versions, or install the file of that one.',
    details: { procedure: id, version },
  });

/** Nobody was bound before by rules that did not hold for the case. */
const backdated = ({ now, happenedAt }: CaseContext): Refusal | undefined =>
  happenedAt < now
    ? refuse('D13', 'not-dated-back', 'Other rules hold for a case from now on, not from a time before.', {
        remedy: 'Send it without a time at which it happened.',
      })
    : undefined;

function unfit(state: CaseRecord, target: Procedure): Refusal | undefined {
  const missing = missingIn(target, state);
  return missing.length === 0
    ? undefined
    : refuse(
        'D13',
        'not-in-that-version',
        `Version ${String(target.version)} does not know what this case rests on: ${missing.join(', ')}.`,
        {
          remedy: 'Change that in the case first, or add it to a further version.',
          details: { version: target.version, missing },
        },
      );
}
