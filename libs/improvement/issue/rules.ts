import { actingIn, isSamePerson, refuse, type Refusal } from '#event-sourcing';
import { isAbout, type CaseState } from '#cases';
import type { IssueContext } from './command.ts';
import { draft, type IssueEventDraft } from './events.ts';
import { actionCalled, type Action, type Issue } from './state.ts';

export const noSuchIssue = (id: string): Refusal =>
  refuse('IMP-1', 'issue-not-found', `There is no improvement issue ${id}.`, {
    remedy: 'See the list of improvement issues.',
  });

export const notOpen = ({ status, into }: Issue): Refusal | undefined => {
  switch (status) {
    case 'open':
      return undefined;
    case 'joined':
      return refuse('IMP-1', 'issue-over', 'This issue is one with another one.', {
        remedy: 'Go on with the other one.',
        details: { into },
      });
    case 'effective':
    case 'dismissed':
      return refuse('IMP-1', 'issue-over', 'This issue is closed.', {
        remedy: 'It is opened again when it recurs, or when an action turns out to have had no effect.',
      });
  }
};

/** Whom what repeats is about (INV-4). */
const peopleIn = ({ recurrence }: Pick<Issue, 'recurrence'>): readonly string[] =>
  (recurrence?.parts ?? []).flatMap(({ of, value }) => (of === 'respondent' ? [value] : []));

export const isAboutAny = (issue: Pick<Issue, 'recurrence'>, people: readonly string[]): boolean =>
  peopleIn(issue).some((one) => people.some((other) => isSamePerson(one, other)));

export const noSuchAction = (action: string): Refusal =>
  refuse('IMP-2', 'action-not-found', `There is no action ${action}.`, { remedy: 'See the issue.' });

export const isOwnedBy = ({ owner }: Action, { actor }: Pick<IssueContext, 'actor'>): boolean =>
  actingIn(actor).some((one) => isSamePerson(one, owner));

/** Nobody has recorded yet that the time is over. */
export const isMissedBy = ({ status, missed, dueAt }: Action, moment: string): boolean =>
  status === 'open' && !missed && dueAt <= moment;

/** Whoever finds a miss, when, the facts are the same (CLK-6). */
export const missOf = ({ action, dueAt, owner: responsible }: Action): IssueEventDraft =>
  draft('ActionMissed', { action, dueAt, responsible });

/** INV-4: of a case about whoever acts, and of one of another procedure, is said what is said of none. */
export function unknownAmong(
  cases: readonly string[],
  procedure: string,
  { named, actor }: Pick<IssueContext, 'named' | 'actor'>,
): Refusal | undefined {
  const isOurs = (state: CaseState | undefined): boolean =>
    state?.status === 'logged' &&
    state.procedure.id === procedure &&
    !actingIn(actor).some((one) => isAbout(state.respondents, one));
  const unknown = cases.find((each) => !isOurs(named.get(each)));
  return unknown === undefined
    ? undefined
    : refuse('IMP-1', 'unknown-case', `There is no case ${unknown} of this procedure.`, {
        remedy: 'Check the case number.',
      });
}

/** The action that a command names, as one that is still to be done. */
export function openAction(issue: Issue, name: string): Action | Refusal {
  const action = actionCalled(issue, name);
  if (action === undefined) return noSuchAction(name);
  return action.status === 'open'
    ? action
    : refuse('IMP-2', 'action-done', 'This action is done.', {
        remedy: 'Decide on a further one if more has to be done.',
      });
}
