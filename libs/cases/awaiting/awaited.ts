import { commandWord, isRefusal, type CommandDefinition } from '#event-sourcing';
import { refusedAsItStands } from '../case/admission.ts';
import { awaitedLevel } from '../case/authority.ts';
import type { CaseTypes } from '../case/command.ts';
import { decideEscalation } from '../case/commands/escalation/decide-escalation.ts';
import { nextApproval } from '../case/commands/solution/approval.ts';
import { approvePlan } from '../case/commands/solution/approve-plan.ts';
import { authoriseOffer } from '../case/commands/solution/authorise-offer.ts';
import { grantCompensation } from '../case/commands/solution/grant-compensation.ts';
import { refuseCompensation } from '../case/commands/solution/refuse-compensation.ts';
import type { Money, RemedyKind } from '../case/events/fields.ts';
import { partMissing } from '../case/stage-policy.ts';
import type { CaseRecord } from '../case/state.ts';
import { capacitiesOf, contextOf, type Scene } from '../reading/acting.ts';

/** What somebody has to decide. */
export const DECISIONS = ['escalation', 'plan', 'offer', 'compensation'] as const;

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
  readonly askedBy?: string;
}

interface Question extends Omit<Awaited, 'as' | 'at'> {
  /** Whoever may give all of them decides; the first is how. */
  readonly by: readonly (readonly [definition: CommandDefinition<CaseTypes>, data: object])[];
}

/**
 * AUT-3, AUT-4, AUT-5, SOL-4: what waits for a decision in a case, by the very rows that judge the commands: for that person, in
 * what they hold there; without a person: for anybody.
 */
export function awaitedIn(state: CaseRecord, scene: Scene, person?: string): readonly Awaited[] {
  const open = questionsIn(state, scene).filter(({ by }) =>
    by.every(([{ name, when }]) => partMissing(name, when, state) === undefined),
  );
  if (open.length === 0) return [];
  if (person === undefined) return open.map((each) => told(each, []));
  const capacities = capacitiesOf(person, state, scene).flatMap((each) => (isRefusal(each) ? [] : [each]));
  return open.flatMap((each) => {
    const as = capacities.filter((one) => {
      const context = contextOf(one, scene);
      return each.by.every(
        ([definition, data]) => refusedAsItStands(definition, data, state, context) === undefined,
      );
    });
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
  at: commandWord(by[0]?.[0].name ?? ''),
  as,
});

function questionsIn(state: CaseRecord, scene: Scene): readonly Question[] {
  const asked = awaitedLevel(state);
  const approver = nextApproval(state, scene);
  return [
    ...(asked === undefined ? [] : [escalated(asked)]),
    ...(approver === undefined ? [] : [prepared(approver)]),
    ...state.remedies.flatMap(requested),
  ];
}

const escalated = (level: string): Question => ({
  ...{ decides: 'escalation', level },
  by: [[decideEscalation, { decision: '' }]],
});

const prepared = (level: string): Question => ({ ...{ decides: 'plan', level }, by: [[approvePlan, {}]] });

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
  const question = {
    ...{ level, request, kind: remedy.kind },
    ...(worth && { worth }),
    ...(askedBy !== undefined && { askedBy }),
  };
  if (option !== undefined) return [{ ...question, decides: 'offer', by: [[authoriseOffer, { request }]] }];
  // Below their level a grant would only ask once more; whoever may refuse holds the level that was asked.
  return [
    {
      ...{ ...question, decides: 'compensation' },
      by: [
        [grantCompensation, { remedy, reason: '', request }],
        [refuseCompensation, { request, reason: '' }],
      ],
    },
  ];
}
