import { commandWord, isRefusal, type CommandDefinition } from '#event-sourcing';
import { refusedAsItStands } from '../case/admission.ts';
import { awaitedLevel } from '../case/authority.ts';
import type { CaseTypes } from '../case/command.ts';
import { extensionsWaiting } from '../case/commands/clocks/extensions.ts';
import { decideEscalation } from '../case/commands/escalation/decide-escalation.ts';
import { nextApproval } from '../case/commands/solution/approval.ts';
import { approvePlan } from '../case/commands/solution/approve-plan.ts';
import { approveRequest } from '../case/commands/solution/approve-request.ts';
import type { Money, RemedyKind } from '../case/events/fields.ts';
import { partMissing } from '../case/stage-policy.ts';
import type { CaseRecord } from '../case/state.ts';
import { capacitiesOf, contextOf, type Scene } from '../reading/acting.ts';

/** What somebody has to decide. */
export const DECISIONS = ['escalation', 'plan', 'offer', 'compensation', 'extension'] as const;

export interface Awaited {
  readonly decides: (typeof DECISIONS)[number];
  /** By which command, below the case. */
  readonly at: string;
  /** Which level is asked. */
  readonly level: string;
  /** The capacities of the asking person in which they can; empty where nobody asks. */
  readonly as: readonly string[];
  readonly request?: string;
  readonly kind?: RemedyKind;
  readonly worth?: Money;
  /** Of an extension: which clock, and until when. */
  readonly clock?: string;
  readonly to?: string;
  readonly askedBy?: string;
}

interface Question extends Omit<Awaited, 'as' | 'at'> {
  readonly by: readonly [definition: CommandDefinition<CaseTypes>, data: object];
}

/**
 * AUT-3, AUT-4, AUT-5, SOL-4: what waits for a decision in a case, by the very rows that judge the commands: for that person, in
 * what they hold there; without a person: for anybody.
 */
export function awaitedIn(state: CaseRecord, scene: Scene, person?: string): readonly Awaited[] {
  const open = questionsIn(state, scene).filter(
    ({ by: [{ name, when }] }) => partMissing(name, when, state) === undefined,
  );
  if (open.length === 0) return [];
  if (person === undefined) return open.map((each) => told(each, []));
  const capacities = capacitiesOf(person, state, scene).flatMap((each) => (isRefusal(each) ? [] : [each]));
  return open.flatMap((each) => {
    const [definition, data] = each.by;
    const as = capacities.filter(
      (one) => refusedAsItStands(definition, data, state, contextOf(one, scene)) === undefined,
    );
    return as.length === 0
      ? []
      : [
          told(
            each,
            as.map(({ role }) => role),
          ),
        ];
  });
}

const told = ({ by, ...question }: Question, as: readonly string[]): Awaited => ({
  ...question,
  at: commandWord(by[0].name),
  as,
});

function questionsIn(state: CaseRecord, scene: Scene): readonly Question[] {
  const asked = awaitedLevel(state);
  const approver = nextApproval(state, scene);
  return [
    ...(asked === undefined ? [] : [escalated(asked)]),
    ...(approver === undefined ? [] : [prepared(approver)]),
    ...state.remedies.flatMap(requested),
    ...extensionsWaiting(state, scene).map(moreTime),
  ];
}

const escalated = (level: string): Question => ({
  ...{ decides: 'escalation', level },
  by: [decideEscalation, { decision: '' }],
});

const prepared = (level: string): Question => ({ ...{ decides: 'plan', level }, by: [approvePlan, {}] });

function requested({
  status,
  request,
  neededLevel: level = '',
  option,
  remedy,
  worth,
  requestedBy = [],
}: CaseRecord['remedies'][number]): readonly Question[] {
  if (status !== 'requested' || request === undefined) return [];
  const [askedBy] = requestedBy;
  return [
    {
      ...{ decides: option === undefined ? 'compensation' : 'offer', level, request, kind: remedy.kind },
      ...(worth && { worth }),
      ...(askedBy !== undefined && { askedBy }),
      by: [approveRequest, { request }],
    },
  ];
}

const moreTime = ({
  request,
  clock,
  to,
  level,
  by: [askedBy],
}: ReturnType<typeof extensionsWaiting>[number]): Question => ({
  ...{ decides: 'extension', level, request, clock, to },
  ...(askedBy !== undefined && { askedBy }),
  by: [approveRequest, { request }],
});
