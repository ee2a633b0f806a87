import { describe, expect, it } from 'vitest';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { runs } from '#event-sourcing/testing';
import { csvRecords, type CsvRecord } from './csv-records.ts';
import { linesOf } from './lines.ts';

// eslint-disable-next-line @typescript-eslint/require-await -- a stream in small
async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(text: string | Buffer, chunk = 1 << 16): Promise<readonly CsvRecord[]> {
  const records: CsvRecord[] = [];
  for await (const record of csvRecords(linesOf(inChunks(Buffer.from(text), chunk)))) records.push(record);
  return records;
}

const fieldsOf = (records: readonly CsvRecord[]): readonly (readonly string[])[] =>
  records.map((record) => {
    if ('problem' in record) throw new Error(record.problem);
    return record.fields;
  });

const quoted = (field: string): string => `"${field.replaceAll('"', '""')}"`;
const CLOSES_NOWHERE = 'a quotation mark opens a field here and nothing closes it';
const BEHIND = 'text stands behind a closing quotation mark';

describe('reading CSV (INT-11)', () => {
  it('gives each record the line that it begins on', async () => {
    expect(await read('a,b\r\n1,"x\r\ny"\r\n\r\n2,"say ""no"""\n3,')).toEqual([
      { line: 1, fields: ['a', 'b'] },
      { line: 2, fields: ['1', 'x\r\ny'] },
      { line: 5, fields: ['2', 'say "no"'] },
      { line: 6, fields: ['3', ''] },
    ]);
  });

  it.each([
    ['1,"ab"c', BEHIND],
    ['1,a"b', 'a quotation mark stands inside a field that does not begin with one'],
    ['1,"ab', BEHIND],
  ])('loses the line %s and no other', async (broken, problem) => {
    expect(await read(`0,x\n${broken}\n2,"y"\n3,z\n`)).toEqual([
      { line: 1, fields: ['0', 'x'] },
      { line: 2, problem },
      { line: 3, fields: ['2', 'y'] },
      { line: 4, fields: ['3', 'z'] },
    ]);
  });

  it('reads on behind a quotation mark that nothing closes, to the end of the file or over a million characters', async () => {
    const rows = Array.from({ length: 60_000 }, (_, number) => `${String(number)},a plain row`);
    const records = await read(['0,"open', ...rows].join('\n'));
    expect(records[0]).toEqual({ line: 1, problem: CLOSES_NOWHERE });
    expect(records).toHaveLength(60_001);
    expect(await read('1,"open\n2,x\n')).toEqual([
      { line: 1, problem: CLOSES_NOWHERE },
      { line: 2, fields: ['2', 'x'] },
    ]);
  });

  it('loses a line that is not UTF-8, or far too long, and no other', async () => {
    const latin = Buffer.concat([Buffer.from('1,a\n2,'), Buffer.from([0xe9]), Buffer.from('\n3,\uFFFD\n')]);
    expect(await read(latin)).toEqual([
      { line: 1, fields: ['1', 'a'] },
      { line: 2, problem: 'the line is not valid UTF-8' },
      // A replacement character that stands in the file itself is a character like any other.
      { line: 3, fields: ['3', '\uFFFD'] },
    ]);
    expect(await read(`1,${'x'.repeat(1_000_001)}\n2,b\n`, 999)).toEqual([
      { line: 1, problem: 'the line is longer than 1,000,000 bytes' },
      { line: 2, fields: ['2', 'b'] },
    ]);
  });

  it('takes no notice of a byte order mark, nor of how the bytes arrive', async () => {
    const text = '\uFEFFname,é\n"\u2028 line",漢字\n';
    for (const chunk of [1, 2, 3, 100])
      expect(fieldsOf(await read(text, chunk))).toEqual([
        ['name', 'é'],
        ['\u2028 line', '漢字'],
      ]);
  });

  const field = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r\n', 'a', ' '), maxLength: 8 }),
  );
  const records = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 12 });

  it('gives back every record that was written, and the same as another reader of CSV', async () => {
    await fc.assert(
      fc.asyncProperty(records, fc.integer({ min: 1, max: 40 }), async (written, chunk) => {
        const text = written.map((each) => each.map(quoted).join(',')).join('\n');
        expect(fieldsOf(await read(text, chunk))).toEqual(written);
        expect(parse(text, { relax_column_count: true, record_delimiter: '\n' })).toEqual(written);
      }),
    );
  });

  it('never loses a line without a word, whatever the file holds', async () => {
    const line = fc.string({ unit: fc.constantFrom('"', ',', 'a', 'b', '\r'), maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 20 }), async (lines) => {
        const found = await read(lines.join('\n'));
        let next = 1;
        for (const record of found) {
          const skipped = lines.slice(next - 1, record.line - 1);
          expect(skipped.filter((each) => each !== '' && each !== '\r')).toEqual([]);
          next = record.line + ('problem' in record ? 1 : record.fields.join().split('\n').length);
        }
        expect(lines.slice(next - 1).filter((each) => each !== '' && each !== '\r')).toEqual([]);
      }),
      { numRuns: runs(200) },
    );
  });
});
