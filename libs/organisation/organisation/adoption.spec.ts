import { describe, expect, it } from 'vitest';
import { isRefusal, stampMetadata } from '#event-sourcing';
import { anyStamp } from '#event-sourcing/testing';
import { chartAt } from '../chart/chart.ts';
import { after, context, day, site, told } from '../testing/told.ts';
import type { OrganisationCommand } from './commands.ts';
import { organisationDecider } from './organisation.decider.ts';
import type { Organisation } from './state.ts';

describe('whose duties are owed', () => {
  const adopt = (more: object = {}): OrganisationCommand => ({
    type: 'AdoptProcedure',
    data: { procedure: 'estate', site: 'north', ...more },
  });
  const drop: OrganisationCommand = { type: 'DropProcedure', data: { procedure: 'estate', site: 'north' } };

  it('REP-5 D23 begin with the version that there is, once, and end', () => {
    const adopted = told([1, site], [3, adopt()], [4, adopt()]);
    const known = { procedure: 'estate', version: 2, site: 'north', from: day(3) };
    expect(adopted.adoptions).toEqual([known]);
    expect(chartAt(adopted, day(2)).procedures).toEqual([]);
    expect(chartAt(adopted, day(3)).procedures).toEqual([known]);
    const dropped = after(adopted, drop, 5) as Organisation;
    expect(dropped.adoptions).toEqual([{ ...known, until: day(5) }]);
    expect(after(dropped, drop, 6)).toEqual(dropped);
  });

  it('REP-5 a later version takes the place of the one before, from then on', () => {
    const adopted = told([1, site], [3, adopt()]);
    const decision = organisationDecider.decide(adopt({ from: day(9) }), adopted, {
      ...context(5),
      versions: { estate: 3 },
    });
    const [draft] = isRefusal(decision) ? [] : decision;
    if (draft === undefined) throw new Error('nothing was adopted');
    const event = stampMetadata(draft, { ...anyStamp, recordedAt: day(5) });
    expect(organisationDecider.evolve(adopted, event).adoptions).toMatchObject([
      { version: 2, from: day(3), until: day(9) },
      { version: 3, from: day(9) },
    ]);
  });

  it.each([4, 12])('D23 D25 the beginning of what has not begun is corrected, to day %i', (to) => {
    const planned = told([1, site], [3, adopt({ from: day(9) })]);
    const corrected = after(planned, adopt({ from: day(to) }), 4) as Organisation;
    expect(corrected.adoptions).toEqual([{ procedure: 'estate', version: 2, site: 'north', from: day(to) }]);
    // What says no time, and what has begun, stays.
    expect(after(planned, adopt(), 4)).toEqual(planned);
    expect(after(corrected, adopt({ from: day(20) }), 13)).toEqual(corrected);
  });

  it.each<readonly [string, OrganisationCommand]>([
    ['begins-in-the-past', adopt({ from: day(4) })],
    ['unknown-procedure', adopt({ procedure: 'hotel' })],
    ['unknown-site', adopt({ site: 'south' })],
    ['not-adopted', { type: 'DropProcedure', data: { procedure: 'shop' } }],
  ])('REP-5 D25 %s', (code, command) => {
    expect(after(told([1, site]), command, 5)).toBe(code);
  });

  it('REP-5 D23 no site closes while duties are owed there', () => {
    const close: OrganisationCommand = { type: 'CloseSite', data: { site: 'north' } };
    expect(after(told([1, site], [3, adopt()]), close, 4)).toBe('site-in-use');
    expect(typeof after(told([1, site], [3, adopt()], [4, drop]), close, 5)).toBe('object');
  });
});
