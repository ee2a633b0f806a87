import { describe, expect, it } from 'vitest';
import { resolvedFor, storyAt } from '../../testing/stages.ts';
import {
  GENERAL_MANAGER,
  residentialProperty,
  shippedProcedure,
  story,
  type Character,
  type Story,
} from '../../testing/story.ts';
import type { CaseCommands } from '../commands.ts';

const yuan = (amount: number) => ({ minor: Math.round(amount * 100), currency: 'CNY' });
const offeredAt = (costs: ReturnType<typeof yuan> | undefined): Story =>
  storyAt('investigated')
    .do('PrepareSolutions', { options: [{ description: 'A second pillow', ...(costs && { costs }) }] })
    .accepted()
    .letting(GENERAL_MANAGER, 'OfferSolution', { method: 'phone' })
    .accepted();

describe('what a solution costs the complainant (SOL-9)', () => {
  it('SOL-9 is agreed before anything is carried out, and that is on record', () => {
    const told = offeredAt(yuan(80));
    told.do('AcceptSolution', { option: 'S1' }).refused('costs-not-agreed', 'SOL-9');
    told.do('AcceptSolution', { option: 'S1', costsAgreed: false }).refused('costs-not-agreed', 'SOL-9');
    expect(told.do('AcceptSolution', { option: 'S1', costsAgreed: true }).last('SolutionAccepted')).toEqual([
      { option: 'S1', costsAgreed: true },
    ]);
  });

  it('SOL-9 what costs nothing needs no agreement on costs', () => {
    for (const costs of [undefined, yuan(0)])
      expect(offeredAt(costs).do('AcceptSolution', { option: 'S1' }).last('SolutionAccepted')).toEqual([
        { option: 'S1' },
      ]);
  });

  it('SOL-9 nothing is carried out unasked that somebody pays for', () => {
    const nobody = (costs: number): Story =>
      story()
        .opened({ complainant: { kind: 'unknown' } })
        .do('ClassifyCase', { category: 'lift', severity: 'minor', criterion: 'small-inconvenience' })
        .do('PrepareSolutions', { options: [{ description: 'A key', costs: yuan(costs) }] })
        .accepted();
    nobody(5).letting(GENERAL_MANAGER, 'ImplementSolution', {}).refused('not-accepted', 'SOL-1');
    nobody(0).letting(GENERAL_MANAGER, 'ImplementSolution', {}).accepted();
  });

  it('SOL-3 is in the currency of the procedure', () => {
    storyAt('investigated')
      .do('PrepareSolutions', { options: [{ description: 'x', costs: { minor: 1, currency: 'EUR' } }] })
      .refused('foreign-currency', 'SOL-3');
  });
});

describe('a wish that cannot be met (SOL-9)', () => {
  it('SOL-9 is not the end: alternatives are looked for before it is resolved', () => {
    const asking = {
      ...residentialProperty,
      resolving: { requires: [{ step: 'alternativesSought' as const }] },
    };
    const told = story(asking).replaying(storyAt('implemented'));
    const resolved = { summary: 'Done' };
    told.letting(GENERAL_MANAGER, 'ResolveCase', resolved).refused('no-alternatives', 'SOL-9');
    told
      .do('RecordAlternatives', { wish: 'A new lift', alternatives: [{ text: 'A repaired one' }] })
      .accepted();
    told.letting(GENERAL_MANAGER, 'ResolveCase', resolved).accepted();
  });
});

const market = shippedProcedure('supermarket-promises');
const MANAGER: Character = { id: 'manager-1', roles: ['store-manager'] };
const tea: CaseCommands['RefundPriceDifference'] = {
  ...{ item: 'Jasmine tea', marked: yuan(19.9), charged: yuan(29.9) },
};
const atTheTill = (): Story =>
  story(market)
    .opened({ channel: 'desk' })
    .do('ClassifyCase', { category: 'price/above-marked', severity: 'ordinary', criterion: 'any' })
    .accepted();

