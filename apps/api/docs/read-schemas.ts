import { CHANNELS, CONTACT_KINDS, ENDINGS, FLAGS, OPTION_STATUSES, STAGES } from '#cases';
import { CLOCK_KINDS } from '#procedures';
import { instantSchema, list, object, oneOf, page, text, whole, yesNo, type Schema } from './schema.ts';

const CASE_ID = text('7F3K-9M2Q-X4TB');
const POSITION = text('0000000000000000042', { description: 'Opaque; for minPosition and after.' });
const REVISION = text('12', { description: 'Of the last event; the ETag without quotes.' });
const ANYTHING: Schema = { type: 'object', additionalProperties: true };
const HAPPENED_AT = text('2026-09-30T08:55:00.000Z', {
  description: 'An instant, or a day when no time is known.',
});

const actor = object({
  id: text('staff-004'),
  role: text('office-director'),
  'deputyFor?': text('staff-002', { description: 'In whose place they acted (DIS-5).' }),
});

export const commandAnswerSchema = ({
  name,
  example,
}: {
  readonly name: string;
  readonly example: string;
}): Schema =>
  object({
    [name]: text(example),
    revision: REVISION,
    position: POSITION,
    events: list(object({ type: text('CompensationGranted'), data: ANYTHING })),
    repeated: yesNo(false),
  });

const runningClock = object({
  clock: text('resolve'),
  kind: oneOf(CLOCK_KINDS, 'resolve'),
  dueAt: instantSchema('2026-10-02T08:55:00.000Z'),
  'warnAt?': instantSchema('2026-10-01T20:55:00.000Z'),
  onDue: oneOf(['breach', 'promote']),
  status: oneOf(['running', 'warned', 'paused', 'breached']),
  warned: yesNo(false),
  paused: yesNo(false),
  breached: yesNo(false),
});

const openCase = object({
  caseId: CASE_ID,
  procedure: text('residential-property'),
  procedureVersion: whole(1),
  stage: oneOf(STAGES, 'dispatched'),
  parts: object({
    concluded: yesNo(false),
    options: list(object({ option: text('S1'), status: oneOf(OPTION_STATUSES, 'offered') })),
    resolved: yesNo(false),
    outcomeNotified: yesNo(false),
    followedUp: yesNo(false),
    'ending?': oneOf(ENDINGS),
    archived: yesNo(false),
  }),
  channel: oneOf(CHANNELS),
  'contactKind?': oneOf(CONTACT_KINDS),
  'receivedAt?': HAPPENED_AT,
  'category?': text('facilities/lift'),
  'severity?': text('important'),
  'owner?': text('staff-004'),
  'department?': text('engineering'),
  level: text('frontline'),
  flags: list(oneOf(FLAGS)),
  dispatches: list(
    object({
      dispatch: text('dispatch-1'),
      department: text('engineering'),
      part: oneOf(['lead', 'contributor']),
      status: oneOf(['sent', 'received', 'returned', 'handedBack']),
    }),
  ),
  reopened: whole(0),
  open: yesNo(true),
  'nextDueAt?': instantSchema('2026-10-02T08:55:00.000Z'),
  'nextDueClock?': text('resolve'),
  breached: yesNo(false),
  breachedClocks: list(text('resolve')),
  clocks: list(runningClock),
  updatedAt: instantSchema(),
});

const breach = object({
  caseId: CASE_ID,
  clock: text('resolve'),
  kind: oneOf(CLOCK_KINDS, 'resolve'),
  'procedure?': text('residential-property'),
  'dueAt?': instantSchema('2026-10-02T08:55:00.000Z'),
  'dueMonth?': text('2026-10'),
  responsible: object({
    role: text('owner'),
    'person?': text('staff-004'),
    'level?': text('office-director'),
    'department?': text('engineering'),
  }),
  'department?': text('engineering'),
  'severity?': text('important'),
  foundBy: oneOf(['scheduler', 'lateRecord', 'import']),
  recordedAt: instantSchema(),
  status: oneOf(['open', 'settled', 'withdrawn']),
  'settledBy?': oneOf(['met', 'cancelled', 'import']),
  'resolvedAt?': HAPPENED_AT,
  'latenessMinutes?': whole(95),
});

