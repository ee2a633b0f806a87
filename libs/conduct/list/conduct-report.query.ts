import { answer, equal, personKey } from '#event-sourcing';
import { CASE_FACTS, monthField, pagesOf, qualityIn, type Quality } from '#cases';
import { procedureFilter, query, readsConduct } from './reading.ts';
import { isComplaint, type Entry } from '../record/state.ts';
import { CONDUCT, type ConductDocument } from './conduct.projection.ts';
import { remembered } from './remembered.ts';

/** What counted against one person in a month, beside how well they handled what they had (CON-5, REP-8). */
interface Row {
  readonly record: string;
  readonly person: string;
  readonly procedure: string;
  readonly complaints: number;
  readonly violations: readonly {
    readonly violation: string;
    readonly count: number;
    readonly points: number;
  }[];
  readonly points: number;
  readonly steps: readonly { readonly step: string; readonly status: string }[];
  /** Of all that they had in the month; absent: nothing. */
  readonly handling?: Pick<
    Quality,
    'cases' | 'averageMinutes' | 'firstContactSettled' | 'satisfied' | 'reopened'
  >;
}

export const conductReport = query({
  name: 'conductReport',
  summary:
    'What counted against people in a month: confirmed complaints, points by violation, steps, beside how well they handled their cases (REP-8, CON-5).',
  group: 'Conduct',
  at: 'reports/conduct/:month',
  asks: { month: monthField, procedure: procedureFilter },
  who: { readers: ['operations', 'compliance'] },
  reads: () => [CONDUCT, CASE_FACTS],
  answers: {
    ...answer.anything,
    description:
      'A row for each record that the reader may read; its address is `GET /conduct/{record}` (REP-10).',
    example: { month: '2026-09', rows: [{ record: 'supermarket-authority.lin', complaints: 2, points: 0 }] },
  },
  async run({ month, procedure }, ports, reader) {
    const rows: Row[] = [];
    const { owners } = await qualityIn({ month, procedure }, ports);
    const handled = new Map(owners.map((each) => [each.key, each]));
    const where = equal({ months: month, procedure });
    for await (const page of pagesOf<ConductDocument>(CONDUCT, where, ports))
      for (const found of page.filter((each) => readsConduct(each, reader, ports))) {
        const known = remembered(found, ports);
        if (known.months.includes(month))
          rows.push(rowOf(known, month, handled.get(personKey(found.person))));
      }
    return { month, rows: rows.toSorted((left, right) => (left.record < right.record ? -1 : 1)) };
  },
  commandLine: {
    words: 'report conduct',
    description: 'what counted against people in a month, beside how well they handled their cases',
    options: { month: 'such as 2026-09', procedure: 'only records under this procedure' },
    shows: ({ rows }) => [
      {
        head: ['person', 'procedure', ...NUMERIC, 'steps', ...HANDLED],
        rows: rows.map(({ handling, ...row }) => [
          ...[row.person, row.procedure, row.complaints, row.points],
          row.steps.map(({ step, status }) => `${step} (${status})`).join(', '),
          ...[handling?.cases.count, { minutes: handling?.averageMinutes }],
          ...[handling?.firstContactSettled, handling?.satisfied, handling?.reopened].map((each) => ({
            share: each?.share,
          })),
        ]),
        numeric: [...NUMERIC, ...HANDLED],
      },
    ],
  },
});

const NUMERIC = ['complaints', 'points'];
const HANDLED = ['cases', 'to resolve', 'at first contact', 'satisfied', 'reopened'];

function rowOf(document: ConductDocument, month: string, quality: Quality | undefined): Row {
  const { record, person, procedure, proposals } = document;
  const entries = document.entries.filter(({ on, status }) => status === 'standing' && on?.startsWith(month));
  const ids = new Set(entries.map(({ entry }) => entry));
  return {
    ...{ record, person, procedure },
    complaints: entries.filter(isComplaint).length,
    violations: violationsIn(entries),
    points: entries.reduce((sum, { violation }) => sum + (violation?.points ?? 0), 0),
    steps: proposals
      .filter(({ basis, status }) => status !== 'lapsed' && basis.some((entry) => ids.has(entry)))
      .map(({ step, status }) => ({ step, status })),
    ...(quality && { handling: handlingOf(quality) }),
  };
}

const handlingOf = ({ cases, averageMinutes, firstContactSettled, satisfied, reopened }: Quality) => ({
  ...{ cases, firstContactSettled, satisfied, reopened },
  ...(averageMinutes !== undefined && { averageMinutes }),
});

function violationsIn(entries: readonly Entry[]): Row['violations'] {
  const kinds = [...new Set(entries.flatMap(({ violation }) => violation?.kind ?? []))].sort();
  return kinds.map((kind) => {
    const found = entries.flatMap(({ violation }) => (violation?.kind === kind ? [violation.points] : []));
    return { violation: kind, count: found.length, points: found.reduce((sum, points) => sum + points, 0) };
  });
}
