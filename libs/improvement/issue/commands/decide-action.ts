import { field, refuse, type Refusal } from '#event-sourcing';
import { isPresent } from '#organisation';
import { ACTION_KINDS } from '#procedures';
import { deadlineOf } from '../deadline.ts';
import { byWhoeverLeads, command, staffField, type IssueContext } from '../command.ts';
import { draft } from '../events.ts';
import { isAboutAny } from '../rules.ts';
import type { Issue } from '../state.ts';

/** IMP-2: until when says the procedure; what cannot be done at once says why. */
export const decideAction = command({
  name: 'DecideAction',
  summary: 'Decide on a corrective or preventive action, with its owner (IMP-2).',
  ...byWhoeverLeads,
  data: {
    kind: field.choice(ACTION_KINDS),
    what: field.text({ example: 'Exchange the door drive in all lifts of this make.' }),
    lacking: field.text({
      ...{ optional: true, example: 'The parts arrive in January.' },
      description: 'Of a planned one: which conditions are lacking for doing it at once.',
    }),
    owner: staffField,
  },
  decide(data, issue, context) {
    const refusal = unfit(data, issue, context);
    if (refusal !== undefined) return refusal;
    const { kind, what, lacking, owner } = data;
    const startedAt = context.happenedAt;
    const { dueAt, warnAt } = deadlineOf({ kind, startedAt }, context.procedure);
    return [
      draft('ActionDecided', {
        ...{ action: `A${String(issue.actions.length + 1)}`, kind, what, owner, startedAt, dueAt },
        ...(lacking !== undefined && { lacking }),
        ...(warnAt !== undefined && { warnAt }),
        cases: issue.actions.length === 0 ? [...issue.cases] : [],
      }),
    ];
  },
});

function unfit(
  { kind, lacking, owner }: { readonly kind: string; readonly lacking?: string; readonly owner: string },
  issue: Issue,
  context: IssueContext,
): Refusal | undefined {
  if ((kind === 'planned') !== (lacking !== undefined))
    return refuse(
      'IMP-2',
      'reason-of-kind',
      'Only what is planned for later says what is lacking, and it has to.',
      {
        remedy: kind === 'planned' ? 'Say which conditions are lacking.' : 'Leave it out.',
      },
    );
  return unfitOwner(owner, issue, context);
}

export function unfitOwner(owner: string, issue: Issue, context: IssueContext): Refusal | undefined {
  if (!isPresent(context.organisation, owner, context.happenedAt))
    return refuse('IMP-2', 'unknown-person', `Nobody is known as "${owner}".`, {
      remedy: 'Name somebody of the organisation.',
    });
  return isAboutAny(issue, [owner])
    ? refuse('INV-4', 'conflict-of-interest', 'The issue is about this person.', {
        remedy: 'Give the action to somebody else.',
      })
    : undefined;
}
