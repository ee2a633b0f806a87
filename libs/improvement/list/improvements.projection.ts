import type { CollectionSpec, Instant, Projection, RecordedEvent } from '#event-sourcing';
import type { ActionDecided, EffectJudged, IssueEvent } from '../issue/events.ts';
import { issueIdOfStream } from '../issue/issue-id.ts';
import { evolve, momentOf, noIssue, type Action, type Issue } from '../issue/state.ts';

/** What people wrote about an action, and found when they looked at it. */
interface Said extends Partial<Pick<ActionDecided, 'what' | 'lacking'>> {
  readonly account?: string;
  readonly evidence?: readonly string[];
  readonly judged?: Pick<EffectJudged, 'reason' | 'compared'> & { readonly by: string; readonly at: Instant };
}

/** An issue in the lists, and for the scheduler. */
export interface ImprovementDocument extends Pick<Issue, 'status' | 'site'> {
  readonly issueId: string;
  /** Id of the procedure. */
  readonly procedure: string;
  readonly rule?: string;
  readonly raisedAt: Instant;
  /** `2026-11`, in UTC. */
  readonly raisedMonth: string;
  readonly issue: Issue;
  readonly reason?: string;
  readonly closedBecause?: string;
  readonly said: Readonly<Record<string, Said>>;
  /** When the scheduler has to act next; absent: not any more. */
  readonly wakeAt?: string;
}

export const IMPROVEMENTS: CollectionSpec = {
  name: 'improvements',
  version: 2,
  fields: {
    procedure: 'text',
    site: 'text',
    status: 'text',
    rule: 'text',
    raisedAt: 'text',
    raisedMonth: 'text',
    wakeAt: 'text',
  },
  indexes: [
    ['wakeAt'],
    ['raisedAt'],
    ...['status', 'procedure', 'site', 'rule', 'raisedMonth'].map((each) => [each, 'raisedAt']),
  ],
};

/** A document for each issue: the issue as decisions see it, and beside it what people wrote. */
export const improvementsProjection: Projection<ImprovementDocument, RecordedEvent<IssueEvent>> = {
  collection: IMPROVEMENTS,
  keys: ({ stream }) => [issueIdOfStream(stream) ?? []].flat(),
  evolve(document, event, issueId) {
    const issue = evolve(document?.issue ?? noIssue, event);
    if (issue.status === 'none') return document;
    const raised = document ?? begun(issue, event, issueId);
    return withWakeAt({ ...raised, ...saidWith(raised, event), issue, status: issue.status });
  },
};

function begun(issue: Issue, { metadata }: IssueEvent, issueId: string): ImprovementDocument {
  const { procedure, site, recurrence, status } = issue;
  const raisedAt = momentOf(metadata);
  return {
    ...{ issueId, procedure: procedure.id, status, issue, said: {} },
    ...(site !== undefined && { site }),
    ...(recurrence && { rule: recurrence.rule }),
    ...{ raisedAt, raisedMonth: raisedAt.slice(0, 7) },
  };
}

function saidWith(document: ImprovementDocument, event: IssueEvent): Partial<ImprovementDocument> {
  const { type, data, metadata } = event;
  const about = (action: string, more: Said) => ({
    said: { ...document.said, [action]: { ...document.said[action], ...more } },
  });
  switch (type) {
    case 'IssueRaised':
      return data.reason === undefined ? {} : { reason: data.reason };
    case 'IssueClosed':
      return data.reason === undefined ? {} : { closedBecause: data.reason };
    case 'ActionDecided': {
      const { action, what, lacking } = data;
      return about(action, { what, ...(lacking !== undefined && { lacking }) });
    }
    case 'ActionCompleted': {
      const { action, account, evidence } = data;
      return about(action, { account, evidence });
    }
    case 'EffectJudged': {
      const { action, effective: _, ...judgement } = data;
      return about(action, { judged: { ...judgement, by: metadata.actor.id, at: momentOf(metadata) } });
    }
    default:
      return {};
  }
}

/** When the scheduler has to do something about an action: warn, or record that it was missed. */
const wakeOf = ({ status, warned, missed, warnAt, dueAt }: Action): string | undefined => {
  if (status !== 'open' || missed) return undefined;
  return warned || warnAt === undefined || warnAt > dueAt ? dueAt : warnAt;
};

function withWakeAt({ wakeAt: _, ...document }: ImprovementDocument): ImprovementDocument {
  const [wakeAt] = document.issue.actions.flatMap((each) => wakeOf(each) ?? []).toSorted();
  return wakeAt === undefined ? document : { ...document, wakeAt };
}