describe('a price above the marked one (SOL-9)', () => {
  it('SOL-9 comes back by the difference, at once where it is paid at once', () => {
    const told = atTheTill().do('RefundPriceDifference', { ...tea, reference: 'Till 7' });
    expect(told.lastTypes).toEqual(
      expect.arrayContaining(['PriceCompared', 'CompensationGranted', 'CompensationDelivered']),
    );
    expect(told.last('CompensationGranted')).toMatchObject([{ worth: yuan(10) }]);
  });

  it('SOL-9 nothing comes back of what was not charged above, nor twice', () => {
    atTheTill()
      .do('RefundPriceDifference', { ...tea, charged: yuan(19.9) })
      .refused('no-difference', 'SOL-9');
    atTheTill()
      .do('RefundPriceDifference', { ...tea, charged: yuan(9) })
      .refused('no-difference', 'SOL-9');
    const told = atTheTill().do('RefundPriceDifference', tea).accepted();
    told.do('RefundPriceDifference', { ...tea, item: ' jasmine TEA' }).refused('already-refunded', 'SOL-9');
    told.do('RefundPriceDifference', { ...tea, item: 'Green tea' }).accepted();
  });

  it('SOL-4 a difference above the authority of the till is asked for', () => {
    const dear = { item: 'Television', marked: yuan(1_000), charged: yuan(9_000) };
    const told = atTheTill().do('RefundPriceDifference', dear);
    expect(told.lastTypes).toEqual(expect.arrayContaining(['PriceCompared', 'CompensationRequested']));
    expect(told.lastTypes).not.toContain('CompensationGranted');
    told.do('RefundPriceDifference', dear).refused('already-refunded', 'SOL-9');
    const answer = {
      remedy: { kind: 'refund', amount: yuan(8_000), goods: 'Television' },
      reason: 'x',
      request: 'R1',
    } as const;
    expect(told.letting(MANAGER, 'GrantCompensation', answer).lastTypes).toContain('CompensationGranted');
  });
});

describe('where to turn next (OUT-7)', () => {
  const places = [
    { id: 'head-office', title: 'Head office' },
    { id: 'court', title: 'Court', when: { channels: ['regulator'] } },
  ];
  const tells = (turnTo: readonly string[] | undefined, channel: 'letter' | 'regulator' = 'letter'): Story =>
    story({ ...residentialProperty, turnTo: places })
      .replaying(resolvedFor(channel))
      .do('NotifyOutcome', {
        ...{ to: 'complainant', method: 'phone', summary: 'Not ours', written: false },
        ...(turnTo && { turnTo }),
      });

  it('OUT-7 is told with the outcome, every place that is for a matter like this, and is on record', () => {
    tells(undefined).refused('where-to-turn-missing', 'OUT-7');
    tells(['head-office'], 'regulator').refused('where-to-turn-missing', 'OUT-7');
    expect(tells(['head-office']).last('OutcomeNotified')).toMatchObject([{ turnTo: ['head-office'] }]);
    tells(['head-office', 'court'], 'regulator').accepted();
  });

  it('OUT-7 nobody is sent to a place that the procedure does not name', () => {
    tells(['head-office', 'the-neighbour']).refused('unknown-place', 'OUT-7');
  });

  it('OUT-7 INT-9 a regulator is told the outcome, and not where to turn', () => {
    story({ ...residentialProperty, turnTo: places })
      .replaying(resolvedFor('regulator'))
      .do('NotifyOutcome', {
        ...{ to: 'regulator', method: 'letter', summary: 'Not ours', written: true },
        turnTo: ['the-neighbour'],
      })
      .refused('for-complainants', 'OUT-7');
  });

  it('OUT-7 of the supermarket is told to whoever complains', () => {
    expect(market.turnTo.map(({ id, when }) => [id, when])).toEqual([
      ['head-office', { contactKinds: ['complaint'] }],
      ['regulator', { contactKinds: ['complaint'] }],
    ]);
  });
});
