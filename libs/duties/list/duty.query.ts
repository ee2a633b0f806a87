import { answer, type ShownPart } from '#event-sourcing';
import { caseLog, isListedFor, listedCases, OPEN_CASES, type OpenCase, type Reader } from '#cases';
import { deadlineOfTurn, type DeadlineInterval } from '#procedures';
import { DUTIES, type DutyDocument } from './duties.projection.ts';
import { listedDuty, type ListedDuty } from './duties.query.ts';
import { dutyFields } from './duty.answer.ts';
import { dutyField, forWhoeverAnswers, noDutyFor, query, type DutyQueryPorts } from './query.ts';
import { isDutyFor } from './visible.ts';

/** A case that the turn is about, as far as the reader may know of it (INV-4). */
interface CaseOfDuty {
  readonly caseId: string;
  readonly stage: string;
  readonly severity?: string;
  readonly owner?: string;
  readonly nextDueAt?: string;
  /** Of a review. */
  readonly reviewed?: boolean;
  /** Of a spot check. */
  readonly result?: 'sound' | 'faulty';
}

interface ToldDuty extends ListedDuty, Pick<DutyDocument, 'seed' | 'pool'> {
  /** Why it is due when it is (D12); empty where the file says otherwise by now. */
  readonly intervals: readonly DeadlineInterval[];
  readonly cases: readonly CaseOfDuty[];
  /** How many of the log nobody had reviewed when the turn was over. */
  readonly notReviewed?: number;
}

const interval = answer.object({
  from: answer.instant('2026-11-26T16:00:00.000Z'),
  to: answer.instant('2026-11-27T14:00:00.000Z'),
  counts: answer.yesNo(true),
  why: answer.text('workingDay'),
  'note?': answer.text('National Day'),
});

const caseOfDuty = answer.object({
  caseId: answer.text('7F3K-9M2Q-X4TB'),
  stage: answer.text('dispatched'),
  'severity?': answer.text('important'),
  'owner?': answer.text('lu.wei'),
  'nextDueAt?': answer.instant(),
  'reviewed?': answer.yesNo(true),
  'result?': answer.oneOf(['sound', 'faulty']),
});

export const duty = query({
  name: 'duty',
  summary:
    'One turn of a duty: why it is due when it is, and the cases that it is about (REP-5, REP-6, REP-7, D12).',
  group: 'Duties',
  at: 'duties/:dutyId',
  asks: { dutyId: dutyField },
  who: forWhoeverAnswers,
  reads: () => [DUTIES, OPEN_CASES],
  answers: answer.object({
    ...dutyFields,
    intervals: answer.list(interval, { description: 'From its beginning to its due time (D12).' }),
    cases: answer.list(caseOfDuty, {
      description: 'The log of a review or list, or what was drawn; without those that are about the reader.',
    }),
    'notReviewed?': answer.whole(0),
    'seed?': answer.text('5f0c…', { description: 'What was drawn with (REP-6).' }),
    'pool?': answer.object({ count: answer.whole(17), hash: answer.text('9b74…') }),
  }),
  run: async ({ dutyId }, ports, reader): Promise<ToldDuty | undefined> => {
    const document = (await ports.readModels.get(DUTIES, dutyId)) as DutyDocument | undefined;
    if (document === undefined || (reader !== undefined && !isDutyFor(document, reader))) return undefined;
    const { seed, pool, notReviewed } = document;
    return {
      ...listedDuty(document, ports.procedures),
      intervals: explained(document, ports),
      cases: await casesOf(document, ports, reader),
      ...(notReviewed && { notReviewed: notReviewed.count }),
      ...(seed !== undefined && { seed }),
      ...(pool && { pool }),
    };
  },
  absent: noDutyFor,
  commandLine: {
    words: 'duties show',
    description: 'one turn of a duty, why it is due when it is, and its cases',
    shows: shown,
  },
});

function explained(document: DutyDocument, { procedures }: DutyQueryPorts): readonly DeadlineInterval[] {
  const procedure = procedures.get(document.procedure, document.procedureVersion);
  const rule = procedure?.duties.find(({ id }) => id === document.duty);
  if (procedure === undefined || rule === undefined) return [];
  const { dueAt, intervals } = deadlineOfTurn(rule, procedure, document);
  return dueAt === document.dueAt ? intervals : [];
}

async function casesOf(
  document: DutyDocument,
  ports: DutyQueryPorts,
  reader: Reader | undefined,
): Promise<readonly CaseOfDuty[]> {
  const found = await listed(document, ports);
  const { reviewed, checked, work } = document;
  return found
    .filter((each) => reader === undefined || isListedFor(each, reader))
    .map(({ caseId, stage, severity, owner, nextDueAt }) => {
      const result = checked.find((each) => each.caseId === caseId)?.result;
      return {
        ...{
          caseId,
          stage,
          ...(severity !== undefined && { severity }),
          ...(owner !== undefined && { owner }),
        },
        ...(nextDueAt !== undefined && { nextDueAt }),
        ...(work === 'review' && { reviewed: reviewed.includes(caseId) }),
        ...(result !== undefined && { result }),
      };
    });
}

async function listed(document: DutyDocument, ports: DutyQueryPorts): Promise<readonly OpenCase[]> {
  const { work, procedure, site, opensAt: from, dueAt: until, drawn = [] } = document;
  switch (work) {
    case 'review':
    case 'caseList':
      return caseLog({ procedure, site, from, until }, ports);
    case 'spotCheck':
      return [...(await listedCases(ports.readModels, drawn)).values()] as OpenCase[];
    case 'report':
    case 'boxOpening':
    case 'meeting':
      return [];
  }
}

function shown(told: ToldDuty): readonly ShownPart[] {
  return [
    {
      facts: [
        ['duty', told.title ?? told.duty],
        ['owed by', [told.owner, ...(told.site === undefined ? [] : [`at ${told.site}`])].join(' ')],
        ['answers to', told.answersTo.join(', ')],
        ['is', told.missed ? `${told.status}, missed` : told.status],
        ['taken up by', told.takenUpBy],
        ['not reviewed', told.notReviewed === undefined ? undefined : String(told.notReviewed)],
        ['drawn with', told.seed],
      ],
    },
    {
      head: ['from', 'to', 'counts', 'because'],
      rows: told.intervals.map(({ from, to, counts, why, note }) => [
        ...[{ at: from }, { at: to }, counts ? 'yes' : 'no', [why, note ?? ''].join(' ').trim()],
      ]),
    },
    ...(told.cases.length === 0
      ? []
      : [
          {
            head: ['case', 'stage', 'severity', 'owner', 'next due', 'looked at'],
            rows: told.cases.map((each) => [
              ...[each.caseId, each.stage, each.severity, each.owner, { at: each.nextDueAt }],
              ...[each.result ?? (each.reviewed === undefined ? '' : each.reviewed ? 'yes' : 'not yet')],
            ]),
          },
        ]),
  ];
}
