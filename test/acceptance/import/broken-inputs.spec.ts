import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { RejectedRow } from '#import';
import { historyOf } from '../../faults/histories.ts';
import { redress, runProgram } from '../../faults/processes.ts';
import { cfpbRow, HEADER } from '../../faults/synthetic.ts';
import { inputs, references, reportOf } from './broken-inputs.fixtures.ts';

const { at, write, imported } = inputs();

/** What only rejected rows hold. */
const MARK = 'REJECTED';
const marked = (number: number): string => cfpbRow(number, { state: MARK });
const withField = (number: number, column: string, value: string): string => {
  const fields =
    marked(number)
      .match(/("([^"]|"")*"|[^,]*)(,|$)/g)
      ?.map((field) => field.replace(/,$/, '')) ?? [];
  return fields.with(HEADER.split(',').indexOf(column), value).slice(0, HEADER.split(',').length).join(',');
};

/** Each line of the file with why it is rejected, or nothing where it is good. */
const LINES: readonly (readonly [text: string | Buffer, reason?: RegExp])[] = [
  [cfpbRow(1)],
  [withField(2, 'State', `"${MARK}"ED`), /^text stands behind a closing quotation mark$/],
  [cfpbRow(3)],
  [Buffer.concat([Buffer.from(withField(4, 'State', MARK)), Buffer.from([0xe9, 0x2c])]), /not valid UTF-8/],
  [withField(5, 'State', `${MARK}"ED"`), /quotation mark stands inside a field/],
  [withField(1, 'State', MARK), /the same reference stands on line 2/],
  [
    withField(7, 'Submitted via', 'Carrier pigeon'),
    /column "Submitted via": the mapping does not know the value "Carrier pigeon"/,
  ],
  [withField(8, 'Complaint ID', ' '), /column "Complaint ID" is empty/],
  [withField(9, 'Complaint ID', 'x'.repeat(201)), /column "Complaint ID" is longer than 200 characters/],
  [withField(10, 'Sub-issue', 'x'.repeat(10_001)), /column "Sub-issue" is longer than 2000 characters/],
  [
    withField(11, 'Company public response', 'x'.repeat(2_001)),
    /the public response is longer than 2000 characters/,
  ],
  [withField(12, 'Date submitted', '2020-13-01'), /column "Date submitted": "2020-13-01" is no calendar day/],
  [withField(13, 'Date submitted', '2020-02-30'), /"2020-02-30" is no calendar day/],
  [withField(14, 'Date submitted', '2999-01-01'), /\(in-the-future\)|future/],
  [cfpbRow(15)],
  [`${MARK},too,few`, /the row has 3 fields where the header has 12/],
  [withField(17, 'Product', ''), /column "Product" is empty/],
  [cfpbRow(18)],
  // Opens a quotation mark that nothing closes: the rows behind it are read all the same.
  [withField(19, 'Timely response?', `"${MARK}`), /nothing closes it|text stands behind/],
  [cfpbRow(20)],
  [cfpbRow(22)],
];

