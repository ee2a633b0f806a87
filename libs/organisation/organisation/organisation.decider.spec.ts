import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFields } from '#event-sourcing';
import { runs } from '#event-sourcing/testing';
import { chartAt } from '../chart/chart.ts';
import { after, context, day, site, told } from '../testing/told.ts';
import { organisationCommands, type OrganisationCommand } from './commands.ts';
import { departmentsOf, holdingsOf, isPresent } from './holding.ts';
import { organisationDecider } from './organisation.decider.ts';
import { nobodyYet, type Organisation } from './state.ts';

const works: OrganisationCommand = {
  type: 'RegisterDepartment',
  data: { department: 'works', name: 'Works' },
};
const person = (id: string, departments: string[] = []): OrganisationCommand => ({
  type: 'RegisterPerson',
  data: { person: id, name: id, departments },
});
const level = (id: string, more: object = {}): OrganisationCommand => ({
  type: 'AssignLevel',
  data: { person: id, procedure: 'estate', level: 'director', ...more },
});
const estate = { procedure: 'estate' };
const levelsOf = (state: Organisation, id: string, on: number, where: object = {}): readonly string[] =>
  holdingsOf(state, id, { ...estate, ...where }, day(on)).map((each) => each.level);

const withdrawn: OrganisationCommand = {
  type: 'WithdrawLevel',
  data: { person: 'pan', procedure: 'estate', level: 'director' },
};

describe('who holds what', () => {
  it('AUT-1 a level counts in its procedure, from when it was assigned until it is withdrawn', () => {
    const state = told([1, person('pan')], [3, level('pan')], [7, withdrawn]);
    expect([2, 3, 6, 7].map((on) => levelsOf(state, 'PAN', on))).toEqual([
      [],
      ['director'],
      ['director'],
      [],
    ]);
    expect(levelsOf(state, 'pan', 4, { procedure: 'shop' })).toEqual([]);
  });

  it('AUT-1 a level at a site, or for a department, is nothing elsewhere, nor where nobody knows the place', () => {
    const state = told([1, site], [1, works], [1, person('pan')], [1, level('pan', { site: 'north' })]);
    expect(levelsOf(state, 'pan', 2, { site: 'north' })).toEqual(['director']);
    expect(levelsOf(state, 'pan', 2, { site: 'south' })).toEqual([]);
    expect(levelsOf(state, 'pan', 2)).toEqual([]);
    const forWorks = told([1, works], [1, person('pan')], [1, level('pan', { department: 'works' })]);
    expect(levelsOf(forWorks, 'pan', 2, { department: 'works' })).toEqual(['director']);
    expect(levelsOf(forWorks, 'pan', 2)).toEqual([]);
  });

  it('DIS-5 a deputy holds what the absent person holds, within the time, and lends nothing on', () => {
    const deputy = (id: string, forPerson: string): OrganisationCommand => ({
      type: 'AppointDeputy',
      data: { deputy: id, forPerson, from: day(5), until: day(8) },
    });
    const state = told(
      ...([[1, works], [1, person('pan', ['works'])], [1, person('deng')], [1, person('wu')]] as const),
      ...([[1, level('pan')], [2, deputy('deng', 'pan')], [2, deputy('wu', 'deng')]] as const),
    ); // prettier-ignore
    expect([4, 5, 7, 8].map((on) => levelsOf(state, 'deng', on).length)).toEqual([0, 1, 1, 0]);
    expect(holdingsOf(state, 'deng', estate, day(6))).toEqual([{ level: 'director', deputyFor: 'pan' }]);
    expect(departmentsOf(state, 'deng', day(6))).toEqual(['works']);
    expect(departmentsOf(state, 'deng', day(9))).toEqual([]);
    expect(levelsOf(state, 'wu', 6)).toEqual([]);
  });

  it('DIS-5 ending a deputyship takes effect from then on, and one that has not begun never comes', () => {
    const appointed: OrganisationCommand = {
      type: 'AppointDeputy',
      data: { deputy: 'deng', forPerson: 'pan', from: day(5), until: day(20) },
    };
    const end: OrganisationCommand = { type: 'EndDeputy', data: { deputy: 'deng', forPerson: 'pan' } };
    const begun = [[1, person('pan')], [1, person('deng')], [1, level('pan')], [2, appointed]] as const; // prettier-ignore
    const early = told(...begun, [3, end]);
    expect([6, 12].map((on) => levelsOf(early, 'deng', on))).toEqual([[], []]);
    const during = told(...begun, [10, end]);
    expect([9, 10].map((on) => levelsOf(during, 'deng', on))).toEqual([['director'], []]);
  });

  it('D23 whoever leaves holds nothing from then on, and coming back brings nothing back', () => {
    const left: OrganisationCommand = { type: 'RecordDeparture', data: { person: 'pan' } };
    const state = told([1, person('pan')], [1, level('pan')], [5, left], [9, person('pan')]);
    expect([4, 6, 10].map((on) => isPresent(state, 'pan', day(on)))).toEqual([true, false, true]);
    expect([4, 6, 10].map((on) => levelsOf(state, 'pan', on).length)).toEqual([1, 0, 0]);
    expect(chartAt(state, day(6)).people).toEqual([]);
    expect(chartAt(state, day(4)).people).toMatchObject([{ person: 'pan', levels: [{ level: 'director' }] }]);
  });

  it('D23 people are one person however their id is spelled', () => {
    const state = told([1, person('Pan.Xin')]);
    expect(after(state, person('PAN.XIN'), 2)).toBe('person-exists');
    const leveled = after(state, level('pan.xin'), 2);
    expect(typeof leveled === 'string' ? leveled : leveled.people.size).toBe(1);
    expect(isPresent(state, 'PAN.xin', day(2))).toBe(true);
  });
});

