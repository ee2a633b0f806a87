import { field, refuse, type Refusal } from '#event-sourcing';
import { LONGEST_SCALE, NOT_KNOWN, type IntakeField } from '#procedures';
import { awaitedLevel } from '../../authority.ts';
import { command } from '../../command.ts';
import { rankOf, type CaseContext } from '../../context.ts';
import { draft, firstOf } from '../../decision.ts';
import type { CaseEventDraft } from '../../events.ts';
import { METHODS } from '../../events/fields.ts';
import { countedAttempts, lastFollowUp } from '../../rules/attempts.ts';
import { missingForClosing } from '../../rules/closing.ts';
import { unfitFields } from '../../rules/details.ts';
import { escalateAutomatically } from '../../rules/escalation.ts';
import { during, SETTLED } from '../../stage-policy.ts';
import type { CaseRecord } from '../../state.ts';
import { deciding, notEntitled, recording } from '../../who-policy.ts';

/**
 * OUT-3, OUT-4: unsatisfied reopens and escalates one level; satisfied closes when nothing else is missing. Where the top of
 * the ladder has looked at it anew there is no level that could do so once more: the contact is on record, and stays the last.
 */
export const recordFollowUp = command({
  name: 'RecordFollowUp',
  summary: 'Record a follow-up contact and its satisfaction (OUT-3).',
  group: 'Outcome',
  data: {
    method: field.choice(METHODS),
    reached: field.yesNo(),
    satisfaction: field.wholeNumber({
      optional: true,
      min: 1,
      max: LONGEST_SCALE,
      example: 4,
      description: "On the procedure's scale.",
    }),
    remarks: field.text({ optional: true, example: 'Content with the repair.' }),
    answers: field.texts({
      max: 2000,
      optional: true,
      example: { attitude: 'good' },
      description:
        'To the questions of the procedure by name (its `followUp.questions`); `unknown` where there was no answer.',
    }),
  },
  who: recording({ apartFrom: 'handlers' }),
  when: during([...SETTLED, 'told'], {
    restsOn: { milestone: 'outcomeNotified', code: 'before-notified' },
  }),
  decide: (data, state, context) => {
    const rule = context.procedure.followUp;
    const made = state.followUps.flatMap(({ at }) => at ?? []);
    const attempt = countedAttempts([...made, context.happenedAt], context.procedure).length;
    const refusal = firstOf(
      lastFollowUp(state.followUps, context.procedure).length > 0
        ? refuse(
            'OUT-3',
            'follow-ups-exhausted',
            `The procedure allows ${String(rule.maxAttempts)} follow-up contacts.`,
          )
        : undefined,
      unfitSatisfaction(data, rule.scale),
      unfitAnswers(data, rule.questions),
    );
    if (refusal) return refusal;
    if (!data.reached) return [draft('FollowUpRecorded', { ...data, attempt })];
    const satisfied = (data.satisfaction ?? 0) >= rule.satisfiedFrom;
    const recorded = draft('FollowUpRecorded', { ...data, attempt, satisfied });
    return [
      recorded,
      ...(satisfied ? closedWhenComplete(state, context) : []),
      ...(satisfied || isAtTop(state, context) ? [] : reopenedByComplainant(state, context)),
    ];
  },
});

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

/** OUT-3: whoever is reached is asked all that the procedure asks. */
function unfitAnswers(
  {
    reached,
    answers = {},
  }: { readonly reached: boolean; readonly answers?: Readonly<Record<string, string>> },
  questions: readonly IntakeField[],
): Refusal | undefined {
  const unasked = reached ? questions.filter(({ id }) => answers[id] === undefined) : [];
  if (unasked.length > 0)
    return refuse(
      'OUT-3',
      'survey-incomplete',
      `Not asked: ${unasked.map(({ title }) => title).join(', ')}.`,
      {
        remedy: `Ask; write "${NOT_KNOWN}" among the answers where there was none.`,
        details: { missing: unasked.map(({ id }) => id) },
      },
    );
  return unfitFields(answers, reached ? questions : [], 'OUT-3');
}

const closedWhenComplete = (state: CaseRecord, context: CaseContext): readonly CaseEventDraft[] =>
  missingForClosing(
    { ...state, followUps: [...state.followUps, { reached: true, satisfied: true }] },
    context.procedure,
  ).length === 0 && mayBeClosed(state, context)
    ? [draft('CaseClosed', { remarks: 'Complainant satisfied at follow-up' })]
    : [];

/** The same right as for closing: without it the contact is recorded and the case stays for its level. */
const mayBeClosed = (state: CaseRecord, context: CaseContext): boolean =>
  awaitedLevel(state) === undefined && notEntitled(deciding(), {}, state, context) === undefined;

const isAtTop = ({ level, reopened }: CaseRecord, { procedure }: CaseContext): boolean =>
  reopened > 0 && rankOf(procedure, level) >= procedure.ladder.length - 1;

const reopenedByComplainant = (state: CaseRecord, context: CaseContext): readonly CaseEventDraft[] => {
  const reason = 'Complainant unsatisfied at follow-up';
  return [
    draft('CaseReopened', { cause: 'unsatisfied', reason }),
    ...escalateAutomatically({ reason: 'unsatisfied', explanation: reason }, state, context),
  ];
};
