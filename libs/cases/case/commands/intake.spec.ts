import { describe, expect, it } from 'vitest';
import { storyAt } from '../../testing/stages.ts';
import {
  AFFAIRS_SUPERVISOR,
  plainComplaint,
  RECEIVER,
  residentialProperty,
  shippedProcedure,
  story,
  GENERAL_MANAGER,
} from '../../testing/story.ts';
import { CHANNELS } from '../events/fields.ts';

const supermarket = shippedProcedure('supermarket-authority');
const EARLIER = '7F3K-9M2Q-X4TB';

describe('receiving a complaint', () => {
  it.each(CHANNELS)('INT-1 accepts what comes by %s', (channel) => {
    expect(story().opened({ channel }).record.channel).toBe(channel);
  });

  it('INT-2 records who complains about whom and what, what they want, where and when it was', () => {
    const facts = {
      complainant: { kind: 'business', name: 'Tenant 12', email: 'shop@example.com' },
      respondents: [{ kind: 'person', name: 'Guard Wang', staffId: 'guard-7', department: 'security' }],
      description: 'The gate was locked.',
      wanted: 'An apology',
      occurredAt: '2026-08-31T22:10:00.000Z',
      place: 'North gate',
    } as const;
    const [logged] = story().opened(facts).last('ComplaintLogged');
    expect(logged).toEqual({
      ...plainComplaint(residentialProperty),
      ...facts,
      procedure: { id: 'residential-property', version: 1, rules: residentialProperty.contentHash },
      complainant: { ...facts.complainant, anonymous: false },
      receivedBy: RECEIVER.id,
    });
  });

  it('INT-3 records what a retail complaint adds', () => {
    const retail = {
      ...{ store: 'S-04', brand: 'Acme', city: 'Shanghai', orderNumber: '77120', priority: 'high' },
      goodsValue: { minor: 49_999, currency: 'CNY' },
      ...{ purchasedOn: '2026-08-20', deliveredOn: '2026-08-22', withinWarranty: true },
      expectedOutcome: 'The money back',
    };
    const told = story(supermarket).opened({ retail });
    expect(told.last('ComplaintLogged')[0]?.retail).toEqual(retail);
    expect(told.record.retail).toEqual(retail);
  });

  it('INT-3 refuses a value in another currency than the procedure reckons in', () => {
    const retail = { goodsValue: { minor: 100, currency: 'USD' } };
    const complaint = { ...plainComplaint(residentialProperty), retail };
    story().do('LogComplaint', complaint).refused('foreign-currency', 'SOL-3');
    story().opened().do('CorrectIntake', { reason: 'Typo', retail }).refused('foreign-currency', 'SOL-3');
  });

  it.each([
    [{ kind: 'individual' }, true],
    [{ kind: 'individual', address: 'somewhere' }, true],
    [{ kind: 'unknown', phone: '138' }, false],
    [{ kind: 'individual', customerNumber: 'unit 4-201' }, false],
  ] as const)('INT-4 accepts a complaint from %j; anonymous: %s', (complainant, anonymous) => {
    expect(story().opened({ complainant }).record.complainant).toEqual({ ...complainant, anonymous });
  });

  it('INT-5 records the restatement, and whether the complainant confirms it', () => {
    const data = { restatement: 'The lift has not run since Sunday, right?', confirmed: false };
    expect(story().opened().do('RecordRestatement', data).last('RestatementRecorded')).toEqual([data]);
  });

  it('INT-6 records the acknowledgement; it stops the clock of the procedure', () => {
    const told = story()
      .opened()
      .at('2026-09-01T09:40:00+08:00')
      .do('SendAcknowledgement', { method: 'message' });
    expect(told.last('AcknowledgementSent')).toEqual([{ method: 'message' }]);
    expect(told.last('DeadlineMet')).toEqual([{ clock: 'acknowledge', kind: 'acknowledge', late: false }]);
  });

  it('INT-6 keeps the promised time of the first answer as a promise of its own', () => {
    const firstAnswerBy = '2026-09-01T09:00:00.000Z';
    const told = story().opened().do('SendAcknowledgement', { method: 'phone', firstAnswerBy });
    expect(told.last('ReplyPromised')).toEqual([
      { promise: 'P1', dueAt: firstAnswerBy, about: 'First answer' },
    ]);
    expect(told.last('DeadlineSet')).toMatchObject([{ clock: 'promise:P1', dueAt: firstAnswerBy }]);
  });

  it('INT-6 refuses a promise for a time that has passed', () => {
    story()
      .opened()
      .do('SendAcknowledgement', { method: 'phone', firstAnswerBy: '2026-09-01T00:59:59.000Z' })
      .refused('time-in-the-past', 'INT-6');
  });

  it('CLK-3 refuses a wish of the complainant that lies before the complaint', () => {
    const complaint = { ...plainComplaint(residentialProperty), requestedBy: '2026-09-01T01:00:00.000Z' };
    story().do('LogComplaint', complaint).refused('time-in-the-past', 'CLK-3');
  });

  it('CLK-3 refuses a wish by which no clock would ever run out', () => {
    const asked = (requestedBy: string) =>
      story().do('LogComplaint', { ...plainComplaint(residentialProperty), requestedBy });
    asked('2027-09-02T01:00:00.000Z').accepted();
    asked('2027-09-02T01:00:00.001Z').refused('time-too-far-away', 'CLK-3');
    asked('2199-01-01T00:00:00.000Z').refused('time-too-far-away', 'CLK-3');
  });

  it('INT-2 logs a case once', () => {
    story()
      .opened()
      .do('LogComplaint', plainComplaint(residentialProperty))
      .refused('already-logged', 'INT-2');
  });

  it('DIS-5 makes the receiver the first owner', () => {
    const told = story().opened();
    expect(told.last('OwnerAssigned')).toEqual([{ owner: RECEIVER.id, reason: 'First responder' }]);
    expect(told.record.owner).toBe(RECEIVER.id);
  });

  it('INV-4 takes a complaint about its own receiver, who does not own it: the next level answers at once', () => {
    const told = story().opened({ respondents: [{ kind: 'person', staffId: RECEIVER.id }] });
    expect(told.last('OwnerAssigned')).toEqual([]);
    expect(told.last('EscalatedToManager')).toMatchObject([
      { from: 'frontline', to: 'affairs-supervisor', reason: 'conflictOfInterest', automatic: true },
    ]);
    expect(told.record.owner).toBeUndefined();
  });

  it('INV-4 refuses a level of the respondent that the ladder does not have', () => {
    const respondent = { kind: 'person', level: 'emperor' } as const;
    const complaint = { ...plainComplaint(residentialProperty), respondents: [respondent] };
    story().do('LogComplaint', complaint).refused('unknown-level', 'INV-4');
    story()
      .opened()
      .do('CorrectIntake', { reason: 'Found out', respondents: [respondent] })
      .refused('unknown-level', 'INV-4');
  });
});

