import { actingIn, isInstant, type Instant } from '#event-sourcing';
import type { ActionDecided, IssueEvent, IssueRaised } from './events.ts';

export type IssueState = { readonly status: 'none' } | Issue;

/** What is done, by whom and until when (IMP-2). */
export interface Action extends Pick<ActionDecided, 'action' | 'kind' | 'owner' | 'startedAt'> {
  readonly status: 'open' | 'done' | 'effective' | 'ineffective';
  readonly dueAt: string;
  readonly warnAt?: string;
  readonly warned: boolean;
  readonly missed: boolean;
  /** More time was given: until when, and at which moment. */
  readonly extended?: { readonly to: string; readonly at: string };
  readonly doneAt?: string;
  /** Everybody who has had it to do, or has done it: none of them judges it. */
  readonly hands: readonly string[];
}

export interface Issue extends Omit<IssueRaised, 'cases' | 'reason'> {
  /** `joined`: another one goes on in its place. */
  readonly status: 'open' | 'effective' | 'dismissed' | 'joined';
  readonly cases: readonly string[];
  readonly actions: readonly Action[];
  /** When it was closed the last time, or what closed it was done. */
  readonly endedAt?: string;
  readonly into?: string;
}

export const noIssue: IssueState = { status: 'none' };

/** When something happened, as far as anybody knows. */
export const momentOf = ({ happenedAt, recordedAt }: IssueEvent['metadata']): Instant =>
  isInstant(happenedAt) ? happenedAt : recordedAt;

/** The fold of an issue: total, pure, never throws; unknown events leave it as it is. */
export function evolve(state: IssueState, event: IssueEvent): IssueState {
  if (state.status !== 'none') return changed(state, event);
  if (event.type !== 'IssueRaised') return state;
  const { cases, reason: _, ...raised } = event.data;
  return { ...raised, status: 'open', cases, actions: [] };
}

function changed(issue: Issue, event: IssueEvent): Issue {
  switch (event.type) {
    case 'CasesGathered':
      return {
        ...issue,
        cases: [...issue.cases, ...event.data.cases],
        about: [...issue.about, ...event.data.about],
      };
    case 'CasesReleased':
      return { ...issue, cases: issue.cases.filter((each) => !event.data.cases.includes(each)) };
    case 'IssueJoined':
      return { ...issue, status: 'joined', into: event.data.into };
    case 'IssueClosed':
      return { ...issue, status: event.data.why, endedAt: endOf(issue, event) };
    case 'IssueReopened':
      return { ...issue, status: 'open' };
    case 'ActionDecided':
      return { ...issue, actions: [...issue.actions, decided(event.data)] };
    default:
      return actionChanged(issue, event);
  }
}

const decided = ({ what: _, lacking: _lacking, cases: _cases, ...action }: ActionDecided): Action => ({
  ...action,
  ...{ status: 'open', warned: false, missed: false, hands: [action.owner] },
});

/** Whatever came in after the last action was completed shows whether it has helped. */
const endOf = ({ actions }: Issue, { metadata }: IssueEvent): string =>
  actions
    .flatMap(({ doneAt }) => doneAt ?? [])
    .toSorted()
    .at(-1) ?? momentOf(metadata);

function actionChanged(issue: Issue, event: IssueEvent): Issue {
  const change = changeOf(event);
  if (change === undefined || !('action' in event.data)) return issue;
  const { action } = event.data;
  const actions = issue.actions.map((each) =>
    each.action === action ? { ...each, ...change, hands: [...each.hands, ...handsOf(event)] } : each,
  );
  return { ...issue, actions };
}

function handsOf({ type, data, metadata }: IssueEvent): readonly string[] {
  if (type === 'ActionHandedOver') return [data.owner];
  return type === 'ActionCompleted' ? actingIn(metadata.actor) : [];
}

function changeOf(event: IssueEvent): Partial<Action> | undefined {
  const { type, data, metadata } = event;
  switch (type) {
    case 'ActionHandedOver':
      return { owner: data.owner };
    case 'ActionExtended': {
      const { dueAt, warnAt } = data;
      const extended = { to: dueAt, at: momentOf(metadata) };
      return { dueAt, extended, warned: false, ...(warnAt !== undefined && { warnAt }) };
    }
    case 'ActionWarned':
      return { warned: true };
    case 'ActionMissed':
      return { missed: true };
    case 'ActionCompleted':
      return { status: 'done', doneAt: momentOf(metadata) };
    case 'EffectJudged':
      return { status: data.effective ? 'effective' : 'ineffective' };
    default:
      return undefined;
  }
}

export const actionCalled = ({ actions }: Issue, action: string): Action | undefined =>
  actions.find((each) => each.action === action);