describe('what is refused', () => {
  const state = told(
    [1, site],
    [1, works],
    [1, person('pan', ['works'])],
    [1, level('pan', { site: 'north' })],
  );
  it.each<[string, OrganisationCommand]>([
    ['unknown-department', person('wu', ['gardens'])],
    ['unknown-site', { type: 'RegisterPerson', data: { person: 'wu', name: 'Wu', site: 'south' } }],
    ['unknown-person', level('wu')],
    ['unknown-procedure', level('pan', { procedure: 'hotel' })],
    ['unknown-level', level('pan', { level: 'manager' })],
    ['before-assigned', { type: 'WithdrawLevel', data: { person: 'pan', procedure: 'estate', level: 'director', site: 'north', from: '2026-08-01T00:00:00.000Z' } }],
    ['same-person', { type: 'AppointDeputy', data: { deputy: 'pan', forPerson: 'PAN', from: day(1), until: day(2) } }],
    ['empty-period', { type: 'AppointDeputy', data: { deputy: 'wu', forPerson: 'pan', from: day(2), until: day(2) } }],
    ['department-in-use', { type: 'CloseDepartment', data: { department: 'works' } }],
    ['site-in-use', { type: 'CloseSite', data: { site: 'north' } }],
  ])('D23 %s', (code, command) => {
    expect(after(state, command, 5)).toBe(code);
  }); // prettier-ignore

  it('D23 somebody who has left is given no level and stands in for nobody', () => {
    const gone = after(state, { type: 'RecordDeparture', data: { person: 'pan' } }, 3) as Organisation;
    expect(after(gone, level('pan'), 5)).toBe('person-departed');
  });
});

/** Few names, so that commands meet. */
const arbitrary: fc.Arbitrary<OrganisationCommand> = fc.oneof(
  ...organisationCommands.map((definition) => {
    const names: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
      person: fc.constantFrom('a', 'B', 'c'), deputy: fc.constantFrom('a', 'b'), forPerson: fc.constantFrom('b', 'C'),
      name: fc.constantFrom('One', 'Two'), site: fc.constantFrom('north', 'south'), department: fc.constantFrom('works', 'desk'),
      departments: fc.subarray(['works', 'desk']), procedure: fc.constantFrom('estate', 'shop'),
      level: fc.constantFrom('frontline', 'director', 'manager'), reason: fc.constant('x'),
      email: fc.constantFrom('a@example.com', 'b@example.com'), language: fc.constantFrom('en', 'zh'),
      from: fc.integer({ min: 1, max: 9 }).map(day), until: fc.integer({ min: 1, max: 9 }).map(day),
    }; // prettier-ignore
    const required = Object.entries(definition.data)
      .filter(([, field]) => !field.optional)
      .map(([name]) => name);
    const fields = Object.fromEntries(
      Object.keys(definition.data).map((name) => [name, names[name] ?? fc.constant('x')]),
    );
    return fc
      .record(fields, { requiredKeys: required })
      .map((data) => ({ type: definition.name, data }) as unknown as OrganisationCommand);
  }),
);

describe('the organisation, whatever is told of it', () => {
  it('D23 takes every command again without a change, and never lets anybody hold a level without being here', () => {
    fc.assert(
      fc.property(fc.array(arbitrary, { minLength: 5, maxLength: 40 }), (commands) => {
        let state = nobodyYet;
        for (const [index, command] of commands.entries()) {
          const on = 1 + (index % 9);
          const { data = {} } = organisationCommands.find(({ name }) => name === command.type) ?? {};
          expect(readFields(data, command.data).errors).toEqual([]);
          const next = after(state, command, on);
          if (typeof next === 'string') continue;
          expect(organisationDecider.decide(command, next, context(on))).toEqual([]);
          state = next;
        }
        for (const { id } of state.people.values())
          for (let on = 1; on <= 9; on += 1)
            if (!isPresent(state, id, day(on))) expect(levelsOf(state, id, on)).toEqual([]);
      }),
      { numRuns: runs(150) },
    );
  });
});
