import { refuse, type Refusal } from '#event-sourcing';
import { conflictOfInterest, rankOf, sameCase, type CaseContext } from '../context.ts';
import type { CaseEventDraft } from '../events.ts';
import type { CaseRecord } from '../state.ts';
import { missingForClosing } from './closing.ts';
import { draft, firstOf, records, type Decide } from './decision.ts';
import { escalateAutomatically } from './escalation.ts';

/** LIF-1: what has to stand before a case is resolved. */
export const resolveCase: Decide<'ResolveCase'> = (data, state, context) =>
  firstOf(conflictOfInterest(state, context), notResolvable(state, context)) ?? [
    draft('CaseResolved', { ...data, settledAtOnce: false }),
  ];

function notResolvable(state: CaseRecord, context: CaseContext): Refusal | undefined {
  if (state.contactKind !== 'complaint') return undefined;
  if (state.valid === false)
    return state.invalidityExplained === 'yes'
      ? undefined
      : refuse(
          'CLS-5',
          'explanation-missing',
          'An invalid complaint is resolved once it has been explained: the complainant accepted, or a supervisor explained it again.',
          {
            remedy: 'Explain it; when that is not accepted, have a supervisor explain it again.',
          },
        );
  if (!state.conclusion)
    return refuse('INV-3', 'not-investigated', 'The investigation has no conclusion yet.', {
      remedy: 'Conclude the investigation.',
    });
  if (state.stage === 'implemented' || state.conclusion.outcome === 'notSubstantiated') return undefined;
  if (finallyDecided(state, context)) return undefined;
  return refuse('SOL-1', 'not-implemented', 'No accepted solution has been carried out yet.', {
    remedy: 'Carry out the accepted option; when none is accepted, escalate until the highest level decides.',
  });
}

/** The complainant accepted nothing and the highest level has decided: the end of the ladder (AUT-1, AUT-4). */
const finallyDecided = (state: CaseRecord, { procedure }: CaseContext): boolean =>
  state.stage === 'solutionRejected' &&
  !state.levelAwaited &&
  rankOf(procedure, state.level) === procedure.ladder.length - 1;

/** OUT-1, INT-9 */
export const notifyOutcome: Decide<'NotifyOutcome'> = (data, state) =>
  data.to === 'regulator' && !regulatorInvolved(state)
    ? refuse('INT-9', 'no-regulator', 'No regulator passed this case on.')
    : [draft('OutcomeNotified', data)];

const regulatorInvolved = (state: CaseRecord): boolean =>
  state.regulator !== undefined || state.channel === 'regulator';

/** OUT-2 */
export const issueFinalResponse: Decide<'IssueFinalResponse'> = records('FinalResponseIssued');

/** OUT-3, OUT-4: unsatisfied reopens and escalates one level; satisfied closes when nothing else is missing. */
export const recordFollowUp: Decide<'RecordFollowUp'> = (data, state, context) => {
  const rule = context.procedure.followUp;
  const attempt = state.followUps.length + 1;
  const refusal = firstOf(
    attempt > Math.max(rule.maxAttempts, 1)
      ? refuse(
          'OUT-3',
          'follow-ups-exhausted',
          `The procedure allows ${String(rule.maxAttempts)} follow-up contacts.`,
        )
      : undefined,
    rule.byOtherThanHandler && state.handlers.includes(context.actor.id)
      ? refuse(
          'OUT-3',
          'handler-cannot-follow-up',
          'Somebody other than the handlers of the case has to follow up.',
          {
            remedy: 'Ask a colleague who has not worked on it.',
          },
        )
      : undefined,
    unfitSatisfaction(data, rule.scale),
  );
  if (refusal) return refusal;
  if (!data.reached) return [draft('FollowUpRecorded', { ...data, attempt })];
  const satisfied = (data.satisfaction ?? 0) >= rule.satisfiedFrom;
  const recorded = draft('FollowUpRecorded', { ...data, attempt, satisfied });
  return [
    recorded,
    ...(satisfied ? closedWhenComplete(state, context) : reopenedByComplainant(state, context)),
  ];
};

function unfitSatisfaction(
  data: { readonly reached: boolean; readonly satisfaction?: number },
  scale: number,
): Refusal | undefined {
  if (!data.reached && data.satisfaction === undefined) return undefined;
  const fits =
    data.reached && data.satisfaction !== undefined && data.satisfaction >= 1 && data.satisfaction <= scale;
  return fits
    ? undefined
    : refuse(
        'OUT-3',
        'satisfaction-needed',
        `A contact that was reached gives a satisfaction from 1 to ${String(scale)}; a failed one gives none.`,
      );
}

const closedWhenComplete = (state: CaseRecord, context: CaseContext): readonly CaseEventDraft[] =>
  missingForClosing(
    { ...state, followUps: [...state.followUps, { reached: true, satisfied: true }] },
    context.procedure,
  ).length === 0
    ? [draft('CaseClosed', { remarks: 'Complainant satisfied at follow-up' })]
    : [];

const reopenedByComplainant = (state: CaseRecord, context: CaseContext): readonly CaseEventDraft[] => {
  const reason = 'Complainant unsatisfied at follow-up';
  return [
    draft('CaseReopened', { cause: 'unsatisfied', reason }),
    ...escalateAutomatically('unsatisfied', reason, state, context),
  ];
};

/** OUT-6 */
export const reopenCase: Decide<'ReopenCase'> = records('CaseReopened');

/** OUT-5: the refusal says what is missing. */
export const closeCase: Decide<'CloseCase'> = (data, state, { procedure }) => {
  const missing = state.stage === 'inadmissible' ? [] : missingForClosing(state, procedure);
  if (missing.length === 0) return [draft('CaseClosed', data)];
  return refuse(
    'OUT-5',
    'closing-conditions-missing',
    `The case cannot be closed yet: ${missing.join(', ')} missing.`,
    {
      remedy: 'Complete what is missing, then close.',
      details: { missing },
    },
  );
};

export const archiveCase: Decide<'ArchiveCase'> = records('CaseArchived');
/** LIF-2 */
export const withdrawCase: Decide<'WithdrawCase'> = records('CaseWithdrawn');
/** INT-10: merging is a person's decision. */
export const mergeCase: Decide<'MergeCase'> = (data, _state, context) =>
  sameCase(data.into, context) ?? [draft('CaseMerged', data)];
