import {
  answer,
  field,
  morePages,
  pageFields,
  pageFor,
  pageOf,
  type Page,
  type ShownPart,
  walk,
} from '#event-sourcing';
import { CLOCK_KINDS } from '#procedures';
import { CHANNELS, CONTACT_KINDS, FLAGS, REMEDIES, type Money } from '../case/events/fields.ts';
import { ENDINGS, OPTION_STATUSES, STAGES } from '../case/state.ts';
import { words, worthText } from '../reading/wording.ts';
import { CASE_ID, equal, filters, query } from '../reading/query.ts';
import { isListedFor } from '../reading/listing.ts';
import { ofManyCases } from '../reading/reading.ts';
import { OPEN_CASES, type OpenCase } from './open-cases.projection.ts';

const runningClock = answer.object({
  clock: answer.text('resolve'),
  kind: answer.oneOf(CLOCK_KINDS, 'resolve'),
  dueAt: answer.instant('2026-10-02T08:55:00.000Z'),
  'warnAt?': answer.instant('2026-10-01T20:55:00.000Z'),
  onDue: answer.oneOf(['breach', 'promote']),
  status: answer.oneOf(['running', 'warned', 'paused', 'breached']),
  warned: answer.yesNo(false),
  paused: answer.yesNo(false),
  breached: answer.yesNo(false),
  'provisional?': answer.yesNo(true),
});

const dispatch = answer.object({
  dispatch: answer.text('D1'),
  department: answer.text('engineering'),
  part: answer.oneOf(['lead', 'contributor']),
  status: answer.oneOf(['sent', 'received', 'returned', 'handedBack']),
  sentBy: answer.text('staff-004'),
  'sentAt?': answer.happenedAt,
  'receivedAt?': answer.happenedAt,
  'handedBackAt?': answer.happenedAt,
  'dueAt?': answer.happenedAt,
  'of?': answer.text(CASE_ID),
});

const openCase = answer.object({
  caseId: answer.text(CASE_ID),
  procedure: answer.text('residential-property'),
  procedureVersion: answer.whole(1),
  stage: answer.oneOf(STAGES, 'dispatched'),
  parts: answer.object({
    concluded: answer.yesNo(false),
    options: answer.list(
      answer.object({ option: answer.text('S1'), status: answer.oneOf(OPTION_STATUSES, 'offered') }),
    ),
    resolved: answer.yesNo(false),
    outcomeNotified: answer.yesNo(false),
    followedUp: answer.yesNo(false),
    'ending?': answer.oneOf(ENDINGS),
    archived: answer.yesNo(false),
    takenOver: answer.list(answer.anything),
    regulators: answer.list(
      answer.object({
        name: answer.text('Consumer Association'),
        told: answer.yesNo(false),
        'of?': answer.text(CASE_ID),
      }),
    ),
    'contact?': answer.object({
      tried: answer.list(answer.happenedAt),
      reached: answer.yesNo(false),
    }),
  }),
  channel: answer.oneOf(CHANNELS),
  'contactKind?': answer.oneOf(CONTACT_KINDS),
  'receivedAt?': answer.happenedAt,
  'category?': answer.text('facilities/lift'),
  'severity?': answer.text('important'),
  'owner?': answer.text('staff-004'),
  'ownedSince?': answer.happenedAt,
  'department?': answer.text('engineering'),
  'site?': answer.text('riverside'),
  level: answer.text('frontline'),
  flags: answer.list(answer.oneOf(FLAGS)),
  dispatches: answer.list(dispatch),
  reopened: answer.whole(0),
  remedies: answer.list({
    ...answer.anything,
    description: 'Asked for, offered, granted and given, with what each is worth.',
  }),
  open: answer.yesNo(true),
  owing: answer.yesNo(false),
  owed: answer.list(
    answer.object({
      'grant?': answer.text('G1'),
      kind: answer.oneOf(REMEDIES, 'refund'),
      'worth?': answer.object({ minor: answer.whole(12_050), currency: answer.text('CNY') }),
    }),
  ),
  'nextDueAt?': answer.instant('2026-10-02T08:55:00.000Z'),
  'nextDueClock?': answer.text('resolve'),
  breached: answer.yesNo(false),
  breachedClocks: answer.list(answer.text('resolve')),
  clocks: answer.list(runningClock),
  updatedAt: answer.instant(),
});

/** A case as a list shows it. */
type ListedCase = Omit<OpenCase, 'respondents'>;

export const openCases = query({
  name: 'openCases',
  summary: 'Open cases, the next due first (REP-1).',
  group: 'Lists and reports',
  at: 'cases',
  asks: {
    owner: filters.owner,
    department: filters.department,
    severity: filters.severity,
    stage: field.choice(STAGES, { optional: true, example: 'dispatched' }),
    procedure: filters.procedure,
    sort: field.choice(['nextDueAt', 'receivedAt', 'updatedAt'], {
      optional: true,
      description: 'Default: the most urgent first.',
    }),
    breached: field.yesNo({ optional: true, description: 'Only cases with (or without) a missed clock.' }),
    owing: field.yesNo({
      optional: true,
      description: 'Only cases that owe (or do not owe) something granted.',
    }),
    ...pageFields,
  },
  who: ofManyCases,
  reads: () => [OPEN_CASES],
  answers: answer.page(openCase),
  compressed: true,
  async run(asked, { readModels }, reader) {
    const { owner, department, severity, stage, procedure, breached, owing, sort = 'nextDueAt' } = asked;
    const list = {
      where: [
        { field: 'open', equals: true },
        ...equal({ owner, department, severity, stage, procedure, breached, owing }),
      ],
      sort: { field: sort, direction: sort === 'nextDueAt' ? 'ascending' : 'descending' } as const,
    };
    const page = await pageFor(
      pageOf(asked),
      async (part) => (await walk(readModels, OPEN_CASES, list, part)) as Page<OpenCase>,
      (found) => Promise.resolve(found.filter((each) => reader === undefined || isListedFor(each, reader))),
    );
    return { ...page, items: page.items.map(shownInList) };
  },
  commandLine: {
    words: 'cases list',
    description: 'open cases, the most urgent first',
    shows: (page) => [...casesShown(page), ...morePages(page)],
  },
});

/** Whom a case is about stands in its document for the sake of who may find it, and is not shown (INV-4). */
const shownInList = ({ respondents: _, ...shown }: OpenCase): ListedCase => shown;

function casesShown({ items }: Page<ListedCase>): readonly ShownPart[] {
  if (items.length === 0) return ['No open case matches.\n'];
  return [
    {
      head: [
        'case',
        'procedure',
        'stage',
        'severity',
        'category',
        'department',
        'owner',
        'next due',
        'missed',
        'owed',
      ],
      rows: items.map((item) => [
        ...[item.caseId, item.procedure, item.stage, item.severity, item.category],
        ...[item.department, item.owner, { at: item.nextDueAt }, item.breachedClocks.join(', ')],
        item.owed.map(({ kind, worth }) => remedyOf(kind, worth)).join(', '),
      ]),
    },
  ];
}

const remedyOf = (kind: string, worth: Money | undefined): string => `${words(kind)}: ${worthText(worth)}`;
