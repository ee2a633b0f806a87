import { refuse, type Refusal } from '#event-sourcing';
import { matches, type ExtensionRule } from '#procedures';
import { matterOf } from '../../matter.ts';
import type { Need } from '../../authority.ts';
import type { CaseContext } from '../../context.ts';
import type { CaseClock } from '../../clock-state.ts';
import type { CaseRecord, CaseState } from '../../state.ts';

export const clockNamed = (name: string, state: CaseState): CaseClock | undefined =>
  state.status === 'none'
    ? undefined
    : state.clocks.clocks.find((each) => each.clock === name && each.status === 'running');

export const noSuchClock = (name: string, state: CaseRecord): Refusal =>
  refuse('CLK-1', 'no-running-clock', `No clock "${name}" is running for this case.`, {
    details: {
      running: state.clocks.clocks.filter((each) => each.status === 'running').map((each) => each.clock),
    },
  });

export const approverOf = (
  clock: CaseClock,
  state: CaseRecord,
  { procedure }: Pick<CaseContext, 'procedure'>,
): ExtensionRule | undefined =>
  procedure.extensions.find(
    (rule) =>
      (rule.clock === clock.rule || rule.clock === clock.kind) &&
      rule.severities.includes(state.severity ?? '') &&
      (rule.when === undefined || matches(rule.when, matterOf(state), procedure.ladder)),
  );

/** CLK-4: the level that the procedure names for more time on the clock. */
export function approverNeed(
  name: string,
  doing: string,
  state: CaseRecord,
  context: CaseContext,
): Need | undefined {
  const clock = clockNamed(name, state);
  const rule = clock && approverOf(clock, state, context);
  return rule && { level: rule.approver, rule: 'CLK-4', doing, inPerson: true };
}

export const notExtendable = (clock: CaseClock): Refusal =>
  refuse(
    'CLK-4',
    'extension-not-allowed',
    `The procedure does not allow to extend "${clock.clock}" for this severity.`,
  );

export const isPaused = ({ clocks: { pauses } }: CaseRecord): boolean =>
  pauses.length > 0 && pauses.at(-1)?.to === undefined;
