import { describe, it } from 'vitest';
import { checkHistories, live } from '../testing/histories/property.ts';

describe.each(live)('whatever people do under $id', (procedure) => {
  it('INV-4 AUT-3 AUT-6 SOL-4 OUT-5 CLK-1 CLK-6 LIF-2 nobody judges their own case or above their level, no sum passes all authority, nothing that is owed vanishes, misses are fair, every clock that starts ends, and every case can be brought to an end', () => {
    checkHistories(procedure, 1);
  });
});
