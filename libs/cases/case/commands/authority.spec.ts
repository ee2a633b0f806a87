import { describe, expect, it } from 'vitest';
import { becomes, classifiedAs, schedulerRuns } from '../../testing/clocks.ts';
import {
  COUNTER,
  MANAGER,
  STORE_MANAGER,
  SUPERVISOR,
  supermarketCase,
  yuan,
} from '../../testing/supermarket.ts';
import { AFFAIRS_SUPERVISOR, RECEIVER, residentialProperty } from '../../testing/story.ts';

const withoutMatters = {
  ...residentialProperty,
  authority: { ...residentialProperty.authority, matters: [] },
};
const poisoned = (more = {}) => supermarketCase({ category: 'food/food-poisoning', ...more });

describe('authority over a matter that is described anew (AUT-3, AUT-6, SOL-4)', () => {
  it('AUT-3 a category that lowers the level is changed by that level only', () => {
    const change = { to: 'food/foreign-object', reason: 'A hair, no poisoning' } as const;
    const told = poisoned();
    told.do('ChangeCategory', change).refused('not-authorised', 'AUT-3');
    told.by(MANAGER).do('ChangeCategory', change).refused('not-authorised', 'AUT-3');
    told.by(STORE_MANAGER).do('ChangeCategory', change).accepted();
    told.by(COUNTER).do('ChangeCategory', { to: 'food/food-poisoning', reason: 'It was' }).accepted();
  });

  it('AUT-3 a flag that a level answers for is cleared by that level only', () => {
    const clear = { flag: 'safety', reason: 'No danger' } as const;
    const told = supermarketCase({ flags: ['safety', 'media'] });
    told.do('ClearFlag', clear).refused('not-authorised', 'AUT-3');
    told.do('ClearFlag', { flag: 'media', reason: 'Deleted' }).accepted();
    told.by(STORE_MANAGER).do('ClearFlag', clear).accepted();
  });

  it('AUT-3 SOL-4 the value of the goods is not corrected downwards to get below a level', () => {
    const to = (amount: string) => ({ reason: 'Receipt', retail: { goodsValue: yuan(amount) } });
    const told = supermarketCase({ value: '2500.00' });
    told.do('CorrectIntake', to('400.00')).refused('not-authorised', 'AUT-3');
    told.do('CorrectIntake', to('2100.00')).accepted();
    told.do('CorrectIntake', to('9000.00')).accepted();
    told.by(STORE_MANAGER).do('CorrectIntake', to('400.00')).accepted();
  });

  it('AUT-6 the level of the one complained about is not corrected away', () => {
    const respondent = { kind: 'person', staffId: 'boss', level: 'customer-service-supervisor' } as const;
    const told = supermarketCase({ respondents: [respondent] });
    const other = { reason: 'Mixed up', respondents: [{ kind: 'department', department: 'deli' }] } as const;
    told.by(SUPERVISOR).do('CorrectIntake', other).refused('respondent-not-below', 'INV-4');
    told.by(MANAGER).do('CorrectIntake', other).refused('not-authorised', 'AUT-3');
    told.by(STORE_MANAGER).do('CorrectIntake', other).accepted();
  });

  it('CLK-7 CLK-8 a severity that a missed time has raised is lowered by a level only', () => {
    const told = schedulerRuns(classifiedAs('minor', {}, withoutMatters), '2026-10-05T09:00:00+08:00').by(
      RECEIVER,
    );
    expect(told.record).toMatchObject({ severity: 'major', overdueSeverity: 'major' });
    const lower = { to: 'minor', criterion: 'small-inconvenience', reason: 'Looked at again' } as const;
    told.do('ChangeSeverity', lower).refused('not-authorised', 'AUT-3');
    told.by(AFFAIRS_SUPERVISOR).do('ChangeSeverity', lower).accepted();
    becomes(told.by(RECEIVER), 'major');
  });
});

describe('corrections (LIF-3)', () => {
  it('LIF-3 keep what they do not name within the retail facts and the respondent', () => {
    const respondent = { kind: 'person', staffId: 'cashier-7' } as const;
    const told = supermarketCase({ value: '10.00', respondents: [respondent] });
    told.do('CorrectIntake', { reason: 'Asked', retail: { brand: 'Own' } });
    told.do('CorrectIntake', { reason: 'Asked', respondents: [{ kind: 'person', department: 'deli' }] });
    expect(told.record.retail).toEqual({ goodsValue: yuan('10.00'), brand: 'Own' });
    expect(told.record.respondents).toEqual([{ ...respondent, department: 'deli' }]);
  });

  it('LIF-3 replace a respondent of another kind wholly', () => {
    const told = supermarketCase({ respondents: [{ kind: 'person', staffId: 'cashier-7' }] });
    told
      .by(SUPERVISOR)
      .do('CorrectIntake', { reason: 'Asked', respondents: [{ kind: 'merchant', name: 'Li' }] })
      .accepted();
    expect(told.record.respondents).toEqual([{ kind: 'merchant', name: 'Li' }]);
  });
});
