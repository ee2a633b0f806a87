import { answer } from '#event-sourcing';
import { CLOCK_KINDS } from '#procedures';
import { CHANNELS, CONTACT_KINDS, FLAGS, REMEDIES } from '../case/events/fields.ts';
import { ENDINGS, OPTION_STATUSES, STAGES } from '../case/state.ts';
import { CASE_ID } from '../reading/query.ts';

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

/** What a list answers of a case. */
export const openCase = answer.object({
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
  'handOver?': answer.object({
    id: answer.text('leave-of-staff-003'),
    'from?': answer.text('staff-003'),
    to: answer.text('staff-004'),
  }),
  'department?': answer.text('engineering'),
  'site?': answer.text('riverside'),
  level: answer.text('frontline'),
  'levelAwaited?': answer.yesNo(true),
  'confidentialFrom?': answer.text('office-director', {
    description:
      'The terms of the settlement are confidential: told in the case alone, from this level on (SOL-7).',
  }),
  flags: answer.list(answer.oneOf(FLAGS)),
  dispatches: answer.list(dispatch),
  reopened: answer.whole(0),
  'extensionsAsked?': answer.list(
    answer.object({
      request: answer.text('X1'),
      clock: answer.text('resolve'),
      to: answer.instant('2026-10-04T08:55:00.000Z'),
      by: answer.list(answer.text('staff-004')),
      level: answer.text('office-director'),
      'answered?': answer.yesNo(true),
    }),
  ),
  remedies: answer.list({
    ...answer.anything,
    description: 'Asked for, offered, granted and given, with what each is worth.',
  }),
  open: answer.yesNo(true),
  owing: answer.yesNo(false),
  owed: answer.list(
    answer.object({
      'grant?': answer.text('G1'),
      'kind?': answer.oneOf(REMEDIES, 'refund'),
      'worth?': answer.object({ minor: answer.whole(12_050), currency: answer.text('CNY') }),
    }),
  ),
  asksForDecision: answer.yesNo(false),
  'nextDueAt?': answer.instant('2026-10-02T08:55:00.000Z'),
  'nextDueClock?': answer.text('resolve'),
  'comingAt?': answer.instant('2026-10-02T08:55:00.000Z'),
  breached: answer.yesNo(false),
  breachedClocks: answer.list(answer.text('resolve')),
  clocks: answer.list(runningClock),
  updatedAt: answer.instant(),
});
