import { answer } from '#event-sourcing';
import { CLOCK_KINDS } from '#procedures';
import { damageOfCase } from '../reading/damage.ts';
import { CASE_ID, caseField, noSuchCase, query } from '../reading/query.ts';
import { ofOneCase } from '../reading/reading.ts';
import { explainDeadlines } from './explain-deadlines.ts';

const interval = answer.object({
  from: answer.instant(),
  to: answer.instant('2026-09-30T10:00:00.000Z'),
  counts: answer.yesNo(true),
  why: answer.oneOf([
    ...['elapsed', 'workingDay', 'openHours', 'closed', 'weekend', 'holiday', 'makeUpDay', 'startDay'],
    ...['calendarDay', 'paused', 'extension', 'carriedOver'],
  ]),
  'note?': answer.text('National Day'),
});

const clockEvent = answer.object({
  type: answer.text('DeadlineSet'),
  revision: answer.text('0'),
  'happenedAt?': answer.happenedAt,
  recordedAt: answer.instant(),
  data: answer.anything,
});

const clock = {
  clock: answer.text('resolve'),
  rule: answer.text('resolve'),
  kind: answer.oneOf(CLOCK_KINDS, 'resolve'),
  procedure: answer.text('residential-property@1', {
    description: 'That of the case; of a clock that is over, the version that held for it then (D13).',
  }),
  'title?': answer.text('Resolved within two days'),
  'requirement?': answer.text('CLK-3'),
  subject: answer.object({ kind: answer.text('case'), id: answer.text('case') }),
  startedAt: answer.instant(),
  'countsFrom?': answer.instant(),
  startedBy: answer.text('received'),
  allowance: { ...answer.anything, example: { elapsedMinutes: 2880 } },
  dueAt: answer.instant('2026-10-02T08:55:00.000Z'),
  'warnAt?': answer.instant('2026-10-01T20:55:00.000Z'),
  'provisional?': answer.yesNo(false),
  status: answer.oneOf(['running', 'met', 'cancelled', 'expired']),
  breached: answer.yesNo(false),
  'extendedTo?': answer.instant(),
  'pausedSince?': answer.instant(),
  pauses: answer.list(
    answer.object({
      from: answer.instant(),
      'to?': answer.instant(),
      reason: answer.text('waitingForComplainant'),
    }),
  ),
  intervals: answer.list(interval, {
    description: 'From start to due time; the counted ones add up to the allowance.',
  }),
  history: answer.list(clockEvent),
};

export const deadlines = query({
  name: 'deadlines',
  summary: 'Every clock of a case, explained (D12).',
  group: 'Cases',
  at: 'cases/:caseId/deadlines',
  asks: { caseId: caseField },
  who: ofOneCase,
  reads: () => [],
  answers: answer.object({
    caseId: answer.text(CASE_ID),
    procedure: answer.text('residential-property@1'),
    timeZone: answer.text('Asia/Shanghai'),
    'rulesMissing?': {
      ...answer.yesNo(true),
      description:
        'The file of this version is not there, or says something else than when the case was opened: due times stand as recorded, and are not explained.',
    },
    clocks: answer.list({ ...answer.object(clock), additionalProperties: true }),
    'damage?': damageOfCase,
  }),
  run: async ({ caseId }, { history, procedures }) =>
    explainDeadlines(caseId, await history(caseId), procedures),
  absent: noSuchCase,
});
