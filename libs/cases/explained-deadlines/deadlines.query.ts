import { answer, field } from '#event-sourcing';
import { CLOCK_KINDS, LANGUAGES } from '#procedures';
import { damageOfCase } from '../reading/damage.ts';
import { CASE_ID, caseField, noSuchCase, query } from '../reading/query.ts';
import { ofOneCase, termsFor } from '../reading/reading.ts';
import { deadlinePicture } from './deadline-picture.ts';
import { explainDeadlines } from './explain-deadlines.ts';
import { sentencesOf } from './told-deadlines.ts';

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
  sentences: answer.list(answer.text('Due 2026-10-02 16:55.'), {
    description: 'Why it is due when it is, in the language that was asked for (D12).',
  }),
};

export const deadlines = query({
  name: 'deadlines',
  summary: 'Every clock of a case, explained (D12).',
  group: 'Cases',
  at: 'cases/:caseId/deadlines',
  asks: {
    caseId: caseField,
    language: field.choice(LANGUAGES, { optional: true, description: 'Of the sentences; default: en.' }),
    picture: field.yesNo({ optional: true, description: 'With a picture (SVG) of all clocks.' }),
  },
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
    'picture?': answer.text('<svg xmlns="http://www.w3.org/2000/svg">…</svg>'),
    'damage?': damageOfCase,
  }),
  async run({ caseId, language = 'en', picture }, { history, procedures }, reader) {
    // What a step of a plan is about may be what was agreed (SOL-7).
    const events = termsFor(reader, await history(caseId), procedures);
    const explained = explainDeadlines(caseId, events, procedures);
    return (
      explained && {
        ...explained,
        clocks: explained.clocks.map(({ zh, ...each }) => ({
          ...each,
          ...(language === 'zh' && zh !== undefined && { title: zh }),
          sentences: sentencesOf(each, explained, language),
        })),
        ...(picture === true && { picture: deadlinePicture(explained) }),
      }
    );
  },
  absent: noSuchCase,
  commandLine: {
    words: 'cases deadlines',
    description: 'every clock of a case: when it is due, and why',
    options: {
      caseId: 'number of the case',
      language: 'of the sentences: en, zh',
      picture: 'only a picture of all clocks, as SVG',
    },
    shows: ({ caseId, procedure, timeZone, clocks, picture }) =>
      picture === undefined
        ? [
            `Case ${caseId} (${procedure}), times of ${timeZone}\n`,
            ...clocks.map(
              ({ clock: name, title = name, requirement, sentences }) =>
                `${title}${requirement === undefined ? '' : ` (${requirement})`}\n${sentences.map((each) => `  ${each}\n`).join('')}`,
            ),
          ]
        : [`${picture}\n`],
  },
});