const caseDetails = object({
  caseId: CASE_ID,
  revision: REVISION,
  updatedAt: instantSchema(),
  state: { ...ANYTHING, description: 'How the case stands, personal data included.' },
  timeline: list(
    object({
      revision: text('0'),
      position: POSITION,
      type: text('ComplaintLogged'),
      'happenedAt?': HAPPENED_AT,
      recordedAt: instantSchema(),
      actor,
      title: text('Complaint received by phone.'),
      data: ANYTHING,
    }),
  ),
});

const interval = object({
  from: instantSchema(),
  to: instantSchema('2026-09-30T10:00:00.000Z'),
  counts: yesNo(true),
  why: oneOf([
    'elapsed',
    'workingDay',
    'openHours',
    'closed',
    'weekend',
    'holiday',
    'makeUpDay',
    'startDay',
    'paused',
    'extension',
  ]),
  'note?': text('National Day'),
});

const deadlines = object({
  caseId: CASE_ID,
  procedure: text('residential-property@1'),
  timeZone: text('Asia/Shanghai'),
  clocks: list({
    ...object({
      clock: text('resolve'),
      rule: text('resolve'),
      kind: oneOf(CLOCK_KINDS, 'resolve'),
      'title?': text('Resolved within two days'),
      'requirement?': text('CLK-3'),
      startedAt: instantSchema(),
      startedBy: text('received'),
      allowance: { ...ANYTHING, example: { elapsedMinutes: 2880 } },
      dueAt: instantSchema('2026-10-02T08:55:00.000Z'),
      'warnAt?': instantSchema('2026-10-01T20:55:00.000Z'),
      status: oneOf(['running', 'met', 'cancelled', 'expired']),
      breached: yesNo(false),
      'extendedTo?': instantSchema(),
      'pausedSince?': instantSchema(),
      pauses: list(
        object({ from: instantSchema(), 'to?': instantSchema(), reason: text('waitingForComplainant') }),
      ),
      intervals: list(interval, {
        description: 'From start to due time; the counted ones add up to the allowance.',
      }),
      history: list(
        object({
          type: text('DeadlineSet'),
          revision: text('0'),
          'happenedAt?': HAPPENED_AT,
          recordedAt: instantSchema(),
          data: ANYTHING,
        }),
      ),
    }),
    additionalProperties: true,
  }),
});

/** What the queries answer. The documents go out as the read models keep them (style rule 8). */
export const READ_SCHEMAS = {
  OpenCases: page(openCase),
  Breaches: page(breach),
  MonthlyReport: {
    ...ANYTHING,
    description: 'Counts, shares, times and trends of the month.',
    example: { month: '2026-09', total: 21 },
  },
  CaseDetails: caseDetails,
  Deadlines: deadlines,
  Event: object({
    position: POSITION,
    stream: text('case-7F3K-9M2Q-X4TB'),
    revision: text('0'),
    id: text('6f9619ff-8b86-5d01-b42d-00cf4fc964ff', { format: 'uuid' }),
    type: text('ComplaintLogged'),
    data: ANYTHING,
    metadata: { ...ANYTHING, description: 'Actor, happenedAt, recordedAt, procedure, command, correlation.' },
  }),
  Procedures: list(
    object({
      id: text('residential-property'),
      version: whole(1),
      title: text('Residential property'),
      source: text('002_d0386334c5edf7ed.txt'),
    }),
  ),
  Procedure: {
    ...ANYTHING,
    description: 'The whole procedure.',
    example: { id: 'residential-property', version: 1 },
  },
  Projections: list(
    object({
      name: text('open-cases'),
      version: whole(1),
      checkpoint: POSITION,
      caughtUp: yesNo(true),
      parked: whole(0),
    }),
  ),
} as const satisfies Readonly<Record<string, Schema>>;

export type ReadSchema = keyof typeof READ_SCHEMAS;
