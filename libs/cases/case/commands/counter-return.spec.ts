import { describe, expect, it } from 'vitest';
import type { CaseCommands } from '../commands.ts';
import type { Story } from '../../testing/story.ts';
import { AFFAIRS_SUPERVISOR, story } from '../../testing/story.ts';
import { COUNTER, MANAGER, refund, SUPERVISOR, supermarketCase, yuan } from '../../testing/supermarket.ts';

type Return = CaseCommands['ReturnAtCounter'];

/** A complaint of 1 September; bought on that day of August. */
const bought = (soldOn: string): Return => ({
  ...{ how: 'return', goods: 'toaster', paid: yuan('199.00'), soldOn, resellable: true, receipt: true },
});
const brings = (data: Return, told: Story = supermarketCase()): Story =>
  told.by(COUNTER).do('ReturnAtCounter', data);

describe('goods brought back to the counter (SOL-5, ACC-4)', () => {
  it('ACC-4 day 15 is taken back at the counter, above the limit of its own too', () => {
    const told = brings({ ...bought('2026-08-17'), reference: 'Till 7' });
    expect(told.last('GoodsBroughtBack')).toEqual([
      {
        ...{ how: 'return', goods: 'toaster', soldOn: '2026-08-17', day: 15 },
        ...{ resellable: true, receipt: true, obstacles: [] },
      },
    ]);
    expect(told.last('CompensationGranted')[0]).toMatchObject({
      ...{ grant: 'G1', worth: yuan('199.00'), remedy: { ...refund('199.00'), goods: 'toaster' } },
      authority: { level: 'frontline', rule: 'counter return', limit: yuan('1999.99') },
    });
    expect(told.record.remedies).toMatchObject([{ grant: 'G1', status: 'delivered' }]);
  });

  it.each<[string, Partial<Return>, string]>([
    ['ACC-4 day 16', { soldOn: '2026-08-16' }, 'tooLate'],
    ['ACC-4 a watch on day 1', { goods: 'watches', soldOn: '2026-08-31' }, 'excludedGoods'],
    ['SOL-5 damaged goods', { resellable: false }, 'notResellable'],
    ['SOL-5 goods without a receipt', { receipt: false }, 'noReceipt'],
    ['SOL-4 goods above the limit of the rule', { paid: yuan('2000.00') }, 'tooDear'],
  ])('%s: not by the counter, it goes up', (_, data, obstacle) => {
    const told = brings({ ...bought('2026-08-20'), ...data });
    expect(told.last('GoodsBroughtBack')[0]?.obstacles).toEqual([obstacle]);
    expect(told.lastTypes).not.toContain('CompensationGranted');
    const level = obstacle === 'tooDear' ? 'store-manager' : 'customer-service-supervisor';
    expect(told.last('CompensationRequested')[0]?.neededLevel).toBe(level);
  });

  it('SOL-5 the level that the rule names grants what the counter may not', () => {
    const watch = { ...bought('2026-08-31'), goods: 'watches' };
    const told = brings(watch).by(SUPERVISOR);
    const { remedy } = told.last('CompensationRequested')[0] ?? { remedy: refund('0.01') };
    told.do('GrantCompensation', { remedy, reason: 'Unworn', request: 'R1' }).accepted();
    expect(told.last('CompensationGranted')[0]?.grant).toBe('G1');
    expect(supermarketCase().by(SUPERVISOR).do('ReturnAtCounter', watch).lastTypes).toEqual([
      'GoodsBroughtBack',
      'CompensationGranted',
    ]);
  });

  it('SOL-5 SOL-4 its request is answered by the level that was asked, and by nobody below', () => {
    const told = brings({ ...bought('2026-08-31'), goods: 'watches', paid: yuan('45.00') });
    const { remedy } = told.last('CompensationRequested')[0] ?? { remedy: refund('0.01') };
    const colleague = { ...COUNTER, id: 'clerk-2' };
    const answer = { remedy, reason: 'Unworn', request: 'R1' };
    told.by(colleague).do('GrantCompensation', answer).refused('not-authorised', 'SOL-4');
    told.do('GrantCompensation', { remedy, reason: 'Beside it' }).refused('not-authorised', 'SOL-4');
    told
      .by(SUPERVISOR)
      .do('GrantCompensation', { ...answer, remedy: { ...remedy, goods: 'Gold' } })
      .refused('not-as-requested', 'SOL-4');
    told.do('GrantCompensation', { remedy, reason: 'Unworn' }).accepted();
    expect(told.last('CompensationGranted')[0]?.request).toBe('R1');
    told.by(MANAGER).do('GrantCompensation', answer).refused('no-open-request', 'SOL-4');
  });

  it.each(['Watch', '手表', 'gold-ring', 'A thing'])('SOL-5 %s is not by the counter either', (goods) => {
    expect(brings({ ...bought('2026-08-31'), goods }).lastTypes).toContain('CompensationRequested');
  });

  it('SOL-5 what the intake records of the sale holds', () => {
    const opened = () =>
      supermarketCase({ retail: { purchasedOn: '2026-05-24', goodsValue: yuan('100.00') } });
    const { soldOn: _, ...data } = { ...bought('2026-08-29'), paid: yuan('100.00') };
    brings({ ...data, soldOn: '2026-08-29' }, opened()).refused('not-as-recorded', 'SOL-5');
    brings({ ...data, paid: yuan('1999.00') }, opened()).refused('not-as-recorded', 'SOL-5');
    expect(brings(data, opened()).last('GoodsBroughtBack')[0]?.obstacles).toEqual(['tooLate']);
  });

  it('SOL-5 goods come back once: a second time the level that the rule names decides', () => {
    const told = brings({ ...bought('2026-08-20'), paid: yuan('45.00') }).accepted();
    const again = { ...bought('2026-08-20'), goods: 'Toaster', paid: yuan('45.00') };
    expect(brings(again, told).last('CompensationRequested')[0]?.neededLevel).toBe(
      'customer-service-supervisor',
    );
    expect(brings({ ...again, goods: 'shoes' }, told).lastTypes).toContain('CompensationGranted');
  });

  it('SOL-5 AUT-3 matters above the reach of the rule are not decided at the counter', () => {
    for (const told of [
      supermarketCase({ category: 'food/food-poisoning' }),
      supermarketCase({ value: '9000.00' }),
    ])
      expect(brings(bought('2026-08-30'), told).last('CompensationRequested')[0]?.neededLevel).toBe(
        'store-manager',
      );
  });

  it('SOL-4 what was taken back counts: splitting does not get round the limit of the rule', () => {
    const told = brings({ ...bought('2026-08-20'), paid: yuan('1500.00') }).accepted();
    expect(
      brings({ ...bought('2026-08-20'), paid: yuan('600.00') }, told).last('GoodsBroughtBack')[0],
    ).toMatchObject({ obstacles: ['tooDear'] });
    told.do('GrantCompensation', { remedy: refund('1.00'), reason: 'And the bus' });
    expect(told.last('CompensationRequested')[0]?.neededLevel).toBe('customer-service-manager');
  });

  it('SOL-5 an exchange gives goods of the same worth; the day of purchase is known from the intake', () => {
    const opened = (purchasedOn?: string): Story =>
      supermarketCase({ retail: { ...(purchasedOn && { purchasedOn }), goodsValue: yuan('250.00') } });
    const { soldOn: _, ...data } = bought('2026-08-20');
    const told = brings({ ...data, how: 'exchange' }, opened('2026-08-30'));
    expect(told.last('CompensationGranted')[0]).toMatchObject({
      ...{ remedy: { kind: 'replacement' }, worth: yuan('250.00') },
    });
    expect(brings(data, opened()).last('GoodsBroughtBack')[0]?.obstacles).toEqual(['tooLate']);
  });

  it('SOL-5 they are brought back on the day that is recorded, and not before they were sold', () => {
    const told = supermarketCase().at('2026-09-03T09:00:00+08:00');
    expect(
      told
        .do('ReturnAtCounter', bought('2026-08-17'), { happenedAt: '2026-09-01' })
        .last('GoodsBroughtBack')[0]?.day,
    ).toBe(15);
    told.do('ReturnAtCounter', bought('2026-09-04')).refused('sold-later', 'SOL-5');
  });

  it('AUT-4 while a level is asked it decides', () => {
    const told = supermarketCase();
    told.do('EscalateToManager', { reason: 'authority', explanation: 'Mine?', complainantTold: true });
    expect(brings(bought('2026-08-30'), told).lastTypes).toEqual([
      'GoodsBroughtBack',
      'CompensationRequested',
    ]);
  });

  it('SOL-5 INV-4 not by whoever is complained about, nor where the procedure knows no counter', () => {
    const clerk = { id: 'clerk-2', roles: COUNTER.roles };
    supermarketCase({ respondents: [{ kind: 'person', staffId: clerk.id }] })
      .by(clerk)
      .do('ReturnAtCounter', bought('2026-08-30'))
      .refused('conflict-of-interest', 'INV-4');
    story()
      .opened()
      .by(AFFAIRS_SUPERVISOR)
      .do('ReturnAtCounter', bought('2026-08-30'))
      .refused('no-counter-rule', 'SOL-5');
  });
});
