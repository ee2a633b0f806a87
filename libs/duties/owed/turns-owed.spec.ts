import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instant } from '#event-sourcing';
import { runs } from '#event-sourcing/testing';
import { dutyIdOf, turnNamed } from '../duty/duty-id.ts';
import type { Adoption } from '#organisation';
import { cn, procedures } from '../testing/world.ts';
import { nextTurn, seriesOwed, turnOwed } from './turns-owed.ts';

const adoption = { procedure: 'supermarket-authority', version: 1, site: 'riverside' };
const idsOf = (adoptions: readonly Adoption[], until: string): readonly string[] =>
  seriesOwed({ adoptions }, procedures).flatMap((series) => {
    const found: string[] = [];
    for (let turn = nextTurn(series, undefined); turn !== undefined && turn.opensAt <= until;)
      turn = nextTurn(series, (found.push(turn.dutyId), turn.opensAt as Instant));
    return found;
  });

describe('what is owed', () => {
  it('REP-5 begins with the first turn after it was adopted, and ends with the last one before it was dropped', () => {
    const days = { ...adoption, from: cn('2026-11-20T12:00'), until: cn('2026-11-24T00:00') };
    expect(idsOf([days], cn('2026-12-31T00:00'))).toEqual([
      ...['2026-11-21', '2026-11-22', '2026-11-23'].map(
        (date) => `supermarket-authority.daily-review.riverside.${date}`,
      ),
      'supermarket-authority.spot-check.riverside.2026-11-23',
    ]);
  });

  it('REP-7 IMP-4 is owed at each site, or once however many have adopted it', () => {
    const at = (site: string) => ({
      procedure: 'property-commercial',
      version: 1,
      site,
      from: cn('2026-11-20T12:00'),
    });
    expect(new Set(idsOf([at('riverside'), at('hill')], cn('2026-11-23T00:00')))).toEqual(
      new Set([
        'property-commercial.weekly-list.riverside.2026-11-23',
        'property-commercial.weekly-list.hill.2026-11-23',
        'property-commercial.weekly-meeting.2026-11-23',
      ]),
    );
  });

  it('D25 has one name for one turn, whatever a site is called', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }), (site) => {
        const name = { procedure: 'bank', duty: 'monthly-summary', site, date: '2026-12-01' };
        expect(turnNamed(dutyIdOf(name))).toEqual(name);
      }),
      { numRuns: runs(200) },
    );
    for (const other of [
      'bank.x',
      'bank.x.2026-12-01.',
      'bank..2026-12-01',
      'bank.x.a~2Fb~.2026-12-01',
      'bank.x.%41.2026-12-01',
    ])
      expect([other, turnNamed(other)]).toEqual([other, undefined]);
    // The same site, written otherwise, is no other turn.
    expect(turnNamed('bank.x.~41.2026-12-01')).toBeUndefined();
  });

  it('REP-5 D9 every turn is owed exactly when the plan comes by it, whenever somebody looks', () => {
    const moment = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2026-12-01') });
    fc.assert(
      fc.property(moment, fc.option(moment), fc.array(moment, { maxLength: 6 }), (from, until, looks) => {
        const at = (millis: number) => new Date(millis).toISOString() as Instant;
        const known = { ...adoption, from: at(from), ...(until !== null && { until: at(until) }) };
        const [series] = seriesOwed({ adoptions: [known] }, procedures).slice(1);
        if (series === undefined) throw new Error('there is a spot check');
        const found: string[] = [];
        let last: Instant | undefined;
        // Whoever looks, and however often, goes on after the last turn that has begun.
        for (const look of [...looks, Date.parse('2026-12-31')].toSorted((one, other) => one - other))
          for (
            let turn = nextTurn(series, last);
            turn !== undefined && turn.opensAt <= at(look);
            turn = nextTurn(series, last)
          ) {
            found.push(turn.dutyId);
            last = turn.opensAt as Instant;
          }
        expect(found).toEqual(
          idsOf([known], at(Date.parse('2026-12-31'))).filter((id) => id.includes('spot-check')),
        );
        for (const id of found) {
          const name = turnNamed(id);
          expect(name && turnOwed(name, { adoptions: [known] }, procedures)).toMatchObject({
            site: 'riverside',
          });
        }
      }),
      { numRuns: runs(50) },
    );
  });
});
