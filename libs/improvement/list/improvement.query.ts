import { answer, field, instantOf, millisOf, type Condition, type Instant, type Page } from '#event-sourcing';
import { DAY_MILLIS } from '../day.ts';
import { deadlineOf } from '../issue/deadline.ts';
import type { Compared } from '../issue/events.ts';
import { ISSUE_ID } from '../issue/issue-id.ts';
import { noSuchIssue } from '../issue/rules.ts';
import type { Action } from '../issue/state.ts';
import { listed, said } from './improvements.query.ts';
import { IMPROVEMENTS, type ImprovementDocument } from './improvements.projection.ts';
import { OCCURRENCES } from './occurrences.projection.ts';
import {
  actionShown,
  forWhoeverAnswers,
  issueShown,
  query,
  readsIssue,
  type ImprovementPorts,
} from './query.ts';

const { actions: _actions, ...head } = issueShown;

export const improvement = query({
  name: 'improvement',
  summary:
    'One improvement issue: its cases, its actions and why they are due when they are, and how often it has happened before and after (IMP-1, IMP-2, D12, REP-10).',
  group: 'Improvement',
  at: 'improvements/:issueId',
  asks: { issueId: field.reference({ example: ISSUE_ID }) },
  who: forWhoeverAnswers,
  reads: () => [IMPROVEMENTS, OCCURRENCES],
  answers: answer.object({
    ...head,
    'reason?': answer.text('The lift has failed twice for the same part.'),
    'closedBecause?': answer.text('The building is given up in December.'),
    'into?': answer.text(ISSUE_ID, { description: 'The issue that goes on in its place.' }),
    ledBy: answer.text('office-director'),
    extendedBy: answer.text('general-manager'),
    'times?': answer.whole(3),
    'withinDays?': answer.whole(30),
    compareDays: answer.whole(30),
    cases: answer.list(answer.text('7F3K-9M2Q-X4TB'), {
      description: 'Without those that the reader may not know of, which count all the same.',
    }),
    actions: answer.list(actionShown),
  }),
  absent: ({ issueId }) => noSuchIssue(issueId),
  run: async ({ issueId }, ports, reader) => {
    const document = (await ports.readModels.get(IMPROVEMENTS, issueId)) as ImprovementDocument | undefined;
    if (document === undefined || !readsIssue(document, reader, ports.procedures)) return undefined;
    const { issue, reason, closedBecause } = document;
    const { ledBy, extendedBy, compareDays, recurrence, into } = issue;
    const cases = await ports.knowable(
      issue.cases.map((caseId) => ({ caseId })),
      reader,
    );
    const actions = await Promise.all(issue.actions.map((each) => toldAction(each, document, ports)));
    return {
      ...{ ...listed(document), ledBy, extendedBy, compareDays },
      ...(recurrence && { times: recurrence.times, withinDays: recurrence.withinDays }),
      ...(reason !== undefined && { reason }),
      ...(closedBecause !== undefined && document.status === 'dismissed' && { closedBecause }),
      ...(into !== undefined && { into }),
      ...{ cases: cases.map(({ caseId }) => caseId), actions },
    };
  },
  commandLine: {
    words: 'improvements show',
    description: 'one improvement issue with its cases and actions',
    shows: (told) => [
      {
        facts: [
          ['issue', told.issueId],
          ['what', said(told.parts)],
          ['is', told.status],
          ['cases', told.cases.join(', ')],
          ['because', told.reason],
        ],
      },
      {
        head: ['action', 'kind', 'what', 'owner', 'due', 'is', 'missed', 'before', 'after'],
        rows: told.actions.map((each) => [
          ...[each.action, each.kind, each.what, each.owner, { at: each.dueAt }, each.status, each.missed],
          ...[each.compared?.before, each.compared?.after],
        ]),
      },
    ],
  },
});

async function toldAction(
  action: Action,
  { issue, said: words }: ImprovementDocument,
  ports: ImprovementPorts,
) {
  const { what = '', ...more } = words[action.action] ?? {};
  const { extended: _, hands: _hands, ...told } = action;
  const compared = await comparedOf(action, issue, ports);
  return {
    ...{ ...told, what, ...more },
    intervals: deadlineOf(action, ports.procedures.get(issue.procedure.id, issue.procedure.version))
      .intervals,
    ...(compared && { compared }),
  };
}

async function comparedOf(
  { doneAt }: Action,
  { recurrence, compareDays: days }: ImprovementDocument['issue'],
  ports: ImprovementPorts,
): Promise<Compared | undefined> {
  if (recurrence === undefined || doneAt === undefined) return undefined;
  const at = (shift: number): Instant => instantOf(millisOf(doneAt as Instant) + shift * days * DAY_MILLIS);
  const [from, until] = [at(-1), at(1)];
  const counted = (since: string, below: string): Promise<number> =>
    count(ports, recurrence.of, since, below);
  return {
    ...{ days, from, until },
    before: await counted(from, doneAt),
    after: await counted(doneAt, until),
  };
}

/** A day sorts before its instants: what has no time is counted from its beginning. */
async function count(
  { readModels }: ImprovementPorts,
  recurrence: string,
  since: string,
  below: string,
): Promise<number> {
  const where: readonly Condition[] = [
    { field: 'recurrence', equals: recurrence },
    { field: 'counts', equals: true },
    { field: 'at', atLeast: since },
    { field: 'at', below },
  ];
  let found = 0;
  for (let cursor: string | undefined; ;) {
    const page: Page<object> = await readModels.query(OCCURRENCES, {
      ...{ where, sort: { field: 'at', direction: 'ascending' }, limit: 200 },
      ...(cursor !== undefined && { cursor }),
    });
    found += page.items.length;
    if (page.nextCursor === undefined) return found;
    cursor = page.nextCursor;
  }
}
