import { describe, expect, it } from 'vitest';
import { caseStreamOf } from '#cases';
import { type ParkedEvent, type Position, type StoredEvent } from '#event-sourcing';
import { privacyStreamOf } from '#privacy';
import { removingTraces } from './removing-traces.ts';

const at = (number: number): Position => String(number).padStart(19, '0') as Position;

describe('removing the traces of whoever was erased (PRI-2)', () => {
  /** When the key of each was destroyed. */
  const carriedOutAt = new Map([
    ['one', 3],
    ['two', 5],
    ['three', 9],
  ]);
  const setting = () => {
    const world = {
      carriedOutAt: new Map(carriedOutAt),
      ...{ head: 6, asked: [] as Position[], parked: [] as ParkedEvent[], works: true },
    };
    const remove = removingTraces({
      store: {
        head: () => Promise.resolve(at(world.head)),
        readStream: (stream) =>
          Promise.resolve(
            [...world.carriedOutAt].flatMap(([caseId, position]) =>
              privacyStreamOf(caseId) === stream
                ? [{ type: 'ErasureCarriedOut', position: at(position) } as StoredEvent]
                : [],
            ),
          ),
      },
      parked: () => Promise.resolve(world.parked),
      catchUp: () => Promise.resolve(),
      scrub(upTo) {
        world.asked.push(upTo);
        return Promise.resolve(world.works);
      },
    });
    return { world, remove };
  };

  it('writes the file anew once for everybody who was erased before', async () => {
    const { world, remove } = setting();
    expect([await remove('two'), await remove('one')]).toEqual([true, true]);
    expect(world.asked).toEqual([at(6)]);
    world.head = 9;
    expect(await remove('three')).toBe(true);
    expect(world.asked).toEqual([at(6), at(9)]);
  });

  it('takes nothing for done that was not', async () => {
    const { world, remove } = setting();
    world.works = false;
    expect(await remove('one')).toBe(false);
    world.works = true;
    expect(await remove('one')).toBe(true);
    expect(world.asked).toEqual([at(6), at(6)]);
  });

  it('waits for the parked events of the case, and for nobody else’s', async () => {
    const { world, remove } = setting();
    const parked = { projection: 'open-cases@3', position: at(2), reason: 'too large' };
    world.parked = [{ ...parked, stream: caseStreamOf('one') }];
    expect(await remove('one')).toMatchObject({ code: 'traces-parked' });
    expect(world.asked).toEqual([]);
    expect(await remove('two')).toBe(true);
  });

  it('writes it anew once more for whoever was asked for again after their events were released', async () => {
    const { world, remove } = setting();
    const parked = { projection: 'open-cases@3', position: at(2), reason: 'too large' };
    world.parked = [{ ...parked, stream: caseStreamOf('one') }];
    expect(await remove('one')).toMatchObject({ code: 'traces-parked' });
    expect(await remove('two')).toBe(true);
    world.parked = [];
    world.carriedOutAt.set('one', 8);
    world.head = 8;
    expect(await remove('one')).toBe(true);
    expect(world.asked).toEqual([at(6), at(8)]);
  });
});
