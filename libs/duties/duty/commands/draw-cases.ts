import { begun, command, ourOwn } from '../command.ts';
import { drawOf, hashOfPool, poolOf } from '../draw.ts';
import { draft } from '../events.ts';
import { otherWork } from '../rules.ts';

/** REP-6: once, and whoever looks at the history can do it again. */
export const drawCases = command({
  name: 'DrawCases',
  summary: 'Draw the cases that are checked, at random and so that it can be done again (REP-6).',
  ...ourOwn,
  when: begun,
  data: {},
  decide: (_data, state, context) => {
    if (state.drawn !== undefined) return [];
    const other = otherWork(state, 'spotCheck');
    if (other !== undefined) return other;
    const { seed, atLeast = 1 } = state;
    const pool = poolOf(context.pool);
    return [
      draft('CasesDrawn', {
        seed,
        pool: { count: pool.length, hash: hashOfPool(pool) },
        drawn: [...drawOf(seed, pool, atLeast)],
      }),
    ];
  },
});
