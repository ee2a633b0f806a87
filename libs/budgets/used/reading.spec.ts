import { describe, expect, it } from 'vitest';
import { instant } from '#event-sourcing';
import { nobodyYet, type Organisation, type Post } from '#organisation';
import { readsBudget } from './reading.ts';

const EVER = instant('2026-01-01T00:00:00Z');
const AT = '2026-11-27T09:00:00.000Z';
const procedure = 'call-centre';

function person(id: string, site: string, ...posts: readonly Post[]): Organisation['people'] {
  const held = posts.map((post) => ({ ...post, from: EVER }));
  const places = [{ from: EVER, departments: [], site }];
  return new Map([[id, { id, name: id, presences: [{ from: EVER }], places, posts: held }]]);
}

const at = (level: string, site: string): Post => ({ procedure, level, site });
const organisation: Organisation = {
  ...nobodyYet,
  people: new Map([
    ...person('lin', 'east', at('frontline', 'east')),
    ...person('colleague', 'east', at('frontline', 'east')),
    ...person('leader', 'east', at('team-leader', 'east')),
    ...person('neighbour', 'west', at('team-leader', 'west')),
    ...person('elsewhere', 'east', { procedure: 'hotel', level: 'duty-manager', site: 'east' }),
    ...person('overseer', 'east', at('oversight', 'east')),
    ...person('stand-in', 'east', at('frontline', 'east')),
    ...person('acting', 'east', at('frontline', 'east')),
  ]),
  deputies: [
    { deputy: 'stand-in', forPerson: 'lin', from: EVER, until: instant('2027-01-01T00:00:00Z') },
    { deputy: 'acting', forPerson: 'leader', from: EVER, until: instant('2027-01-01T00:00:00Z') },
  ],
};

const reads = (id: string, roles: readonly string[] = ['operations'], person = 'lin'): boolean =>
  readsBudget({ month: '2026-11', procedure, person }, { id, roles, organisation, at: AT });

describe('who reads what somebody has promised', () => {
  it('SOL-8 PRI-1 they themselves, however their id is spelled, and who leads where they work', () => {
    expect(['lin', 'LIN', 'leader'].map((id) => reads(id))).toEqual([true, true, true]);
  });

  it('DIS-5 whoever stands in for a superior does in their place, and not what that superior has promised', () => {
    expect(reads('acting')).toBe(true);
    expect(reads('acting', ['operations'], 'leader')).toBe(false);
  });

  it.each(['colleague', 'neighbour', 'elsewhere', 'overseer', 'stand-in', 'nobody'])(
    'SOL-8 PRI-1 not %s',
    (id) => {
      expect(reads(id)).toBe(false);
    },
  );

  it('SOL-8 PRI-1 compliance does; other roles do not, whoever has them', () => {
    expect(reads('auditor', ['compliance'])).toBe(true);
    expect(reads('leader', ['analyst'])).toBe(false);
    expect(reads('leader', ['admin'])).toBe(false);
  });
});
