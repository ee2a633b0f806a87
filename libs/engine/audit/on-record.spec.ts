import { describe, expect, it } from 'vitest';
import { CASE_ID } from '#cases';
import type { Position } from '#event-sourcing';
import { allQueries } from '../queries/queries.ts';
import { atTerminal, historyRead, onRecord } from './on-record.ts';

const named = (name: string) => {
  const query = allQueries.find((each) => each.name === name);
  if (query === undefined) throw new Error(`no query ${name}`);
  return query;
};
const asking = (name: string, asked: object, roles: readonly string[], as?: 'handling' | 'compliance') =>
  onRecord(named(name), asked, { roles }, as);
const ofCase = { caseId: CASE_ID };

describe('what is on record of reading (PRI-1)', () => {
  it.each(['caseDetails', 'timeline', 'deadlines'])(
    'PRI-1 is a case that compliance reads, and no case that somebody handles: %s',
    (name) => {
      expect(asking(name, ofCase, ['compliance'], 'compliance')).toEqual({
        role: 'compliance',
        command: { type: 'RecordReading', data: { what: name, case: CASE_ID, filters: [], through: 'api' } },
      });
      expect(asking(name, ofCase, ['operations'], 'handling')).toBeUndefined();
      expect(asking(name, ofCase, ['operations', 'compliance'], 'handling')).toBeUndefined();
    },
  );

  it.each(['asOf', 'knownAt'])('PRI-1 D11 is a case as it was, whoever asks: %s', (name) => {
    const at = '2026-09-30T08:55:00.000Z';
    const found = asking('caseDetails', { ...ofCase, [name]: at }, ['operations'], 'handling');
    expect(found).toMatchObject({
      role: 'operations',
      command: { data: { case: CASE_ID, filters: [{ name, value: at }] } },
    });
  });

  it('PRI-1 are lists and figures that compliance asks for, whatever else they are, and nobody else’s', () => {
    for (const name of ['openCases', 'breaches', 'monthlyReport']) {
      const asked = name === 'monthlyReport' ? { month: '2026-09' } : {};
      expect(asking(name, asked, ['operations', 'compliance'])).toMatchObject({ role: 'compliance' });
      expect(asking(name, asked, ['operations'])).toBeUndefined();
      expect(asking(name, asked, ['analyst'])).toBeUndefined();
    }
  });

  it('PRI-1 is who asks who has read what', () => {
    expect(asking('readings', { person: 'shen.yi' }, ['admin'])).toMatchObject({
      role: 'admin',
      command: { data: { what: 'readings', filters: [{ name: 'person' }] } },
    });
  });

  it('PRI-1 tells of nobody: the value of a filter stands there only where it is no person’s', () => {
    const found = asking(
      'openCases',
      { owner: 'staff-004', search: 'Li Na', severity: 'important', cursor: 'eyJrIjpbXX0', limit: 5 },
      ['compliance'],
    );
    expect(found?.command.data.filters).toEqual([
      { name: 'owner' },
      { name: 'search' },
      { name: 'severity', value: 'important' },
    ]);
  });

  it('says nothing of questions about the product, nor about the organisation', () => {
    for (const name of ['organisation', 'procedures', 'projections', 'parkedEvents', 'damagedStreams'])
      expect(asking(name, {}, ['compliance', 'admin'])).toBeUndefined();
  });

  it('PRI-1 is whatever somebody reads of cases at the machine, and as whom', () => {
    expect(atTerminal(named('openCases'), { severity: 'minor' }, 'li.na')).toEqual({
      type: 'RecordReading',
      data: {
        ...{ what: 'openCases', through: 'command-line', asPerson: 'li.na' },
        filters: [{ name: 'severity', value: 'minor' }],
      },
    });
  });

  it('PRI-1 is the history itself, with how far it went', () => {
    const [after, until] = ['0000000000000000007', '0000000000000000042'] as Position[];
    const filter = {
      caseId: CASE_ID,
      type: ['CaseClosed', 'CaseReopened'],
      limit: 10,
      ...(after && { after }),
    };
    expect(historyRead('api', filter, until ?? after ?? ('' as Position)).data).toEqual({
      ...{ what: 'events', case: CASE_ID, through: 'api' },
      filters: [
        { name: 'type', value: 'CaseClosed' },
        { name: 'type', value: 'CaseReopened' },
        { name: 'after', value: after },
        { name: 'limit', value: '10' },
        { name: 'until', value: until },
      ],
    });
  });
});
