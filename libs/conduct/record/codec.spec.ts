import { describe, expect, it } from 'vitest';
import { conductAggregate } from '../conduct.aggregate.ts';
import { conductIdOf, recordOf } from './codec.ts';

describe('the name of a record', () => {
  it.each(['lin', 'li.na', 'Wáng Wěi', '林', '林'.repeat(200)])('D23 tells %s back', (person) => {
    const id = conductIdOf({ procedure: 'call-centre', person });
    expect(recordOf(id)).toEqual({ procedure: 'call-centre', person: person.toLowerCase() });
  });

  it('D23 is the same for one person, however the address is typed', () => {
    const idOf = (conductId: string) => conductAggregate.idOf({ conductId });
    expect(['call-centre.lin', 'call-centre.LIN', 'call-centre.%6Cin'].map(idOf)).toEqual(
      Array(3).fill('call-centre.lin'),
    );
  });

  it.each(['', 'call-centre', 'call-centre.', '.lin', 'call centre.lin', 'call-centre.%E0', 'x.\n'])(
    'D23 %j is none',
    (id) => {
      expect(conductAggregate.idOf({ conductId: id })).toBeUndefined();
    },
  );
});
