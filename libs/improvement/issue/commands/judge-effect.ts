import { field, instantOf, millisOf, refuse, type Instant, type Refusal } from '#event-sourcing';
import { DAY_MILLIS } from '../../day.ts';
import { actionField, command, there, type IssueContext } from '../command.ts';
import { draft, type IssueEventDraft } from '../events.ts';
import { hadInHand, noSuchAction } from '../rules.ts';
import { actionCalled, type Action, type Issue } from '../state.ts';

/** IMP-2: the figures are computed, the judgement is a person's, and never whoever did it. */
export const judgeEffect = command({
  name: 'JudgeEffect',
  summary:
    'Judge whether an action that was done has had an effect; one that had none opens the issue again (IMP-2).',
  ...{ group: 'Improvement', who: { sentBy: 'staff', by: 'leading' }, when: there },
  data: {
    action: actionField,
    effective: field.yesNo(),
    reason: field.text({ example: 'No lift has failed for a month.' }),
  },
  decide(data, issue, context) {
    const action = actionCalled(issue, data.action);
    if (action === undefined) return noSuchAction(data.action);
    const { doneAt } = action;
    if (doneAt === undefined)
      return refuse('IMP-2', 'action-not-done', 'This action has not been completed.', {
        remedy: 'Judge it when it is done.',
      });
    const status = data.effective ? 'effective' : 'ineffective';
    if (action.status === status) return [];
    return (
      unfit(data.effective, { action, doneAt, issue }, context) ?? [
        draft('EffectJudged', { ...data, ...comparedAt(doneAt, issue, context) }),
        ...following({ ...action, status }, issue),
      ]
    );
  },
});

const comparedAt = (doneAt: string, { compareDays }: Issue, { compare }: IssueContext) => {
  const compared = compare(doneAt, compareDays);
  return compared === undefined ? {} : { compared };
};

interface Judged {
  readonly action: Action;
  readonly doneAt: string;
  readonly issue: Issue;
}

function unfit(
  effective: boolean,
  { action, doneAt, issue }: Judged,
  context: IssueContext,
): Refusal | undefined {
  if (issue.status === 'joined')
    return refuse('IMP-1', 'issue-over', 'This issue is one with another one.', {
      details: { into: issue.into },
    });
  if (hadInHand(action, context))
    return refuse('IMP-2', 'same-person', 'Nobody judges what they have done themselves.', {
      remedy: 'Have somebody else judge it.',
    });
  const from = instantOf(millisOf(doneAt as Instant) + issue.compareDays * DAY_MILLIS);
  return effective && context.now < from
    ? refuse('IMP-2', 'too-early', 'Whether it helps cannot be known yet.', {
        remedy: `Judge it from ${from.slice(0, 10)} on.`,
        details: { from },
      })
    : undefined;
}

/** The issue closes with its last action that is effective, and one that has had no effect leaves it open, or opens it. */
function following(judged: Action, { status, actions }: Issue): readonly IssueEventDraft[] {
  if (judged.status === 'ineffective')
    return status === 'open' ? [] : [draft('IssueReopened', { why: 'ineffective' })];
  const others = actions.filter(({ action }) => action !== judged.action);
  const waits = others.some((each) => each.status === 'open' || each.status === 'done');
  return waits || status !== 'open' ? [] : [draft('IssueClosed', { why: 'effective' })];
}
