import { field, refuse } from '#event-sourcing';
import { severityRank } from '#procedures';
import { happening } from '../../clock-due.ts';
import { command } from '../../command.ts';
import { rankOf, type CaseContext } from '../../context.ts';
import { draft, firstOf } from '../../decision.ts';
import type { CaseEventDraft } from '../../events.ts';
import type { Carried } from '../../events/merging.ts';
import { severityByFlags } from '../../rules/flags.ts';
import { cannotTakeOver } from '../../rules/other-case.ts';
import { unsettledBy } from '../../rules/resolving.ts';
import { asMerger, mergingAuthority, notEntitledThere } from '../../rules/merging-rights.ts';
import { always } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { ourOwn } from '../../who-policy.ts';
import { carries, recordable } from './carried-fields.ts';
import { mergeFields } from './merge-parts.ts';

/** LIF-2: the other case's half of a merging. Decided here, where nobody can end this case at the same time. */
export const takeOverCase = command({
  name: 'TakeOverCase',
  summary: 'Take over a case that is merged into this one, with what is owed there (LIF-2).',
  group: 'Merging',
  data: {
    from: field.reference({ of: 'case', example: '7F3K-9M2Q-X4TB' }),
    ...mergeFields,
    by: field.part('MergedBy', {
      id: field.reference({ example: 'staff-017' }),
      role: field.reference({ example: 'office-director' }),
    }),
    carries,
  },
  who: ourOwn('merging'),
  when: always,
  route: 'none',
  decide: (data, state, context) => {
    if (state.status === 'none') return refuse('LIF-2', 'other-case-not-found', 'There is no such case.');
    if (state.status !== 'logged') return cannotTakeOver(state, state) ?? [];
    const { from, merge, reason } = data;
    const carried = eachOnce(data.carries.map(recordable));
    if (state.takenOver.some((each) => each.from === from && each.merge === merge)) return [];
    const level = higherLevel(carried, state, context);
    const authority = mergingAuthority(carried, state, asMerger(data.by, state, context));
    return (
      firstOf(
        cannotTakeOver(state, state),
        notEntitledThere(state, data.by, carried, context),
        unsettledBy(state, carried, context),
      ) ?? [
        draft('CaseTakenOver', {
          ...{ from, merge, reason, carries: carried },
          ...(level && { level }),
          ...(authority && { authority }),
        }),
        ...asSerious(carried, state, context),
        ...carried.flatMap((each) => clocksGoOn(each, state)),
      ]
    );
  },
});

/** AUT-4: a merging takes nothing away from the level that has it, nor from one whose answer is awaited. */
const higherLevel = (
  carried: readonly Carried[],
  { level, levelAwaited }: CaseRecord,
  { procedure }: CaseContext,
): { readonly level: string; readonly awaited: boolean } | undefined =>
  carried.reduce<{ readonly level: string; readonly awaited: boolean } | undefined>((highest, each) => {
    const { level: before, awaited } = highest ?? { level, awaited: levelAwaited };
    const [rank, known] = [rankOf(procedure, each.level), rankOf(procedure, before)];
    if (rank < known || (rank === known && (awaited || !each.levelAwaited))) return highest;
    return { level: each.level, awaited: each.levelAwaited };
  }, undefined);

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

/** CLK-3, CLK-6: what runs there runs here as it did, from its own start; what was missed stays missed. */
const clocksGoOn = ({ case: of, clocks }: Carried, state: CaseRecord): readonly CaseEventDraft[] =>
  clocks.flatMap(({ missed, clock: name, ...clock }) => {
    const { kind, dueAt } = clock;
    const unique = nameFor(name, state);
    const set = draft('DeadlineSet', { ...clock, clock: unique, of });
    if (missed === undefined) return [set];
    const miss = draft('DeadlineBreached', { clock: unique, kind, dueAt, ...missed, foundBy: 'merging' });
    return [set, { ...miss, ...happening(dueAt) }];
  });

/** A case that was given back may come a second time. */
function nameFor(name: string, { clocks: { clocks } }: CaseRecord): string {
  const isTaken = (each: string): boolean => clocks.some(({ clock }) => clock === each);
  let [unique, times] = [name, 1];
  while (isTaken(unique)) unique = `${name}+${String((times += 1))}`;
  return unique;
}
