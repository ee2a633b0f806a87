import { field, refuse } from '#event-sourcing';
import { severityRank } from '#procedures';
import { command } from '../../command.ts';
import type { CaseContext } from '../../context.ts';
import { draft, firstOf } from '../../decision.ts';
import type { CaseEventDraft } from '../../events.ts';
import type { Carried } from '../../events/merging.ts';
import { severityByFlags } from '../../rules/flags.ts';
import { cannotTakeOver } from '../../rules/other-case.ts';
import { always } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { ourOwn } from '../../who-policy.ts';
import { nextPromises } from '../clocks/promises.ts';
import { carries, mergeFields, recordable } from './merge-parts.ts';

/** LIF-2: the other case's half of a merging. Decided here, where nobody can end this case at the same time. */
export const takeOverCase = command({
  name: 'TakeOverCase',
  summary: 'Take over a case that is merged into this one, with what is owed there (LIF-2).',
  group: 'Merging',
  data: { from: field.reference({ of: 'case', example: '7F3K-9M2Q-X4TB' }), ...mergeFields, carries },
  who: ourOwn('merging'),
  when: always,
  route: 'none',
  decide: (data, state, context) => {
    if (state.status === 'none') return refuse('LIF-2', 'other-case-not-found', 'There is no such case.');
    if (state.status !== 'logged') return cannotTakeOver(state, state) ?? [];
    const { from, merge, reason } = data;
    const carried = eachOnce(data.carries.map(recordable));
    if (state.takenOver.some((each) => each.from === from && each.merge === merge)) return [];
    return (
      firstOf(cannotTakeOver(state, state)) ?? [
        draft('CaseTakenOver', { from, merge, reason, carries: carried }),
        ...asSerious(carried, state, context),
        ...promisedAnew(from, carried, state, context),
      ]
    );
  },
});

/** A complainant is told once, by whichever way the case came. */
const eachOnce = (carried: readonly Carried[]): Carried[] => [
  ...new Map(carried.map((each) => [each.case, each])).values(),
];

/** CLS-4, CLS-7: a merging makes nothing less serious; flags and the higher severity are taken over. */
function asSerious(
  carried: readonly Carried[],
  state: CaseRecord,
  context: CaseContext,
): readonly CaseEventDraft[] {
  const flags = [...new Set(carried.flatMap((each) => each.flags))].filter(
    (flag) => !state.flags.includes(flag),
  );
  const raised = flags.map((flag) =>
    draft('SensitiveFlagRaised', { flag, reason: 'Taken over from a merged case' }),
  );
  const { severity: from } = state;
  if (from === undefined) return raised;
  const { procedure } = context;
  const to = carried
    .flatMap(({ severity }) => severity ?? [])
    .reduce(
      (highest, each) => (severityRank(procedure, each) > severityRank(procedure, highest) ? each : highest),
      from,
    );
  const reason = 'A merged case was more serious';
  const higher = to === from ? undefined : draft('SeverityChanged', { from, to, reason, cause: 'decision' });
  const byFlags = severityByFlags(to, flags, context);
  return [...raised, ...(higher ? [higher] : []), ...(byFlags ? [byFlags] : [])];
}

/** CLK-5: what was promised there is promised here, due when it was; what was due before was missed there. */
const promisedAnew = (
  from: string,
  carried: readonly Carried[],
  state: CaseRecord,
  { happenedAt }: CaseContext,
): readonly CaseEventDraft[] => {
  const promises = carried.flatMap((each) => each.promises).filter(({ dueAt }) => dueAt > happenedAt);
  return nextPromises(state, promises.length).map((promise, index) =>
    draft('ReplyPromised', {
      promise,
      dueAt: promises[index]?.dueAt ?? happenedAt,
      about: `Promised in ${from}`,
    }),
  );
};
