import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { sampled } from '#event-sourcing/testing';
import { registryOf } from '#procedures';
import { houseOf } from '../testing/histories/house.ts';
import { live } from '../testing/histories/property.ts';
import { scriptsIn } from '../testing/histories/script.ts';
import { walk } from '../testing/histories/walk.ts';
import { conformanceOf } from './conformance.ts';

describe.each(live)('whatever people do under $id, held against the procedure (ARC-2)', (procedure) => {
  it('AUT-3 AUT-6 SOL-4 OUT-5 LIF-1 every decision has the authority that it needed, and nothing was gone on without', () => {
    const house = houseOf(procedure);
    let decisions = 0;
    fc.assert(
      fc.property(fc.limitShrink(scriptsIn(house), 200), (script) => {
        const world = walk(house, script, []);
        for (const { caseId, events, state } of world.cases.values()) {
          const ports = {
            procedures: registryOf([procedure]),
            organisation: house.organisation,
            at: world.now,
          };
          const found = conformanceOf(caseId, events, ports);
          if (found === undefined) continue;
          decisions += found.decisions.length;
          expect(found.decisions.filter(({ covered }) => covered === 'lacking')).toEqual([]);
          const lacking = found.obligations.filter(
            ({ kind, standing }) =>
              ['closing', 'followUp', 'resolving'].includes(kind) && standing === 'missed',
          );
          expect(state.status === 'logged' && state.ending === 'closed' ? lacking : []).toEqual([]);
        }
      }),
      { numRuns: sampled({ full: 40, sample: 2 }) },
    );
    expect(decisions).toBeGreaterThan(0);
  });
});
