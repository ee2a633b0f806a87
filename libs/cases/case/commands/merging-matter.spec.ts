import { describe, expect, it } from 'vitest';
import { storyAt } from '../../testing/stages.ts';
import {
  AFFAIRS_SUPERVISOR,
  GENERAL_MANAGER,
  shippedProcedure,
  story,
  STORY_CASE,
  type Story,
} from '../../testing/story.ts';
import type { CaseEventData } from '../events.ts';
import type { CaseClock } from '../clock-state.ts';

const A = STORY_CASE;
const reason = 'The same lift';
const MINOR = { category: 'lift', severity: 'minor', criterion: 'small-inconvenience' } as const;
const UNFOUNDED = {
  outcome: 'notSubstantiated',
  responsibility: 'complainant',
  rootCause: 'facility',
  explanation: 'It runs.',
} as const;

type Carries = CaseEventData<'MergeStarted'>['carries'];
const left = (told: Story): Carries =>
  told
    .letting(GENERAL_MANAGER, 'MergeCase', { into: '7F3K-9M2Q-X4TB', reason })
    .last('MergeStarted')
    .flatMap(({ carries }) => carries);
/** Somebody of the highest level. */
const byTop = ({ procedure }: Story) => ({ id: 'top-1', role: procedure.ladder.at(-1)?.id ?? '' });
const takeOver = (told: Story, carries: Carries): Story =>
  told.do('TakeOverCase', { from: A, merge: 'M1', reason, by: byTop(told), carries }).accepted();
const giveBack = (told: Story): Story =>
  told.do('ReleaseTakeOver', { from: A, merge: 'M1', reason, cases: [A] }).accepted();

const FIRST = '2026-09-01T09:00:00+08:00';
const fresh = (at: string, data = {}): Story => story().at(at).opened(data);
const classified = (at = FIRST): Story => fresh(at).do('ClassifyCase', MINOR).accepted();
const clock = (told: Story, name: string): CaseClock | undefined =>
  told.record.clocks.clocks.find((each) => each.clock === name);
const missed = (told: Story): readonly string[] =>
  told.record.clocks.clocks
    .filter(({ breached, status }) => breached && status === 'running')
    .map((each) => each.clock);

