import { describe, expect, it } from 'vitest';
import { MERGING, storyAt, UNFOUNDED } from '../../testing/stages.ts';
import { AFFAIRS_SUPERVISOR, GENERAL_MANAGER, shippedProcedure, story } from '../../testing/story.ts';
import {
  type Carries,
  classifiedAt,
  findClock,
  FIRST_MORNING,
  giveBack,
  left,
  MERGED as A,
  MINOR,
  missedClocks,
  openedAt,
  takeOver,
} from '../../testing/mergings.ts';

describe('the matter of a merged case', () => {
  it('INV-4 keeps those away whom it is about, until it is given back', () => {
    const first = openedAt(FIRST_MORNING, {
      respondents: [{ kind: 'person', staffId: AFFAIRS_SUPERVISOR.id }],
    });
    const told = takeOver(classifiedAt(), left(first));
    told
      .letting(AFFAIRS_SUPERVISOR, 'ConcludeInvestigation', UNFOUNDED)
      .refused('conflict-of-interest', 'INV-4');
    giveBack(told).letting(AFFAIRS_SUPERVISOR, 'ConcludeInvestigation', UNFOUNDED).accepted();
  });

  it('CLS-4 AUT-6 stays as serious when the other case is classified only afterwards', () => {
    const first = openedAt(FIRST_MORNING).do('ClassifyCase', {
      ...MINOR,
      severity: 'major',
      criterion: 'serious-loss',
    });
    const told = takeOver(openedAt(FIRST_MORNING), left(first)).do('ClassifyCase', MINOR).accepted();
    expect(told.record.severity).toBe('major');
    told.letting(AFFAIRS_SUPERVISOR, 'ConcludeInvestigation', UNFOUNDED).refused('not-authorised', 'AUT-3');
  });

  it('CLS-2 INV-3 is a complaint still in an enquiry', () => {
    const told = takeOver(openedAt(FIRST_MORNING, { contactKind: 'enquiry' }), left(openedAt(FIRST_MORNING)));
    told.do('ClassifyCase', MINOR);
    told
      .letting(AFFAIRS_SUPERVISOR, 'ResolveCase', { summary: 'Answered' })
      .refused('not-investigated', 'INV-3');
  });

  it('AUT-3 needs the level that its value needs', () => {
    const supermarket = () => story(shippedProcedure('supermarket-authority')).at(FIRST_MORNING);
    const supervisor = { id: 'cs-supervisor', roles: ['customer-service-supervisor'] };
    const manager = { id: 'store-manager-1', roles: ['store-manager'] };
    const first = supermarket().opened({ retail: { goodsValue: { minor: 500_000, currency: 'CNY' } } });
    const carries = first
      .letting(manager, 'MergeCase', MERGING)
      .last('MergeStarted')
      .flatMap((each) => each.carries);
    const told = takeOver(supermarket().opened(), carries);
    told.letting(supervisor, 'WithdrawCase', { reason: 'Content' }).refused('not-authorised', 'AUT-3');
  });

  it('AUT-4 stays with the level that was asked, until it is given back', () => {
    const first = storyAt('dispatched').do('EscalateToManager', {
      ...{ to: 'affairs-supervisor', reason: 'authority', explanation: 'Money', complainantTold: true },
    });
    const told = takeOver(classifiedAt(), left(first.accepted()));
    expect(told.record).toMatchObject({ level: 'affairs-supervisor', levelAwaited: true });
    expect(giveBack(told).record).toMatchObject({ level: 'frontline', levelAwaited: false });
  });

  it('LIF-2 CLS-7 gives back severity and flags that only it brought, and keeps what was decided here', () => {
    const first = openedAt(FIRST_MORNING).do('ClassifyCase', {
      ...MINOR,
      severity: 'major',
      criterion: 'serious-loss',
    });
    first.do('RaiseFlag', { flag: 'media', reason: 'Called' });
    const told = takeOver(classifiedAt().do('RaiseFlag', { flag: 'safety', reason: 'Doors' }), left(first));
    expect(told.record).toMatchObject({ severity: 'major', flags: ['safety', 'media'] });
    expect(giveBack(told).record).toMatchObject({ severity: 'important', flags: ['safety'], takenOver: [] });
    expect(told.record.clocks.threads).toEqual([]);
    expect(told.record.clocks.clocks.filter(({ of, status }) => of === A && status === 'running')).toEqual(
      [],
    );
  });

  it('CLK-6 REP-2 gives a miss back to the case that missed it', () => {
    const first = classifiedAt().at('2026-09-05T09:00:00+08:00');
    const told = giveBack(takeOver(classifiedAt('2026-09-05T09:00:00+08:00'), left(first)));
    expect(told.last('BreachWithdrawn').map((each) => each.clock)).toContain(`resolve-minor@${A}`);
    expect(missedClocks(told)).toEqual([]);
  });

  it('LIF-2 CLK-3 hands on what it had taken over, with the clocks as they were', () => {
    const due = findClock(classifiedAt(), 'resolve-minor')?.dueAt;
    const other = 'WER4-8GMR-ZGE1';
    const first = JSON.parse(JSON.stringify(left(classifiedAt())).replaceAll(A, other)) as Carries;
    const carries = left(takeOver(classifiedAt('2026-09-02T09:00:00+08:00'), first));
    expect(carries.map((each) => each.case)).toEqual([A, other]);
    const third = takeOver(classifiedAt('2026-09-02T10:00:00+08:00'), carries);
    expect(findClock(third, `resolve-minor@${other}`)).toMatchObject({ of: other, dueAt: due });
    expect(findClock(third, `resolve-minor@${A}`)).toMatchObject({ of: A });
  });

  it('OUT-2 a letter that was merged into a call is answered in writing', () => {
    const channel = 'letter';
    expect(left(openedAt(FIRST_MORNING, { channel }))).toMatchObject([{ writtenResponse: true }]);
    const told = takeOver(storyAt('followedUp'), left(openedAt(FIRST_MORNING, { channel })));
    told.letting(GENERAL_MANAGER, 'CloseCase', {});
    expect(told.lastRefusal?.details).toMatchObject({ missing: expect.arrayContaining(['writtenResponse']) });
  });

  it('INT-8 whoever waits for a callback is called before the case is merged', () => {
    const told = storyAt('dispatched').do('RecordAbandonedContact', {
      ...{ procedure: { id: 'residential-property', version: 1 }, channel: 'phone' },
    });
    told.letting(GENERAL_MANAGER, 'MergeCase', MERGING).refused('callback-owed', 'INT-8');
  });
});
