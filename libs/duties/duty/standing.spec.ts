import { describe, expect, it } from 'vitest';
import type { Person } from '#organisation';
import { cn, company, excuse, miss, opened } from '../testing/world.ts';

const REVIEW = 'supermarket-authority.daily-review.riverside.2026-11-24';
const LIST = 'property-commercial.weekly-list.riverside.2026-11-23';

const known = (id: string): Person => {
  const found = company.people.get(id);
  if (found === undefined) throw new Error(`there is no ${id}`);
  return found;
};
const companyWith = (...people: readonly (readonly [string, Person])[]) => ({
  ...company,
  people: new Map([...company.people, ...people]),
});

describe('who owed it when it was due', () => {
  it('D22 does not excuse it from a higher post, nor lets whoever stands in for them do it', () => {
    const manager = known('manager');
    const promotion = cn('2026-11-25T00:00');
    const post = { procedure: 'supermarket-authority', site: 'riverside' };
    const organisation = companyWith([
      'manager',
      {
        ...manager,
        posts: [
          ...manager.posts.map((each) => ({ ...each, until: promotion })),
          { ...post, level: 'store-manager', from: promotion },
        ],
      },
    ]);
    const at = cn('2026-11-26T09:00');
    for (const id of ['manager', 'deputy'])
      expect(opened(REVIEW).send(excuse, { by: { id }, at, organisation })).toBe('same-person');
    expect(opened(REVIEW).send(excuse, { by: { id: 'store' }, at, organisation })).toEqual([
      'DutyMissed',
      'DutyExcused',
    ]);
  });

  it('D25 is everybody of a department, however large it is', () => {
    const clerk = known('clerk');
    const ids = Array.from({ length: 300 }, (_, index) => `clerk-${String(index)}`);
    const organisation = companyWith(...ids.map((id) => [id, { ...clerk, id }] as const));
    const turn = opened(LIST);
    expect(turn.send(miss, { at: cn('2027-01-01T00:00'), organisation })).toEqual(['DutyMissed']);
    expect(turn.data('DutyMissed')).toMatchObject({ responsible: ['clerk', ...ids].toSorted() });
  });
});
