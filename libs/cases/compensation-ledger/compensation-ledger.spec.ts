import { describe, expect, it } from 'vitest';
import { CASE_ID, documentOf, project, recorded, told, type Told } from '../testing/recorded.ts';
import { logged } from '../testing/stories.ts';
import { compensationLedgerProjection, type LedgerEntry } from './compensation-ledger.projection.ts';

const projection = compensationLedgerProjection(() => 'Asia/Shanghai');
const AT = '2026-09-30T16:30:00.000Z';
const LATER = '2026-10-02T08:00:00.000Z';
const cny = (minor: number) => ({ minor, currency: 'CNY' });
const authority = { level: 'office-director', rule: 'compensation limits' };

const granted = (at: string = AT): Told =>
  told(
    'CompensationGranted',
    {
      grant: 'G1',
      remedy: { kind: 'refund', amount: cny(3_000) },
      worth: cny(3_000),
      reason: 'Fair',
      authority,
    },
    at,
  );
const delivered = told('CompensationDelivered', { grant: 'G1', reference: 'TRX-88123' }, LATER);
const reversed = told('CompensationReversed', { grant: 'G1', reason: 'Twice', how: 'paidBack' }, LATER);

const entry = (...events: readonly Told[]): LedgerEntry | undefined =>
  documentOf(projection, recorded([logged(), ...events]), `${CASE_ID}:G1`);

describe('the ledger of compensation', () => {
  it('REP-8 has what was granted, by whom, with which authority, in the month of the procedure', () => {
    expect(entry(granted())).toEqual({
      ...{
        caseId: CASE_ID,
        grant: 'G1',
        procedure: 'residential-property',
        kind: 'refund',
        worth: cny(3_000),
      },
      ...{ grantedBy: 'staff-1', level: 'office-director', grantedAt: AT, status: 'granted' },
      // Half past midnight of 1 October in Shanghai.
      month: '2026-10',
    });
  });

  it('SOL-6 tells what became of it', () => {
    const paid = { status: 'delivered', reference: 'TRX-88123', endedAt: LATER };
    expect(entry(granted(), delivered)).toMatchObject(paid);
    expect(entry(granted(), delivered, reversed)).toMatchObject({ ...paid, status: 'reversed' });
  });

  it('SOL-3 is worth what was found out since, or what nobody can tell any more', () => {
    const revalued = (minor?: number): Told =>
      told(
        'RemedyRevalued',
        { grant: 'G1', before: cny(3_000), ...(minor !== undefined && { worth: cny(minor) }) },
        LATER,
      );
    expect(entry(granted(), revalued(2_000))?.worth).toEqual(cny(2_000));
    expect(entry(granted(), revalued())).not.toHaveProperty('worth');
  });

  it('INT-11 guesses no time', () => {
    const unknown = entry(granted('unknown'));
    expect(unknown).not.toHaveProperty('grantedAt');
    expect(unknown).not.toHaveProperty('month');
  });

  it('REP-8 has nothing of what was only offered, asked for, or never granted', () => {
    const remedy = { kind: 'refund', amount: cny(3_000) } as const;
    const others = [
      told(
        'CompensationRequested',
        { request: 'R1', remedy, reason: 'Fair', neededLevel: 'x', authority },
        AT,
      ),
      told('RemedyRevalued', { option: 'S1', worth: cny(1) }, AT),
      delivered,
    ];
    const documents = [...project(projection, recorded([logged(), ...others])).values()];
    expect(documents.flatMap(({ document }) => document ?? [])).toEqual([]);
  });
});
