import { describe, expect, it } from 'vitest';
import { cfpbRow, HEADER } from '../../faults/synthetic.ts';
import { commandLine } from '../../command-line.ts';
import { inputs, reportOf } from './broken-inputs.fixtures.ts';

const { at, write, imported } = inputs();

/** A mapping of a source that names a department and says of some cases that nobody has answered yet. */
const MAPPING = `
id: offices
title: Offices
system: offices
procedure: { id: historic-import, version: 1 }
reference: No
received: { column: Date, as: day }
channel: { always: letter }
category: { group: Group, leaf: Matter }
severity: { always: unrated }
department: Office
description: [Matter]
outcome: { response: Answer, stillOpen: [In progress] }
`;
const ROWS = `No,Date,Group,Matter,Office,Answer
1,2020-03-02,Fees,Too high,Finance,Explained
2,2020-03-03,Fees,Twice,Finance,In progress
3,2020-03-04,Lift,Stands,Works,In progress
`;

interface Listed {
  readonly items: readonly { readonly category?: string; readonly department?: string }[];
}

describe('a source that says who had the case, and how far it was (INT-11)', () => {
  it('INT-11 REP-1 what is in progress there is open here, and found by its department', async () => {
    write('offices.yaml', MAPPING);
    const file = write('offices.csv', ROWS);
    const done = await imported('offices', file, at('offices.yaml'));
    expect(reportOf(done)).toMatchObject({ imported: 3, rejected: [] });
    const listed = async (...more: string[]) => {
      const { stdout } = await commandLine(['--data', at('offices'), '--json', 'cases', 'list', ...more]);
      return (JSON.parse(stdout) as Listed).items.map(({ category }) => category).sort();
    };
    expect(await listed()).toEqual(['Fees/Twice', 'Lift/Stands']);
    expect(await listed('--department', 'Finance')).toEqual(['Fees/Twice']);
  });

  it('INT-11 so it is with the answers of a shipped mapping', async () => {
    const row = cfpbRow(1);
    const open = row.replace(/Closed with [^,]*/, 'In progress');
    expect(open).not.toBe(row);
    const file = write('cfpb.csv', [HEADER, open].join('\n'));
    expect(reportOf(await imported('cfpb', file))).toMatchObject({ imported: 1 });
    const { stdout } = await commandLine(['--data', at('cfpb'), '--json', 'cases', 'list']);
    expect((JSON.parse(stdout) as Listed).items).toHaveLength(1);
  });
});
