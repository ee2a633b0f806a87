import { mkdirSync, readFileSync, truncateSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sampled } from '#event-sourcing/testing';
import { historyOf } from '../../faults/histories.ts';
import { cfpbText, HEADER, writeGzip } from '../../faults/synthetic.ts';
import { inputs, references, reportOf } from './broken-inputs.fixtures.ts';

const { at, write, imported } = inputs();

describe('a file that cannot be used (INT-11)', () => {
  const ROWS = sampled({ full: 3_000, sample: 500 });

  it('breaks off in the middle: the rows before are there whole, and the message says how many', async () => {
    const file = at('cut.csv.gz');
    await writeGzip(file, cfpbText(ROWS));
    truncateSync(file, Math.floor((await stat(file)).size * 0.6));
    const ended = await imported('cut', file);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    const [, rows = '', taken = ''] =
      /cannot be read to its end: .*; (\d+) rows before that were read \((\d+) imported/.exec(ended.stderr) ??
      [];
    expect(Number(rows)).toBeGreaterThan(100);
    expect(taken).toBe(rows);
    expect(references(await historyOf(at('cut')))).toEqual(
      Array.from({ length: Number(rows) }, (_, number) => String(5_000_000 + number)),
    );
    await writeGzip(file, cfpbText(ROWS));
    expect(reportOf(await imported('cut', file))).toMatchObject({
      rows: ROWS,
      alreadyThere: Number(rows),
      rejected: [],
    });
  });

  const refused = async (file: string, ...saying: readonly RegExp[]): Promise<void> => {
    const ended = await imported('untouched', file);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    for (const words of saying) expect(ended.stderr).toMatch(words);
    expect(await historyOf(at('untouched'))).toEqual([]);
  };

  it('is not there', () => refused(at('nowhere.csv'), /nowhere\.csv: there is no such file/));
  it('is a folder', () => {
    mkdirSync(at('folder.csv'));
    return refused(at('folder.csv'), /folder\.csv: there is no such file/);
  });
  it('has an ending that says nothing', () =>
    refused(write('rows.xlsx', 'x'), /rows\.xlsx: expected a file ending in \.csv, \.ndjson/));
  it('lacks columns that the mapping reads', () =>
    refused(
      write('other.csv', 'Complaint ID,Issue\n1,x\n'),
      /other\.csv: the header lacks "Date submitted", "Product".*is this the right mapping\?/,
    ));
  it('names a column twice', () =>
    refused(write('twice.csv', `${HEADER},Issue\n`), /the header has two columns named "Issue"/));
  it('is empty', () => refused(write('empty.csv', ''), /empty\.csv: the file is empty/));
  it('is not what its ending says', () =>
    refused(
      write('text.csv.gz', cfpbText(1)),
      /text\.csv\.gz: cannot be read to its end: incorrect header check/,
    ));
});

describe('a mapping that cannot be used (INT-11)', () => {
  const shipped = (): string =>
    readFileSync(path.join(import.meta.dirname, '../../../libs/import/mappings/cfpb.yaml'), 'utf8');

  it('is refused before anything is read: each error with its file, place and reason', async () => {
    const wrong = shipped()
      .replace('id: cfpb', 'id: My Mapping')
      .replace('Web: onlineForm', 'Web: webform')
      .replace('as: day', 'as: date')
      .replace('facts:', 'colour: blue\nfacts:');
    const ended = await imported('mapping', write('rows-1.csv', cfpbText(1)), write('wrong.yaml', wrong));
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(
      ended.stderr
        .replace(/^redress: /, '')
        .trimEnd()
        .split('\n')
        .sort(),
    ).toEqual([
      'wrong.yaml: (top level): must NOT have additional properties ("colour")',
      expect.stringMatching(
        /^wrong\.yaml: channel\.values\.Web: must be equal to one of the allowed values: phone, desk, onlineForm/,
      ),
      expect.stringMatching(/^wrong\.yaml: id: must match pattern/),
      'wrong.yaml: received.as: must be equal to one of the allowed values: day, instant',
    ]);
  });

  it('is no YAML, or is not there', async () => {
    const file = write('rows-2.csv', cfpbText(1));
    expect((await imported('mapping', file, write('broken.yaml', 'id: [cfpb'))).stderr).toMatch(
      /^redress: broken\.yaml: /,
    );
    const missing = await imported('mapping', file, 'nobody');
    expect(missing.code).toBe(1);
    expect(missing.stderr).toMatch(/There is no mapping "nobody"\. Shipped: cfpb/);
  });
});
