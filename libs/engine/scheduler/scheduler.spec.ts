import { describe, expect, it } from 'vitest';
import { EventStoreUnavailable, type Position, type Revision } from '#event-sourcing';
import type { CommandOutcome } from '../engine.ts';
import { at, accepted, World } from '../testing/scheduled-world.ts';

const unchanged = (caseId: string): CommandOutcome => ({
  ...{ outcome: 'unchanged', caseId, revision: 1n as Revision, position: '1' as Position, events: [] },
});
const refused: CommandOutcome = {
  outcome: 'refused',
  refusal: { kind: 'refusal', code: 'x', message: 'x', rule: 'X-1' },
};

describe('deadline scheduler (D9)', () => {
  it('sends nothing before anything is due', async () => {
    const world = new World().add('A', at(5));
    await expect(world.scheduler().runOnce()).resolves.toEqual({ outcome: 'done', recorded: 0, failed: 0 });
    expect(world.sent).toEqual([]);
  });

  it('CLK-2 has provisional due times reckoned anew once in its life, and again when a case did not take it', async () => {
    const world = new World().add('A', at(5)).add('B', at(6));
    world.undecreed.add('A').add('B');
    world.onCommand = ({ caseId }) => (caseId === 'A' ? unchanged(caseId) : refused);
    const scheduler = world.scheduler();
    await scheduler.runOnce();
    const both = ['A RecordHolidaysDecreed', 'B RecordHolidaysDecreed'];
    expect(world.sent).toEqual(both);
    world.onCommand = ({ caseId }) => unchanged(caseId);
    await scheduler.runOnce();
    await scheduler.runOnce();
    expect(world.sent).toEqual([...both, ...both]);
  });

  it('records in due order across pages, warnings only for what is not over', async () => {
    const world = new World()
      .add('D', at(4))
      .add('A', at(9), { warnAt: at(1) })
      .add('C', at(3), { warnAt: at(1) })
      .add('B', at(2), { warnAt: at(1) });
    world.time = at(5);
    await expect(world.scheduler(1).runOnce()).resolves.toMatchObject({ outcome: 'done', recorded: 4 });
    expect(world.sent).toEqual(['A Warning', 'B Breach', 'C Breach', 'D Breach']);
  });

  it('lets a new clock that is due before the rest take its turn first', async () => {
    const world = new World().add('A', at(1)).add('Z', at(9));
    world.time = at(10);
    world.onCommand = ({ caseId }) => {
      if (caseId !== 'A') return accepted(caseId);
      world.add('E', at(3));
      const data = { clock: 'level-answer', dueAt: at(3) };
      return accepted(caseId, [{ type: 'DeadlineSet', data, shown: data }]);
    };
    await world.scheduler().runOnce();
    expect(world.sent).toEqual(['A Breach', 'E Breach', 'Z Breach']);
  });

  it('goes on with the others when a case refuses or fails, and tries that one again later', async () => {
    const world = new World().add('A', at(1)).add('B', at(2)).add('C', at(3));
    world.time = at(4);
    world.onCommand = ({ caseId }) => {
      if (caseId === 'B') throw new Error('its history cannot be read');
      return caseId === 'A' ? refused : accepted(caseId);
    };
    const scheduler = world.scheduler(1);
    await expect(scheduler.runOnce()).resolves.toEqual({ outcome: 'done', recorded: 1, failed: 2 });
    await scheduler.runOnce();
    expect(world.sent).toEqual(['A Breach', 'B Breach', 'C Breach']);
    world.millis += 1_001;
    await scheduler.runOnce();
    world.millis += 1_001;
    await scheduler.runOnce();
    expect(world.sent.slice(3)).toEqual(['A Breach', 'B Breach']);
    world.millis += 1_001;
    world.onCommand = ({ caseId }) => accepted(caseId);
    await expect(scheduler.runOnce()).resolves.toEqual({ outcome: 'done', recorded: 2, failed: 0 });
  });

  it('never spins on a clock that stays in the list although it was recorded', async () => {
    const world = new World().add('A', at(1));
    world.time = at(2);
    world.onCommand = (): CommandOutcome => ({ ...accepted('A'), outcome: 'repeated' }) as CommandOutcome;
    const scheduler = world.scheduler();
    await expect(scheduler.runOnce()).resolves.toEqual({ outcome: 'done', recorded: 0, failed: 0 });
    await scheduler.runOnce();
    expect(world.sent).toHaveLength(1);
  });

  it('waits while the clocks are not known up to the end of the history', async () => {
    const world = new World().add('A', at(1));
    world.time = at(2);
    world.isCaughtUp = false;
    await expect(world.scheduler().runOnce()).resolves.toMatchObject({ outcome: 'behind' });
    expect(world.sent).toEqual([]);
  });

  it('is done only when what another run was sending is recorded: two at once take their turns', async () => {
    const world = new World().add('A', at(1));
    world.time = at(2);
    const scheduler = world.scheduler();
    const ends: string[] = [];
    world.onCommand = ({ caseId }) => {
      ends.push('recorded');
      return accepted(caseId);
    };
    const runs = await Promise.all([
      scheduler.runOnce(),
      scheduler.runOnce().then((run) => {
        ends.push('second run done');
        return run;
      }),
    ]);
    expect(runs.map(({ recorded }) => recorded)).toEqual([1, 0]);
    expect(ends).toEqual(['recorded', 'second run done']);
  });

  it('leaves the work to whoever holds the lease', async () => {
    const world = new World().add('A', at(1));
    world.time = at(2);
    world.hasLease = false;
    await expect(world.scheduler().runOnce()).resolves.toMatchObject({ outcome: 'elsewhere' });
    expect(world.sent).toEqual([]);
  });

  it('is not confused by a clock that goes backwards', async () => {
    const world = new World().add('A', at(3)).add('B', at(5));
    const scheduler = world.scheduler();
    await scheduler.runOnce(at(4));
    await scheduler.runOnce(at(2));
    await scheduler.runOnce(at(4));
    await scheduler.runOnce(at(6));
    expect(world.sent).toEqual(['A Breach', 'B Breach']);
  });

  it('stops at once when the whole store is away, blaming no case', async () => {
    const world = new World().add('A', at(1)).add('B', at(1));
    world.time = at(2);
    world.onCommand = () => {
      throw new EventStoreUnavailable('disk full');
    };
    await expect(world.scheduler().runOnce()).rejects.toThrow('disk full');
    expect(world.sent).toEqual(['A Breach']);
  });

  it('stops between two commands when asked to', async () => {
    const world = new World().add('A', at(1)).add('B', at(1));
    world.time = at(2);
    const stopping = new AbortController();
    world.onCommand = ({ caseId }) => {
      stopping.abort();
      return accepted(caseId);
    };
    await expect(world.scheduler().runOnce(undefined, stopping.signal)).resolves.toMatchObject({
      outcome: 'stopped',
      recorded: 1,
    });
    expect(world.sent).toEqual(['A Breach']);
  });
});
