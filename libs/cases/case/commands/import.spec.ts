import { describe, expect, it } from 'vitest';
import type { HappenedAt } from '#event-sourcing';
import { organisationOf } from '../../testing/organisation.ts';
import { residentialProperty, shippedProcedure, story } from '../../testing/story.ts';
import type { CaseCommands } from '../commands.ts';

const historic = shippedProcedure('historic-import');

const row: CaseCommands['ImportHistoricCase'] = {
  procedure: { id: historic.id, version: historic.version },
  source: { system: 'ledger', reference: 'row 17', facts: { Product: 'Credit card' } },
  channel: 'import',
  description: 'I was charged twice.',
  receivedAt: '2019-03-04' as HappenedAt,
  category: 'Credit card/Billing',
  severity: 'unrated',
  department: 'cards',
  outcome: { response: 'Closed with monetary relief', relief: 'monetary', answeredInTime: true },
};
const { outcome: _, ...openRow } = row;

const imported = (data: Partial<CaseCommands['ImportHistoricCase']> = {}) =>
  story(historic).do('ImportHistoricCase', { ...row, ...data });

describe('importing historic cases', () => {
  it('INT-11 records what the source tells, in its words, and closes the case', () => {
    const told = imported();
    expect(told.lastTypes).toEqual(['ComplaintLogged', 'CaseClassified', 'HistoricOutcomeRecorded']);
    expect(told.last('ComplaintLogged')[0]).toEqual({
      procedure: { ...row.procedure, rules: historic.contentHash },
      ...{ source: row.source, channel: 'import', description: row.description },
      ...{ contactKind: 'complaint', receivedBy: 'import' },
      complainant: { kind: 'unknown', anonymous: true },
      respondents: [{ kind: 'department', department: 'cards' }],
    });
    expect(told.record).toMatchObject({ stage: 'closed', imported: true, category: 'Credit card/Billing' });
  });

  it('INT-11 REP-1 is with the department that the source names, by its id where it is one of ours', () => {
    expect(imported().record.department).toBe('cards');
    const office = { name: 'Card Office', closed: false };
    const told = story(historic).within(organisationOf([], { departments: new Map([['cards', office]]) }));
    told.do('ImportHistoricCase', { ...row, department: 'card office' });
    expect(told.record).toMatchObject({ department: 'cards', respondents: [{ department: 'cards' }] });
  });

  it('INT-11 LIF-5 leaves the times out that the source does not give', () => {
    const [logged, ...others] = imported().lastEvents;
    expect(logged?.metadata.happenedAt).toBe('2019-03-04');
    expect(others.map((event) => 'happenedAt' in event.metadata)).toEqual([false, false]);
  });

  it('INT-11 LIF-5 needs no time of day, since no clock counts from it', () => {
    const told = story(historic).do('ImportHistoricCase', row, { happenedAt: 'unknown' });
    expect(told.record.stage).toBe('closed');
  });

  it('INT-11 runs no clock for what was over before', () => {
    expect(imported({ receivedAt: '2019-03-04T10:00:00.000Z' as HappenedAt }).record.clocks.clocks).toEqual(
      [],
    );
  });

  it('INT-11 CLK-6 records a late answer as a breach without inventing a due time', () => {
    const late = { response: 'Closed', relief: 'none', answeredInTime: false } as const;
    const [breach] = imported({ outcome: late }).last('DeadlineBreached');
    expect(breach).toMatchObject({ clock: 'historic-answer', foundBy: 'import', severity: 'unrated' });
    expect(breach).not.toHaveProperty('dueAt');
  });

  it('INT-11 leaves a case open whose source has no outcome', () => {
    expect(story(historic).do('ImportHistoricCase', openRow).record.stage).toBe('classified');
  });

  it('INT-11 finds the leaf of a procedure that has its own categories', () => {
    const { id, version } = residentialProperty;
    const told = story().do('ImportHistoricCase', {
      ...{ ...row, procedure: { id, version } },
      ...{ category: 'elevator', severity: 'minor' },
    });
    expect(told.record.category).toBe('facilities/lift');
  });

  it('INT-11 never overwrites what was imported', () => {
    imported().do('ImportHistoricCase', row).refused('differs-from-earlier-import', 'INT-11');
    story().opened().do('ImportHistoricCase', row).refused('differs-from-earlier-import', 'INT-11');
  });

  it('INT-11 says why a row cannot be taken', () => {
    imported({ category: ' ' }).refused('unknown-category', 'CLS-1');
    imported({ severity: 'dreadful' }).refused('unknown-severity', 'CLS-3');
    imported({ receivedAt: '2026-09-02' as HappenedAt }).refused('in-the-future', 'LIF-5');
  });
});
