import { describe, expect, it } from 'vitest';
import { grants } from '../../testing/offers.ts';
import { COUNTER, MANAGER, SUPERVISOR, supermarketCase, yuan } from '../../testing/supermarket.ts';
import { AFFAIRS_SUPERVISOR, RECEIVER, story } from '../../testing/story.ts';

describe('turning somebody down', () => {
  it('CLS-5 CLS-6 is for a level, whatever the contact was called', () => {
    const told = story().opened({ contactKind: 'enquiry' });
    told.do('ClassifyCase', { category: 'lift', severity: 'minor', criterion: 'small-inconvenience' });
    const [invalid, ground] = [
      { valid: false, reason: 'Not ours' },
      { ground: 'no-facts', method: 'phone' },
    ] as const;
    told.by(RECEIVER).do('AssessValidity', invalid).refused('not-authorised', 'AUT-3');
    told.do('DeclareInadmissible', ground).refused('not-authorised', 'AUT-3');
    told.do('AssessValidity', { valid: true, reason: 'Ours' }).accepted();
    told.by(AFFAIRS_SUPERVISOR).do('AssessValidity', invalid).do('DeclareInadmissible', ground).accepted();
  });
});

describe('answering a request', () => {
  it('SOL-4 gives what was asked for, or less of it, never other goods of the same worth', () => {
    const goods = (what: string) => ({ kind: 'replacement', goods: what, amount: yuan('400.00') }) as const;
    const told = grants(supermarketCase(), COUNTER, goods('Kettle'));
    expect(told.lastTypes).toEqual(['CompensationRequested']);
    const answer = { reason: 'Fair', request: 'R1' } as const;
    told.by(MANAGER).do('GrantCompensation', { ...answer, remedy: goods('Gold watch') });
    told.refused('not-as-requested', 'SOL-4');
    told
      .by(SUPERVISOR)
      .do('GrantCompensation', { ...answer, remedy: goods(' kettle') })
      .accepted();
  });
});
