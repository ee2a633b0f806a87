import { actingIn, isSamePerson, refuse, type Refusal } from '#event-sourcing';
import { judgedIn, type CaseState } from '#cases';
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

type About = Pick<Issue, 'recurrence' | 'about'>;

/** Whom what repeats is about, and whom the cases that somebody has named (INV-4). */
const peopleIn = ({ recurrence, about }: About): readonly string[] => [
  ...(recurrence?.parts ?? []).flatMap(({ of, value }) => (of === 'respondent' ? [value] : [])),
  ...about,
];

export const isAboutAny = (issue: About, people: readonly string[]): boolean =>
  peopleIn(issue).some((one) => people.some((other) => isSamePerson(one, other)));

export const noSuchAction = (action: string): Refusal =>
  refuse('IMP-2', 'action-not-found', `There is no action ${action}.`, { remedy: 'See the issue.' });

export const isOwnedBy = ({ owner }: Action, { actor }: Pick<IssueContext, 'actor'>): boolean =>
  actingIn(actor).some((one) => isSamePerson(one, owner));

/** Whoever had it to do once, and whoever did it in somebody's place. */
export const hadInHand = ({ hands }: Action, { actor }: Pick<IssueContext, 'actor'>): boolean =>
  actingIn(actor).some((one) => hands.some((each) => isSamePerson(one, each)));

/** Nobody has recorded yet that the time is over. */
export const isMissedBy = ({ status, missed, dueAt }: Action, moment: string): boolean =>
  status === 'open' && !missed && dueAt <= moment;

/** Whoever finds a miss, when, the facts are the same (CLK-6). */
export const missOf = ({ action, dueAt, owner: responsible }: Action): IssueEventDraft =>
  draft('ActionMissed', { action, dueAt, responsible });

const judged = (state: CaseState | undefined): readonly string[] =>
  state?.status === 'logged' ? judgedIn(state).flatMap(({ staffId }) => staffId ?? []) : [];

/** Whom the cases that staff name are about, each once (INV-4). */
export const aboutIn = (
  cases: readonly string[],
  { named }: Pick<IssueContext, 'named'>,
): readonly string[] => [...new Set(cases.flatMap((each) => judged(named.get(each))))];

/** INV-4: of a case about whoever acts, and of one of another procedure or site, is said what is said of none. */
export function unknownAmong(
  cases: readonly string[],
  { procedure, site }: { readonly procedure: string; readonly site?: string | undefined },
  { named, actor }: Pick<IssueContext, 'named' | 'actor'>,
): Refusal | undefined {
  const isThere = (where: string | undefined): boolean =>
    site === undefined || where === undefined || where === site;
  const isOurs = (state: CaseState | undefined): boolean =>
    state?.status === 'logged' &&
    state.procedure.id === procedure &&
    isThere(state.site) &&
    !actingIn(actor).some((one) => judged(state).some((other) => isSamePerson(one, other)));
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
