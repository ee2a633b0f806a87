import { describe, expect, it } from 'vitest';
import type { Remedy } from '../events/fields.ts';
import type { Character, Story } from '../../testing/story.ts';
import { COUNTER, refund, SUPERVISOR, supermarketCase } from '../../testing/supermarket.ts';

const grants = (told: Story, actor: Character, remedy: Remedy): Story =>
  told.by(actor).do('GrantCompensation', { remedy, reason: 'Spoilt' });

describe('what became of a grant (SOL-6)', () => {
  const granted = (): Story => grants(supermarketCase(), SUPERVISOR, refund('300.00'));
  const receipt = { grant: 'G1', reference: 'Till 7, 14:32' };
  const reversal = { grant: 'G1', reason: 'Paid twice', how: 'paidBack' } as const;

  it('SOL-6 its delivery is confirmed once, with a reference', () => {
    const told = granted().do('ConfirmCompensation', receipt);
    expect(told.last('CompensationDelivered')).toEqual([receipt]);
    expect(told.do('ConfirmCompensation', receipt).lastTypes).toEqual([]);
    told.do('ConfirmCompensation', { ...receipt, grant: 'G2' }).refused('unknown-grant', 'SOL-6');
  });

  it('SOL-6 its reversal is an event of its own and says how', () => {
    const told = granted();
    told.do('ReverseCompensation', reversal).refused('reversal-does-not-fit', 'SOL-6');
    told.do('ConfirmCompensation', receipt);
    told
      .do('ReverseCompensation', { ...reversal, how: 'notDelivered' })
      .refused('reversal-does-not-fit', 'SOL-6');
    told.do('ReverseCompensation', reversal).refused('same-person', 'SOL-6');
    told.by({ ...SUPERVISOR, id: 'supervisor-2' });
    expect(told.do('ReverseCompensation', reversal).last('CompensationReversed')).toEqual([reversal]);
    expect(told.do('ReverseCompensation', reversal).lastTypes).toEqual([]);
    told.do('ReverseCompensation', { ...reversal, grant: 'G2' }).refused('unknown-grant', 'SOL-6');
    told.do('ConfirmCompensation', receipt).refused('grant-reversed', 'SOL-6');
  });

  it('SOL-4 a reversal frees its sum, and so needs the authority for the total', () => {
    const told = granted();
    told.by(COUNTER);
    const notPaid = { ...reversal, how: 'notDelivered' } as const;
    told.do('ReverseCompensation', notPaid).refused('not-authorised', 'SOL-4');
    told.by(SUPERVISOR).do('ReverseCompensation', notPaid).accepted();
    expect(grants(told, SUPERVISOR, refund('499.99')).lastTypes).toEqual(['CompensationGranted']);
  });
});
