import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { fairShare, type Census } from './sharing.ts';

const PROJECTIONS = ['a@1', 'b@1', 'c@1', 'd@1', 'e@1', 'f@1', 'g@1'];
const WORKERS = ['one', 'two', 'three', 'four', 'five'];

/** The leases as they are, and what the workers do to them. */
class Leases {
  readonly held = new Map<string, string>();
  readonly workers = new Set<string>();

  census(): Census {
    return { workers: new Set(this.workers), holders: new Map(this.held) };
  }

  /** What a worker does when it looks at a census, which may be older than the leases; how many leases changed. */
  act(me: string, census: Census): number {
    const { take, surplus } = fairShare(me, PROJECTIONS, census);
    const taken = take.filter((alias) => !this.held.has(`${alias}#0`));
    for (const alias of taken) this.held.set(`${alias}#0`, me);
    if (!surplus) return taken.length;
    const mine = [...this.held].findLast(([, holder]) => holder === me)?.[0];
    return taken.length + (mine !== undefined && this.held.delete(mine) ? 1 : 0);
  }

  leave(worker: string): void {
    this.workers.delete(worker);
    for (const [lease, holder] of this.held) if (holder === worker) this.held.delete(lease);
  }

  loads(): readonly number[] {
    return [...this.workers].map(
      (worker) => [...this.held.values()].filter((each) => each === worker).length,
    );
  }
}

const worker = fc.constantFrom(...WORKERS);
const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ does: fc.constant('joins' as const), worker }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('dies' as const), worker }) },
  {
    weight: 8,
    arbitrary: fc.record({ does: fc.constant('looks' as const), worker, age: fc.nat({ max: 5 }) }),
  },
);

describe('sharing projections out', () => {
  it('ends with every projection held and shares that differ by one at most, then rests (property)', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.array(worker, { minLength: 1 }), (steps, last) => {
        const leases = new Leases();
        const seen: Census[] = [leases.census()];
        for (const each of steps) {
          if (each.does === 'joins') leases.workers.add(each.worker);
          else if (each.does === 'dies') leases.leave(each.worker);
          else if (leases.workers.has(each.worker))
            leases.act(each.worker, seen[Math.max(0, seen.length - 1 - each.age)] ?? leases.census());
          seen.push(leases.census());
        }
        for (const each of last) leases.workers.add(each);
        let changes = 1;
        for (let round = 0; changes > 0; round += 1) {
          expect(round).toBeLessThan(2 * PROJECTIONS.length);
          changes = 0;
          for (const each of leases.workers) changes += leases.act(each, leases.census());
        }
        expect(leases.held.size).toBe(PROJECTIONS.length);
        expect(Math.max(...leases.loads()) - Math.min(...leases.loads())).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('ends likewise when everybody acts on what all saw before, as processes do that look at the same time (property)', () => {
    fc.assert(
      fc.property(fc.uniqueArray(worker, { minLength: 1 }), fc.array(fc.nat(4)), (workers, owners) => {
        const leases = new Leases();
        for (const each of workers) leases.workers.add(each);
        for (const [index, owner] of owners.slice(0, PROJECTIONS.length).entries())
          leases.held.set(`${PROJECTIONS[index] ?? ''}#0`, workers[owner % workers.length] ?? '');
        for (let changes = 1, round = 0; changes > 0; round += 1) {
          expect(round).toBeLessThan(3 * PROJECTIONS.length);
          const before = leases.census();
          changes = workers.reduce((sum, each) => sum + leases.act(each, before), 0);
        }
        expect(leases.held.size).toBe(PROJECTIONS.length);
        expect(Math.max(...leases.loads()) - Math.min(...leases.loads())).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('moves no more than it has to when a worker joins', () => {
    const leases = new Leases();
    leases.workers.add('one');
    leases.act('one', leases.census());
    leases.workers.add('two');
    let moves = 0;
    for (let round = 0; round < 10; round += 1) {
      moves += leases.act('one', leases.census());
      leases.act('two', leases.census());
    }
    expect(moves).toBe(3);
  });

  it('counts what a worker holds of another version, and no leases but those of projections', () => {
    const holders = new Map([
      ['a@1#0', 'one'],
      ['b@2#0', 'two'],
      ['worker/1', 'one'],
      ['deadlines', 'one'],
      ['c@1#3', 'somebody without a part in this'],
    ]);
    const census = { workers: new Set(['one', 'two']), holders };
    expect(fairShare('one', ['a@1', 'b@1', 'c@1'], census)).toEqual({
      mine: ['a@1'],
      free: ['b@1', 'c@1'],
      take: ['b@1'],
      surplus: false,
    });
  });
});
