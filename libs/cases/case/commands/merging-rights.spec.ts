import { describe, expect, it } from 'vitest';
import { instant } from '#event-sourcing';
import type { Organisation, Post } from '#organisation';
import { NOTHING_CARRIED } from '../../testing/carried.ts';
import {
  MANAGER,
  refund,
  STORE_MANAGER,
  SUPERVISOR,
  supermarketCase,
  yuan,
} from '../../testing/supermarket.ts';
import { STORY_CASE, type Character, type Story } from '../../testing/story.ts';
import { coveringAuthority, totalOf } from '../remedies/remedy.ts';

const OTHER = '7F3K-9M2Q-X4TB';
const MERGING = { into: OTHER, reason: 'The same kettle' };
const FROM = instant('2000-01-01T00:00:00Z');

const grant = (told: Story, by: Character, amount: string): Story =>
  told.letting(by, 'GrantCompensation', { remedy: refund(amount), reason: 'Sorry' }).accepted();
const merge = (told: Story, by: Character, other: Story): Story =>
  told.letting(by, 'MergeCase', MERGING, { other: other.state });

const takeOver = (told: Story, by: Character, committed: string): Story =>
  told.do('TakeOverCase', {
    ...{ from: OTHER, merge: 'M1', reason: 'The same kettle' },
    by: { id: by.id, role: by.roles[0] ?? '' },
    carries: [{ ...NOTHING_CARRIED, committed: yuan(committed) }],
  });

/** Somebody who holds one level at one site only. */
const heldAt = (site: string, person: Character): Organisation => {
  const post: Post = { procedure: 'supermarket-authority', level: person.roles[0] ?? '', site };
  const { id } = person;
  return {
    ...{ sites: new Map(), departments: new Map(), deputies: [], adoptions: [] },
    people: new Map([
      [id, { id, name: id, presences: [{ from: FROM }], places: [], posts: [{ ...post, from: FROM }] }],
    ]),
  };
};

describe('who may merge one case into another', () => {
  it('LIF-2 INV-4 not the one whom the other case is about, who does not even learn that it is there', () => {
    const about = { respondents: [{ kind: 'person', staffId: MANAGER.id }] } as const;
    merge(supermarketCase(), MANAGER, supermarketCase(about)).refused('other-case-not-found', 'LIF-2');
    takeOver(supermarketCase(about), MANAGER, '0.00').refused('conflict-of-interest', 'INV-4');
    merge(supermarketCase(), STORE_MANAGER, supermarketCase(about)).accepted();
  });

  it('LIF-2 INV-4 not somebody at the level that the other case is about, or below', () => {
    const about = {
      respondents: [{ kind: 'person', staffId: 'manager-9', level: 'customer-service-manager' }],
    } as const;
    merge(supermarketCase(), MANAGER, supermarketCase(about)).refused('respondent-not-below', 'INV-4');
    takeOver(supermarketCase(about), MANAGER, '0.00').refused('respondent-not-below', 'INV-4');
    takeOver(supermarketCase(about), STORE_MANAGER, '0.00').accepted();
  });

  it('LIF-2 AUT-1 not somebody who holds nothing at the place of the other case', () => {
    const there = supermarketCase();
    const organisation = heldAt('north', MANAGER);
    takeOver(there.within(organisation), MANAGER, '0.00').refused('level-not-held', 'AUT-1');
  });

  it('LIF-2 AUT-3 not below the level that the other case needs', () => {
    const dear = { value: '2000.00' };
    merge(supermarketCase(), SUPERVISOR, supermarketCase(dear)).refused('not-authorised', 'AUT-3');
    takeOver(supermarketCase(dear), MANAGER, '0.00').refused('not-authorised', 'AUT-3');
    takeOver(supermarketCase(dear), STORE_MANAGER, '0.00').accepted();
  });

  it('LIF-2 AUT-4 not below the level that was asked in the other case', () => {
    const asked = supermarketCase().do('EscalateToManager', {
      ...{ reason: 'authority', explanation: 'Dear', complainantTold: true },
    });
    asked.letting(SUPERVISOR, 'EscalateToManager', {
      ...{ reason: 'authority', explanation: 'Dear', complainantTold: true },
    });
    takeOver(asked, SUPERVISOR, '0.00').refused('level-asked', 'AUT-4');
    takeOver(asked, MANAGER, '0.00').accepted();
  });
});

describe('who may take a merging back', () => {
  const takenBack = (by: Character, other: Story): Story =>
    merge(supermarketCase(), STORE_MANAGER, supermarketCase())
      .do('CompleteMerge', { ...MERGING, merge: 'M1' })
      .letting(by, 'UnmergeCase', { reason: 'Another kettle' }, { other: other.state });

  it('LIF-2 INV-4 not the one whom the other case is about, nor somebody below the level that it needs', () => {
    const about = { respondents: [{ kind: 'person', staffId: MANAGER.id }] } as const;
    takenBack(MANAGER, supermarketCase(about)).refused('conflict-of-interest', 'INV-4');
    takenBack(MANAGER, supermarketCase({ value: '2000.00' })).refused('not-authorised', 'AUT-3');
    takenBack(MANAGER, supermarketCase()).accepted();
    takenBack(STORE_MANAGER, supermarketCase(about)).accepted();
  });
});