describe('the matter of a merged case', () => {
  it('INV-4 keeps those away whom it is about, until it is given back', () => {
    const first = fresh(FIRST, { respondents: [{ kind: 'person', staffId: AFFAIRS_SUPERVISOR.id }] });
    const told = takeOver(classified(), left(first));
    told
      .letting(AFFAIRS_SUPERVISOR, 'ConcludeInvestigation', UNFOUNDED)
      .refused('conflict-of-interest', 'INV-4');
    giveBack(told).letting(AFFAIRS_SUPERVISOR, 'ConcludeInvestigation', UNFOUNDED).accepted();
  });

  it('CLS-4 AUT-6 stays as serious when the other case is classified only afterwards', () => {
    const first = fresh(FIRST).do('ClassifyCase', { ...MINOR, severity: 'major', criterion: 'serious-loss' });
    const told = takeOver(fresh(FIRST), left(first)).do('ClassifyCase', MINOR).accepted();
    expect(told.record.severity).toBe('major');
    told.letting(AFFAIRS_SUPERVISOR, 'ConcludeInvestigation', UNFOUNDED).refused('not-authorised', 'AUT-3');
  });

  it('CLS-2 INV-3 is a complaint still in an enquiry', () => {
    const told = takeOver(fresh(FIRST, { contactKind: 'enquiry' }), left(fresh(FIRST)));
    told.do('ClassifyCase', MINOR);
    told
      .letting(AFFAIRS_SUPERVISOR, 'ResolveCase', { summary: 'Answered' })
      .refused('not-investigated', 'INV-3');
  });

  it('AUT-3 needs the level that its value needs', () => {
    const supermarket = () => story(shippedProcedure('supermarket-authority')).at(FIRST);
    const supervisor = { id: 'cs-supervisor', roles: ['customer-service-supervisor'] };
    const manager = { id: 'store-manager-1', roles: ['store-manager'] };
    const first = supermarket().opened({ retail: { goodsValue: { minor: 500_000, currency: 'CNY' } } });
    const carries = first
      .letting(manager, 'MergeCase', { into: '7F3K-9M2Q-X4TB', reason })
      .last('MergeStarted')
      .flatMap((each) => each.carries);
    const told = takeOver(supermarket().opened(), carries);
    told.letting(supervisor, 'WithdrawCase', { reason: 'Content' }).refused('not-authorised', 'AUT-3');
  });

  it('AUT-4 stays with the level that was asked, until it is given back', () => {
    const first = storyAt('dispatched').do('EscalateToManager', {
      ...{ to: 'affairs-supervisor', reason: 'authority', explanation: 'Money', complainantTold: true },
    });
    const told = takeOver(classified(), left(first.accepted()));
    expect(told.record).toMatchObject({ level: 'affairs-supervisor', levelAwaited: true });
    expect(giveBack(told).record).toMatchObject({ level: 'frontline', levelAwaited: false });
  });

  it('LIF-2 CLS-7 gives back severity and flags that only it brought, and keeps what was decided here', () => {
    const first = fresh(FIRST).do('ClassifyCase', { ...MINOR, severity: 'major', criterion: 'serious-loss' });
    first.do('RaiseFlag', { flag: 'media', reason: 'Called' });
    const told = takeOver(classified().do('RaiseFlag', { flag: 'safety', reason: 'Doors' }), left(first));
    expect(told.record).toMatchObject({ severity: 'major', flags: ['safety', 'media'] });
    expect(giveBack(told).record).toMatchObject({ severity: 'important', flags: ['safety'], takenOver: [] });
    expect(told.record.clocks.threads).toEqual([]);
    expect(told.record.clocks.clocks.filter(({ of, status }) => of === A && status === 'running')).toEqual(
      [],
    );
  });

  it('CLK-6 REP-2 gives a miss back to the case that missed it', () => {
    const first = classified().at('2026-09-05T09:00:00+08:00');
    const told = giveBack(takeOver(classified('2026-09-05T09:00:00+08:00'), left(first)));
    expect(told.last('BreachWithdrawn').map((each) => each.clock)).toContain(`resolve-minor@${A}`);
    expect(missed(told)).toEqual([]);
  });

  it('LIF-2 CLK-3 hands on what it had taken over, with the clocks as they were', () => {
    const due = clock(classified(), 'resolve-minor')?.dueAt;
    const other = 'WER4-8GMR-ZGE1';
    const first = JSON.parse(JSON.stringify(left(classified())).replaceAll(A, other)) as Carries;
    const carries = left(takeOver(classified('2026-09-02T09:00:00+08:00'), first));
    expect(carries.map((each) => each.case)).toEqual([A, other]);
    const third = takeOver(classified('2026-09-02T10:00:00+08:00'), carries);
    expect(clock(third, `resolve-minor@${other}`)).toMatchObject({ of: other, dueAt: due });
    expect(clock(third, `resolve-minor@${A}`)).toMatchObject({ of: A });
  });

  it('OUT-2 a letter that was merged into a call is answered in writing', () => {
    const channel = 'letter';
    expect(left(fresh(FIRST, { channel }))).toMatchObject([{ writtenResponse: true }]);
    const told = takeOver(storyAt('followedUp'), left(fresh(FIRST, { channel })));
    told.letting(GENERAL_MANAGER, 'CloseCase', {});
    expect(told.lastRefusal?.details).toMatchObject({ missing: expect.arrayContaining(['writtenResponse']) });
  });

  it('INT-8 whoever waits for a callback is called before the case is merged', () => {
    const told = storyAt('dispatched').do('RecordAbandonedContact', {
      ...{ procedure: { id: 'residential-property', version: 1 }, channel: 'phone' },
    });
    told
      .letting(GENERAL_MANAGER, 'MergeCase', { into: '7F3K-9M2Q-X4TB', reason })
      .refused('callback-owed', 'INT-8');
  });
});