describe('a file with broken rows (INT-11)', () => {
  const bytes = Buffer.concat(
    [HEADER, ...LINES.map(([text]) => text)].flatMap((line) => [Buffer.from(line), Buffer.from('\n')]),
  );
  const bad = LINES.flatMap(([, reason], index) =>
    reason === undefined ? [] : [{ line: index + 2, reason }],
  );

  it('takes every good row and names line and reason of every other; nothing of those remains', async () => {
    const ended = await imported(
      'rows',
      write('rows.csv', bytes),
      'cfpb',
      '--rejected',
      at('rejected.ndjson'),
    );
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain(`${String(bad.length)} of ${String(LINES.length)} rows were rejected`);
    const report = reportOf(ended);
    expect(report).toMatchObject({
      rows: LINES.length,
      imported: LINES.length - bad.length,
      alreadyThere: 0,
    });
    expect(report.rejected.map(({ line }) => line)).toEqual(bad.map(({ line }) => line));
    for (const [index, { reason }] of bad.entries()) expect(report.rejected[index]?.reason).toMatch(reason);
    const file = readFileSync(at('rejected.ndjson'), 'utf8').trimEnd().split('\n');
    expect(file.map((line) => JSON.parse(line) as RejectedRow)).toEqual(report.rejected);

    const events = await historyOf(at('rows'));
    expect(references(events)).toEqual([1, 3, 15, 18, 20, 22].map((number) => String(5_000_000 + number)));
    for (const { stored } of events) expect(stored.data).not.toContain(MARK);
  });

  it('gives the same answer again, and takes a row once it is put right', async () => {
    const mended = LINES.map(([text], index) => (index === 6 ? cfpbRow(7) : text));
    const file = write(
      'mended.csv',
      Buffer.concat([HEADER, ...mended].flatMap((line) => [Buffer.from(line), Buffer.from('\n')])),
    );
    const report = reportOf(await imported('rows', file));
    expect(report).toMatchObject({ imported: 1, alreadyThere: LINES.length - bad.length });
    expect(report.rejected).toHaveLength(bad.length - 1);
  });

  it('shows line, reference and reason to people too, in the real program', async () => {
    const ended = await runProgram({
      args: redress('--data', at('rows'), 'import', at('rows.csv'), '--mapping', 'cfpb'),
    });
    expect(ended.code).toBe(3);
    expect(ended.stdout).toMatch(/7 │ 5000001\s+│ the same reference stands on line 2/);
  });
});

describe('a row that changed since it was imported (INT-11)', () => {
  it('is rejected, and what was recorded stays', async () => {
    expect(
      (await imported('changed', write('first.csv', `${HEADER}\n${cfpbRow(1)}\n${cfpbRow(2)}\n`))).code,
    ).toBe(0);
    const before = await historyOf(at('changed'));
    const ended = await imported(
      'changed',
      write('second.csv', `${HEADER}\n${marked(1)}\n${cfpbRow(2)}\n${cfpbRow(3)}\n`),
    );
    expect(ended.code).toBe(3);
    expect(reportOf(ended)).toMatchObject({
      ...{ rows: 3, imported: 1, alreadyThere: 1 },
      rejected: [
        {
          line: 2,
          reference: '5000001',
          reason: 'it was imported before with other content; an import never overwrites',
        },
      ],
    });
    expect((await historyOf(at('changed'))).slice(0, before.length)).toEqual(before);
  });
});

describe('an NDJSON file with garbage in it (INT-11)', () => {
  const row = (number: number, more: object = {}): string => {
    const names = HEADER.split(',');
    const values = (cfpbRow(number).match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? []).map((field) =>
      field.replace(/,$/, '').replace(/^"|"$/g, ''),
    );
    return JSON.stringify({
      ...Object.fromEntries(names.map((name, index) => [name, values[index] ?? ''])),
      ...more,
    });
  };

  it('names line and reason of each garbage line and takes the others', async () => {
    const lines = [
      `\uFEFF${row(1)}`,
      `{"Complaint ID": "${MARK}"`,
      '["a list"]',
      '',
      row(2, { State: { deep: MARK } }),
      row(3, { State: 'line\u2028separator' }),
      row(4).replace('"Complaint ID":"5000004"', '"Complaint ID":12345678901234567890'),
      row(5).replace('"Complaint ID":"5000005"', '"Complaint ID":12345678901234567891'),
      `${row(6).slice(0, -1)},"Sub-issue":"${MARK} \\ud800"}`,
      'null',
    ];
    const ended = await imported('ndjson', write('rows.ndjson', lines.join('\n')));
    expect(ended.code).toBe(3);
    expect(reportOf(ended)).toMatchObject({
      ...{ rows: 9, imported: 4, alreadyThere: 0 },
      rejected: [
        { line: 2, reason: 'the line is not valid JSON' },
        { line: 3, reason: 'the line is no JSON object' },
        { line: 5, reason: '"State" is neither text, number nor truth value' },
        { line: 9, reason: '"Sub-issue" holds half a character' },
        { line: 10, reason: 'the line is no JSON object' },
      ],
    });
    const events = await historyOf(at('ndjson'));
    expect(references(events)).toEqual([
      '5000001',
      '5000003',
      '12345678901234567890',
      '12345678901234567891',
    ]);
    for (const { stored } of events) expect(stored.data).not.toContain(MARK);
  });
});
