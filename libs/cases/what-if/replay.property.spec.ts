import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampled } from '#event-sourcing/testing';
import type { CaseState } from '../case/state.ts';
import { houseOf } from '../testing/histories/house.ts';
import { live } from '../testing/histories/property.ts';
import { scriptsIn } from '../testing/histories/script.ts';
import { walk } from '../testing/histories/walk.ts';
import { replay } from './replay.ts';

/** Nobody is warned in a replay, and it rests on no file that could have been changed. */
const comparable = (state: CaseState): unknown =>
  state.status === 'none'
    ? state
    : {
        ...state,
        procedure: { id: state.procedure.id, version: state.procedure.version },
        clocks: {
          ...state.clocks,
          clocks: state.clocks.clocks.map((clock) => ({ ...clock, warned: false })),
        },
      };

describe.each(live)('whatever people did under $id, replayed under the same rules', (procedure) => {
  it('D14 every case goes as it went, to the last clock and miss', () => {
    const house = houseOf(procedure);
    let replayed = 0;
    fc.assert(
      fc.property(fc.limitShrink(scriptsIn(house), 200), (script) => {
        const world = walk(house, script, []);
        const same = () => procedure;
        for (const { events } of world.cases.values()) {
          if (events.length === 0) continue;
          const until = world.now;
          const found = replay(events, same, same, { organisation: house.organisation, until });
          expect(comparable(found.replayed.state)).toEqual(comparable(found.recorded.state));
          replayed += 1;
        }
      }),
      { numRuns: sampled({ full: 40, sample: 2 }) },
    );
    expect(replayed).toBeGreaterThan(0);
  });
});
