import { answer, equal, field } from '#event-sourcing';
import { IMPROVEMENTS, type ImprovementDocument } from './improvements.projection.ts';
import { forWhoeverAnswers, issueShown, list, readsIssue } from './query.ts';

const STATES = ['open', 'effective', 'dismissed', 'joined', 'any'] as const;

/** What a list tells of an issue. */
export function listed(document: ImprovementDocument) {
  const { issueId, procedure, site, rule, status, raisedAt, issue } = document;
  const waiting = issue.actions.filter((each) => each.status === 'open');
  const [nextDueAt] = waiting.map(({ dueAt }) => dueAt).toSorted();
  return {
    ...{ issueId, procedure, status, raisedAt },
    ...(site !== undefined && { site }),
    ...(rule !== undefined && { rule }),
    parts: issue.recurrence?.parts ?? [],
    ...{ count: issue.cases.length, actions: issue.actions.length },
    ...(nextDueAt !== undefined && { nextDueAt }),
    missed: issue.actions.some(({ missed }) => missed),
  };
}

export const said = (parts: readonly { readonly of: string; readonly value: string }[]): string =>
  parts.map(({ of, value }) => `${of} ${value}`).join(', ');

export const improvements = list({
  name: 'improvements',
  summary: 'Improvement issues: what recurs, and what is done about it (IMP-1, IMP-2).',
  group: 'Improvement',
  at: 'improvements',
  who: forWhoeverAnswers,
  of: IMPROVEMENTS,
  filters: {
    state: field.choice(STATES, { optional: true, description: 'Default: open.' }),
    procedure: field.reference({ optional: true, of: 'procedure', example: 'residential-property' }),
    site: field.reference({ optional: true, of: 'site', example: 'garden-city' }),
    rule: field.reference({ optional: true, of: 'recurrence', example: 'same-cause' }),
    month: field.pattern(/^\d{4}-(0[1-9]|1[0-2])$/, {
      ...{ optional: true, otherwise: 'must be a month such as 2026-09', example: '2026-09' },
      description: 'In which it was raised, in UTC.',
    }),
  },
  where: ({ asked: { state = 'open', month, ...rest } }) =>
    equal({ ...rest, raisedMonth: month, status: state === 'any' ? undefined : state }),
  order: () => ({ field: 'raisedAt', direction: 'descending' }),
  moves: true,
  visible: (found: readonly ImprovementDocument[], { reader, ports }) =>
    found.filter((each) => readsIssue(each, reader, ports.procedures)),
  row: answer.object(issueShown),
  told: listed,
  commandLine: {
    words: 'improvements list',
    description: 'what recurs, and what is done about it',
    none: 'No improvement issue matches.',
    columns: {
      issue: ({ issueId }) => issueId,
      what: ({ parts }) => said(parts),
      site: ({ site }) => site,
      is: ({ status }) => status,
      raised: ({ raisedAt }) => ({ at: raisedAt }),
      cases: ({ count }) => count,
      actions: ({ actions }) => actions,
      due: ({ nextDueAt }) => ({ at: nextDueAt }),
      missed: ({ missed }) => missed,
    },
    numeric: ['cases', 'actions'],
  },
});
