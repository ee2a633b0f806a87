import { describe, expect, it } from 'vitest';
import { isRefusal } from '#event-sourcing';
import { houseOf } from '../../testing/histories/house.ts';
import { CASES } from '../../testing/histories/script.ts';
import { World } from '../../testing/histories/world.ts';
import { storyAt } from '../../testing/stages.ts';
import { plainComplaint, RECEIVER, residentialProperty, story } from '../../testing/story.ts';

const reason = 'Knows it';
const [FIRST] = CASES;

describe('the one owner of a case (DIS-5)', () => {
  it('DIS-5 is assigned anew for another department, and not for the same one', () => {
    const told = story().opened();
    const assigned = (department?: string) =>
      told.do('AssignOwner', { owner: RECEIVER.id, reason, ...(department && { department }) }).lastTypes;
    expect(assigned()).toEqual([]);
    expect(assigned('engineering')).toContain('OwnerAssigned');
    expect(assigned('engineering')).toEqual([]);
    expect(assigned()).toEqual([]);
    expect(assigned('security')).toContain('OwnerAssigned');
    expect(told.record.department).toBe('security');
  });

  it('DIS-5 is somebody else in the same department', () => {
    const told = story()
      .opened()
      .do('AssignOwner', { owner: RECEIVER.id, department: 'engineering', reason });
    told.do('AssignOwner', { owner: 'engineer-1', department: 'engineering', reason });
    expect(told.last('OwnerAssigned')).toMatchObject([{ owner: 'engineer-1', previousOwner: RECEIVER.id }]);
  });

  it('DIS-5 is taken from nobody else than whoever was named as the owner', () => {
    const told = story().opened().do('AssignOwner', { owner: 'engineer-1', reason });
    // Somebody else got it after the list was made.
    told.do('AssignOwner', { owner: 'engineer-2', reason });
    const late = { owner: RECEIVER.id, from: 'engineer-1', reason };
    told.do('AssignOwner', late).refused('other-owner', 'DIS-5');
    expect(told.record.owner).toBe('engineer-2');
    told.do('AssignOwner', { ...late, from: 'Engineer-2' }).accepted();
    expect(told.last('OwnerAssigned')).toEqual([{ owner: RECEIVER.id, reason, previousOwner: 'engineer-2' }]);
  });

  it.each([
    ['a colleague without a part in it', { id: 'desk-3' }, 'no-part-in-it'],
    ['a level', { id: 'affairs-supervisor-1' }, undefined],
    ['who received it', { id: 'desk-1' }, undefined],
  ])('PRI-1 AUT-1 is named by whoever has the case or by a level: %s', (_, sender, code) => {
    const world = new World(houseOf(residentialProperty), CASES);
    world.send(FIRST, { id: 'desk-1' }, { type: 'LogComplaint', data: plainComplaint(residentialProperty) });
    const refusal = world.send(FIRST, sender, { type: 'AssignOwner', data: { owner: 'desk-2', reason } });
    expect(refusal?.code).toBe(code);
  });
});

describe('whom and what a command names', () => {
  it.each([
    ['a person', { owner: 'nobody-1', reason }, 'unknown-person'],
    ['a department', { owner: 'desk-2', department: 'moon', reason }, 'unknown-department'],
  ])('D23 is known to the organisation: %s', (_, data, code) => {
    const world = new World(houseOf(residentialProperty), CASES);
    world.send(FIRST, { id: 'desk-1' }, { type: 'LogComplaint', data: plainComplaint(residentialProperty) });
    expect(world.send(FIRST, { id: 'desk-1' }, { type: 'AssignOwner', data })?.code).toBe(code);
  });

  it.each([
    ['a person', 'desk-2', undefined],
    ['a department', 'engineering', undefined],
    ['a site', 'north', undefined],
    ['nobody and nowhere', 'moon', 'unknown-receiver'],
  ])('INT-9 CLK-6 a complaint is handed to who may answer for it: %s', (_, to, code) => {
    const world = new World(houseOf(residentialProperty), CASES);
    world.send(FIRST, { id: 'desk-1' }, { type: 'LogComplaint', data: plainComplaint(residentialProperty) });
    const data = { from: 'desk-1', to, reason };
    expect(world.send(FIRST, { id: 'desk-1' }, { type: 'HandOverComplaint', data })?.code).toBe(code);
  });

  it('D23 is a site that there is', () => {
    const world = new World(houseOf(residentialProperty), CASES);
    const data = { ...plainComplaint(residentialProperty), site: 'moon' };
    expect(world.send(FIRST, { id: 'desk-1' }, { type: 'LogComplaint', data })?.code).toBe('unknown-site');
  });
});

describe('a call that was missed and its complaint', () => {
  it.each([
    ['the same procedure', {}, undefined],
    ['another procedure', { id: 'supermarket-authority' }, 'other-procedure'],
    ['another version of it', { version: 2 }, 'other-procedure'],
  ])('D13 are one case under %s', (_, other, code) => {
    const { id, version } = residentialProperty;
    const procedure = { id, version, ...other };
    const decision = storyAt('awaitingCallback').ask('LogComplaint', {
      ...plainComplaint(residentialProperty),
      procedure,
    });
    expect(isRefusal(decision) ? decision.code : undefined).toBe(code);
  });
});
