import { describe, expect, it } from 'vitest';
import { instant, readFields } from '#event-sourcing';
import { FRONTLINE } from '#procedures';
import { caseCommands } from '../case/commands.ts';
import { organisationOf } from '../testing/organisation.ts';
import { STORY_CASE, type Character, type Story } from '../testing/story.ts';
import { COUNTER, MANAGER, STORE_MANAGER, supermarket, supermarketCase } from '../testing/supermarket.ts';
import { actionsIn, type Action } from './actions.ts';

const at = (level: string) => ({ procedure: supermarket.id, level });
const member = ({ id, roles }: Character) => ({ id, posts: [at(FRONTLINE), ...roles.map(at)] });
const organisation = organisationOf([
  { id: COUNTER.id, posts: [at(FRONTLINE)] },
  member(MANAGER),
  member(STORE_MANAGER),
]);

const actions = (told: Story, person?: string): ReadonlyMap<string, Action> => {
  const now = instant('2026-09-01T10:00:00+08:00');
  const scene = { caseId: STORY_CASE, procedure: supermarket, organisation, now };
  return new Map(actionsIn(told.record, scene, person).map((each) => [each.name, each]));
};

describe('what can be done in a case', () => {
  it('LIF-1 is what makes sense as it stands, and of the rest it is said why not', () => {
    const found = actions(supermarketCase());
    expect(found.get('ChangeSeverity')).toMatchObject({ possible: true, as: [], at: 'change-severity' });
    expect(found.get('CloseCase')).toMatchObject({
      ...{ possible: false, as: [] },
      refusal: { rule: 'LIF-1', code: 'wrong-stage', remedy: 'Resolve it first.' },
    });
    expect(found.get('ReopenCase')?.refusal?.message).toContain('it is still being worked on');
  });

  it('LIF-1 is nothing about an offer, a form or a sum that is not there; what is there stands in the example', () => {
    const told = supermarketCase();
    for (const name of ['RejectSolution', 'SignReceipt', 'RefuseCompensation', 'ConfirmCompensation'])
      expect([name, actions(told).get(name)?.possible]).toEqual([name, false]);
    told.do('DispatchCase', {}).accepted();
    expect(actions(told).get('SignReceipt')).toMatchObject({ possible: true, example: { dispatch: 'D1' } });
  });

  it('AUT-1 LIF-3 names the capacities in which a person can do it', () => {
    const told = supermarketCase();
    expect(actions(told, COUNTER.id).get('MoveToVersion')).toMatchObject({ possible: false });
    expect(actions(told, STORE_MANAGER.id).get('MoveToVersion')).toMatchObject({ as: ['store-manager'] });
    expect(actions(told, STORE_MANAGER.id).get('ReportProgress')?.as).toContain('store-manager');
  });

  it('INV-4 lets the one complained about do nothing', () => {
    const about = supermarketCase({ respondents: [{ kind: 'person', staffId: MANAGER.id }] });
    const found = [...actions(about, MANAGER.id).values()];
    expect(found.filter(({ possible }) => possible).map(({ name }) => name)).toEqual([]);
    expect(new Set(found.map(({ refusal }) => refusal?.rule))).toContain('INV-4');
  });

  it('AUT-1 lets nobody do anything whom the organisation does not know', () => {
    const found = [...actions(supermarketCase(), 'nobody-9').values()];
    expect(found.every(({ possible, refusal }) => !possible && refusal !== undefined)).toBe(true);
  });

  it('shows of each command a body that fits its fields', () => {
    const shown = [...actions(supermarketCase()).values()];
    expect(shown.length).toBeGreaterThan(50);
    for (const { name, example } of shown) {
      const fields = caseCommands.find((each) => each.name === name)?.data ?? {};
      expect([name, readFields(fields, example).errors]).toEqual([name, []]);
    }
  });
});
