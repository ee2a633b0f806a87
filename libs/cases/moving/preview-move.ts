import { commandId, type Actor, type Instant } from '#event-sourcing';
import type { Organisation } from '#organisation';
import { stepsFor, type Procedure } from '#procedures';
import { answerableFor } from '../case/answerable.ts';
import { matterNeed } from '../case/authority.ts';
import { missesBefore } from '../case/catch-up.ts';
import { foldDrafts, keepClocks } from '../case/clock-keeper.ts';
import type { CaseClock } from '../case/clock-state.ts';
import { approversOf } from '../case/commands/solution/approval.ts';
import type { CaseContext } from '../case/context.ts';
import { matterOf } from '../case/matter.ts';
import { totalOf } from '../case/remedies/remedy.ts';
import { missingIn, movedBy, movedTo } from '../case/rules/moving.ts';
import type { CaseRecord } from '../case/state.ts';
import { ruleOf } from '../case/wanted-clocks.ts';

/** What a move is about. */
export const CHANGES = ['dueTime', 'answersFor', 'decides', 'approve', 'toResolve', 'toClose'] as const;

/** Without `now` it would begin, without `then` it would end. */
interface Change {
  readonly what: (typeof CHANGES)[number];
  /** Which one, where it is about a clock. */
  readonly clock?: string;
  readonly now?: string;
  readonly then?: string;
}

/** What moving a case to another version would change, if it were done at this moment (D13). */
export interface MovePreview {
  readonly caseId: string;
  readonly from: number;
  readonly to: number;
  /** What the case rests on and that version does not know; where anything is, the case cannot be moved. */
  readonly missing: readonly string[];
  readonly changes: readonly Change[];
}

export interface Scene {
  readonly caseId: string;
  readonly procedure: Procedure;
  readonly target: Procedure;
  readonly organisation: Organisation;
  readonly now: Instant;
}

const NOBODY: Actor = { id: 'preview', role: 'system' };

/** By the very functions that a move is decided with: nothing is recorded. */
export function previewMove(state: CaseRecord, scene: Scene): MovePreview {
  const { caseId, procedure, target } = scene;
  const missing = missingIn(target, state);
  const said = { caseId, from: procedure.version, to: target.version, missing };
  if (missing.length > 0) return { ...said, changes: [] };
  const context = contextOf(scene);
  const before = foldDrafts(state, missesBefore(state, context), context);
  if (before.status !== 'logged') return { ...said, changes: [] };
  const facts = [movedTo(before, target, 'preview')];
  const under = movedBy(facts, context);
  const after = foldDrafts(before, [...facts, ...keepClocks(before, facts, under)], under);
  if (after.status !== 'logged') return { ...said, changes: [] };
  return { ...said, changes: differences([before, context], [after, under]) };
}

/** Nobody asks with a secret here. */
const NOTHING_SEALED: CaseContext['secrets'] = { seal: () => '', isRight: () => false };

const contextOf = ({ now, ...scene }: Scene): CaseContext => ({
  ...scene,
  ...{ now, happenedAt: now, actor: NOBODY, candidates: [], secrets: NOTHING_SEALED },
  stamp: {
    ...{ commandId: commandId('preview', scene.caseId), commandHash: '', actor: NOBODY, recordedAt: now },
    happenedAt: now,
  },
});

type Stand = readonly [CaseRecord, CaseContext];

function differences(now: Stand, then: Stand): readonly Change[] {
  const [clocksNow, clocksThen] = [now, then].map(clocksOf);
  const one = (what: Change['what'], say: (stand: Stand) => string): readonly Change[] => [
    { what, ...filled('now', say(now)), ...filled('then', say(then)) },
  ];
  return [
    ...ofClocks('dueTime', clocksNow, clocksThen, ({ dueAt }) => dueAt),
    ...ofClocks('answersFor', clocksNow, clocksThen, ({ role }) => role),
    ...one('decides', ([state, context]) => matterNeed(state, context).level),
    ...one('approve', ([state, context]) => approversOf(totalOf(state.remedies), state, context).join(', ')),
    ...one('toResolve', ([state, { procedure }]) => steps(procedure.resolving.requires, state, procedure)),
    ...one('toClose', ([state, { procedure }]) => steps(procedure.closing.requires, state, procedure)),
  ].filter((change) => change.now !== change.then);
}

const filled = (name: 'now' | 'then', said: string): Pick<Change, 'now' | 'then'> =>
  said === '' ? {} : { [name]: said };

const steps = <Step extends string>(
  requires: Parameters<typeof stepsFor<Step>>[0],
  state: CaseRecord,
  { ladder }: Procedure,
): string => stepsFor(requires, matterOf(state), ladder).join(', ');

interface Running {
  readonly dueAt: string;
  /** Who answers if it is missed. */
  readonly role: string;
}
type Clocks = ReadonlyMap<string, Running>;

const clocksOf = ([state, { procedure }]: Stand): Clocks =>
  new Map(
    state.clocks.clocks
      .filter(({ status }) => status === 'running')
      .map((clock) => [clock.clock, { dueAt: clock.dueAt, role: roleFor(clock, state, procedure) }]),
  );

const roleFor = (clock: CaseClock, { clocks }: CaseRecord, procedure: Procedure): string =>
  answerableFor(clock, ruleOf(clock, procedure), clocks).responsible.role;

const ofClocks = (
  what: Change['what'],
  now: Clocks = new Map(),
  then: Clocks = new Map(),
  say: (clock: Running) => string,
): readonly Change[] =>
  [...new Set([...now.keys(), ...then.keys()])].map((clock) => {
    const [before, after] = [now.get(clock), then.get(clock)];
    return { what, clock, ...(before && { now: say(before) }), ...(after && { then: say(after) }) };
  });