describe('duplicates', () => {
  it('INT-10 offers similar cases as duplicates and merges nothing by itself', () => {
    const told = story().opened({}, { candidates: [EARLIER] });
    expect(told.last('DuplicateSuspected')).toEqual([{ of: [EARLIER] }]);
    expect(told.record).toMatchObject({ stage: 'received', suspectedDuplicates: [EARLIER] });
  });

  it('INT-10 names each candidate once, and no more than twenty', () => {
    const candidates = Array.from({ length: 30 }, (_, index) => `case ${String(index)}`);
    const told = story().opened({}, { candidates: ['case 0', ...candidates] });
    expect(told.last('DuplicateSuspected')).toEqual([{ of: candidates.slice(0, 20) }]);
  });

  it('INT-10 lets a person dismiss the suspicion', () => {
    const told = story().opened({}, { candidates: [EARLIER] });
    told.do('DismissDuplicate', { of: EARLIER, reason: 'Another lift' });
    expect(told.record.suspectedDuplicates).toEqual([]);
    told
      .do('DismissDuplicate', { of: EARLIER, reason: 'Another lift' })
      .refused('no-such-suspicion', 'INT-10');
  });

  it('INT-10 LIF-2 lets a person merge the case into the other one; every clock ends', () => {
    const told = story().opened({}, { candidates: [EARLIER] });
    const merging = { into: EARLIER, reason: 'The same lift' };
    told.do('MergeCase', merging).refused('not-authorised', 'AUT-3');
    told
      .by(AFFAIRS_SUPERVISOR)
      .do('MergeCase', merging)
      .do('CompleteMerge', { ...merging, merge: 'M1' });
    expect(told.record).toMatchObject({ stage: 'merged', mergedInto: EARLIER });
    expect(told.record.clocks.clocks.map((clock) => clock.status)).toEqual([
      'cancelled',
      'cancelled',
      'cancelled',
    ]);
  });

  it('LIF-2 links a related case once', () => {
    const link = { to: EARLIER, relation: 'related', reason: 'Same building' } as const;
    const told = story().opened().do('LinkCase', link);
    expect(told.record.links).toEqual([{ to: EARLIER, relation: 'related' }]);
    expect(told.do('LinkCase', link).lastTypes).toEqual([]);
  });
});

describe('hand-overs', () => {
  it('INT-9 keeps one case, with each hand-over recorded', () => {
    const told = story().opened({ channel: 'desk' });
    told.do('HandOverComplaint', { from: 'desk', to: 'hotline', reason: 'Opening hours' });
    told.do('HandOverComplaint', { from: 'hotline', to: 'store 4', reason: 'Their matter' });
    const handOvers = told.events.filter(({ type }) => type === 'ComplaintHandedOver');
    expect(handOvers).toHaveLength(2);
    expect(told.record.stage).toBe('received');
  });

  it('INT-9 remembers the regulator that passed it on, who hears of the outcome too', () => {
    const regulator = { name: 'Consumer association', reference: 'CA-118' };
    const told = storyAt('outcomeNotified');
    const outcome = { to: 'regulator', method: 'letter', summary: 'Repaired', written: true } as const;
    told.do('NotifyOutcome', outcome).refused('no-regulator', 'INT-9');
    told.do('HandOverComplaint', { from: regulator.name, to: 'desk', reason: 'Transfer', regulator });
    expect(told.record.regulators).toEqual([{ name: regulator.name, told: false }]);
    expect(told.do('NotifyOutcome', outcome).record.regulators).toMatchObject([{ told: true }]);
  });

  it('INT-9 tells the regulator of a complaint that was turned down, too', () => {
    const told = story().opened({ channel: 'regulator' });
    told.letting(GENERAL_MANAGER, 'DeclareInadmissible', { ground: 'in-court', method: 'letter' });
    told.do('NotifyOutcome', { to: 'regulator', method: 'letter', summary: 'In court', written: true });
    expect(told.record).toMatchObject({ stage: 'inadmissible', regulators: [{ told: true }] });
  });

  it('INT-9 refuses a hand-over to oneself', () => {
    story()
      .opened()
      .do('HandOverComplaint', { from: 'desk', to: 'desk', reason: 'None' })
      .refused('same-receiver', 'INT-9');
  });
});