describe('the sum of cases that are merged', () => {
  it('LIF-2 SOL-4 needs the level of both together, here and there', () => {
    const [here, there] = [
      grant(supermarketCase(), SUPERVISOR, '400.00'),
      grant(supermarketCase(), SUPERVISOR, '400.00'),
    ];
    merge(here, SUPERVISOR, there).refused('not-authorised', 'SOL-4');
    takeOver(there, SUPERVISOR, '400.00').refused('not-authorised', 'SOL-4');
    merge(here, MANAGER, there).accepted();
    takeOver(there, MANAGER, '400.00').accepted();
  });

  it('LIF-2 SOL-4 is decided by whoever merged, so that nothing of it is needed again', () => {
    const there = takeOver(grant(supermarketCase(), SUPERVISOR, '400.00'), MANAGER, '400.00');
    expect(coveringAuthority(there.record.remedies)).toMatchObject({ caseTotal: yuan('800.00') });
    there.do('ConfirmCompensation', { grant: 'G1', reference: 'Till 7' }).accepted();
  });

  it('LIF-2 SOL-4 asks nothing where only one of them has promised anything', () => {
    const here = grant(supermarketCase(), SUPERVISOR, '400.00');
    merge(here, SUPERVISOR, supermarketCase()).accepted();
    takeOver(supermarketCase(), SUPERVISOR, '400.00').accepted();
  });
});

const merged = (told: Story): Story =>
  merge(told, STORE_MANAGER, supermarketCase())
    .do('CompleteMerge', { ...MERGING, merge: 'M1' })
    .accepted();

describe('what a merged case gives', () => {
  it('LIF-2 SOL-4 a later reversal is told to the other case, each under a number of its own', () => {
    const told = merged(grant(grant(supermarketCase(), MANAGER, '400.00'), MANAGER, '100.00'));
    const back = { reason: 'Not wanted', how: 'notDelivered' } as const;
    told.letting(MANAGER, 'ReverseCompensation', { grant: 'G1', ...back });
    expect(told.last('MergedSumChanged')).toEqual([
      { into: OTHER, merge: 'M1', case: STORY_CASE, committed: yuan('100.00'), unvalued: false, change: 1 },
    ]);
    told.letting(MANAGER, 'ReverseCompensation', { grant: 'G2', ...back });
    expect(told.last('MergedSumChanged')).toMatchObject([{ committed: yuan('0.00'), change: 2 }]);
  });

  it('LIF-2 SOL-4 what is delivered there is no change', () => {
    const told = merged(grant(supermarketCase(), MANAGER, '400.00'));
    told.do('ConfirmCompensation', { grant: 'G1', reference: 'Till 7' });
    expect(told.lastTypes).toEqual(['CompensationDelivered']);
  });

  it('LIF-2 SOL-4 becomes dearer only by the highest level, which the sum of both may need', () => {
    const told = supermarketCase().letting(MANAGER, 'RecordAmounts', { bill: yuan('1.00'), source: 'Bill' });
    const discount = { kind: 'discount', percent: 100, of: 'bill' } as const;
    told.letting(MANAGER, 'GrantCompensation', { remedy: discount, reason: 'Sorry' });
    const dearer = { bill: yuan('400.00'), source: 'Bill' };
    merged(told).letting(MANAGER, 'RecordAmounts', dearer).refused('not-authorised', 'SOL-4');
    told.letting(STORE_MANAGER, 'RecordAmounts', dearer);
    expect(told.last('MergedSumChanged')).toMatchObject([{ committed: yuan('400.00') }]);
  });

  const changed = (change: number, committed: string) => ({
    ...{ from: OTHER, merge: 'M1', case: NOTHING_CARRIED.case, unvalued: false },
    ...{ committed: yuan(committed), change },
  });

  it('LIF-2 SOL-4 counts in the other case as it is by now, in whatever order that is told', () => {
    const there = takeOver(supermarketCase(), STORE_MANAGER, '400.00');
    there.do('AdjustTakenOver', changed(2, '0.00')).accepted();
    expect(totalOf(there.record.remedies)).toBe(0);
    expect(there.do('AdjustTakenOver', changed(1, '100.00')).lastTypes).toEqual([]);
    expect(totalOf(there.record.remedies)).toBe(0);
    there.do('AdjustTakenOver', changed(3, '40000.00')).accepted();
    expect(totalOf(there.record.remedies)).toBe(4_000_000);
    grantsNoMore(there);
  });

  /** The limit of the front line is passed by what the merged case gives. */
  const grantsNoMore = (there: Story): void => {
    there.do('GrantCompensation', { remedy: refund('49.00'), reason: 'Sorry' });
    expect(there.lastTypes).toEqual(['CompensationRequested']);
  };

  it('LIF-2 SOL-4 nothing of a merging that was taken back counts', () => {
    const there = takeOver(supermarketCase(), STORE_MANAGER, '400.00');
    const given = { from: OTHER, merge: 'M1', cases: [NOTHING_CARRIED.case], reason: 'Another kettle' };
    there.do('ReleaseTakeOver', given).accepted();
    expect(there.do('AdjustTakenOver', changed(1, '100.00')).lastTypes).toEqual([]);
  });

  it('LIF-2 SOL-4 is told on where the other case was merged itself', () => {
    const there = merged(takeOver(supermarketCase(), STORE_MANAGER, '400.00'));
    there.do('AdjustTakenOver', changed(1, '100.00'));
    expect(there.last('MergedSumChanged')).toMatchObject([
      { into: OTHER, case: NOTHING_CARRIED.case, committed: yuan('100.00'), change: 1 },
    ]);
  });

  it('LIF-2 SOL-4 is told on also when it changes while the other case is being merged', () => {
    const there = takeOver(supermarketCase(), STORE_MANAGER, '400.00');
    merge(there, STORE_MANAGER, supermarketCase()).do('AdjustTakenOver', changed(1, '100.00')).accepted();
    there.do('CompleteMerge', { ...MERGING, merge: 'M1' });
    expect(there.last('MergedSumChanged')).toMatchObject([{ committed: yuan('100.00'), change: 1 }]);
  });
});
