import { describe, expect, it } from 'vitest';
import { CALLER, later, storyAt } from '../../testing/stages.ts';
import {
  AFFAIRS_SUPERVISOR,
  GENERAL_MANAGER,
  RECEIVER,
  residentialProperty,
  story,
  type Story,
} from '../../testing/story.ts';

const missedCall = {
  procedure: { id: residentialProperty.id, version: residentialProperty.version },
  channel: 'phone',
} as const;
const conclusion = {
  outcome: 'substantiated',
  responsibility: 'organisation',
  rootCause: 'facility',
  explanation: 'Worn out.',
} as const;

describe('no answer to an offer', () => {
  const tried = (told: Story, times: number) => {
    for (let time = 0; time < times; time += 1)
      later(told.do('RecordFailedContact', { about: 'offer', method: 'phone' }).accepted(), 30);
    return told;
  };
  const lapse = (told: Story) => told.letting(AFFAIRS_SUPERVISOR, 'LapseOffer', { reason: 'No answer' });

  it('SOL-1 the offer lapses after the attempts of the procedure, and the case is resolved with it on record', () => {
    const told = tried(storyAt('solutionOffered'), 1);
    lapse(told).refused('more-attempts-needed', 'SOL-1');
    lapse(tried(told, 1));
    expect(told.record.options).toMatchObject([{ option: 'S1', status: 'lapsed' }, { status: 'prepared' }]);
    expect(told.record.stage).toBe('solutionOffered');
    told.letting(AFFAIRS_SUPERVISOR, 'ResolveCase', { summary: 'Offered in vain' });
    expect(told.record.stage).toBe('resolved');
  });

  it('SOL-1 lapses once, and only while it waits for an answer', () => {
    lapse(lapse(tried(storyAt('solutionOffered'), 2))).refused('wrong-stage', 'LIF-1');
    lapse(storyAt('accepted')).refused('wrong-stage', 'LIF-1');
    storyAt('accepted')
      .do('RecordFailedContact', { about: 'offer', method: 'phone' })
      .refused('no-offer-waiting', 'SOL-1');
  });

  it('SOL-1 attempts are counted for each offer anew', () => {
    const told = tried(storyAt('solutionOffered'), 2).do('RejectSolution', { option: 'S1', objection: 'No' });
    told.letting(AFFAIRS_SUPERVISOR, 'OfferSolution', { method: 'phone' });
    lapse(told).refused('more-attempts-needed', 'SOL-1');
  });

  it('SOL-4 frees the sum that was reserved', () => {
    const told = storyAt('investigated').do('PrepareSolutions', {
      options: [
        { description: 'Pay', remedy: { kind: 'refund', amount: { minor: 10_000, currency: 'CNY' } } },
      ],
    });
    told.letting(AFFAIRS_SUPERVISOR, 'OfferSolution', { method: 'phone' });
    expect(told.record.remedies).toMatchObject([{ status: 'offered' }]);
    lapse(tried(told, 2));
    expect(told.record.remedies).toMatchObject([{ status: 'lapsed' }]);
  });

  it('SOL-1 what nobody answered may be carried out all the same, when it gives nothing to anybody', () => {
    const told = lapse(tried(storyAt('solutionOffered'), 2));
    told.letting(AFFAIRS_SUPERVISOR, 'ImplementSolution', { option: 'S1' });
    expect(told.record.stage).toBe('implemented');
  });
});

describe('somebody who is unknown', () => {
  const anonymous = () =>
    story()
      .opened({ complainant: { kind: 'individual' }, channel: 'suggestionBox' })
      .do('ClassifyCase', { category: 'lift', severity: 'minor', criterion: 'small-inconvenience' })
      .letting(AFFAIRS_SUPERVISOR, 'ConcludeInvestigation', conclusion);
  const prepared = (remedy?: { kind: 'refund'; amount: { minor: number; currency: string } }) =>
    anonymous().do('PrepareSolutions', { options: [{ description: 'Repair', ...(remedy && { remedy }) }] });

  it('INT-4 SOL-1 is not asked: what puts it right is carried out, and nothing is given to nobody', () => {
    prepared({ kind: 'refund', amount: { minor: 100, currency: 'CNY' } })
      .letting(GENERAL_MANAGER, 'ImplementSolution', {})
      .refused('not-accepted', 'SOL-1');
    const told = prepared().do('ImplementSolution', {});
    told.refused('not-authorised', 'AUT-3');
    told.letting(AFFAIRS_SUPERVISOR, 'ImplementSolution', {});
    told.letting(AFFAIRS_SUPERVISOR, 'ResolveCase', { summary: 'Repaired' });
    expect(told.record.stage).toBe('resolved');
  });

  it('SOL-1 somebody who is known is asked first', () => {
    storyAt('investigated')
      .do('PrepareSolutions', { options: [{ description: 'Repair' }] })
      .letting(GENERAL_MANAGER, 'ImplementSolution', {})
      .refused('not-accepted', 'SOL-1');
  });

  it('INT-4 OUT-1 cannot be told: that is recorded, its clock ends unmissed, and the case is closed', () => {
    const told = prepared().letting(AFFAIRS_SUPERVISOR, 'ImplementSolution', {});
    told.letting(AFFAIRS_SUPERVISOR, 'ResolveCase', { summary: 'Repaired' });
    told.do('RecordOutcomeUntellable', { reason: 'A note without a name' });
    expect(told.last('OutcomeUntellable')).toMatchObject([{ why: 'anonymous' }]);
    expect(told.last('DeadlineMet')).toMatchObject([{ late: false }]);
    told.do('RecordOutcomeUntellable', { reason: 'Again' }).refused('wrong-stage', 'LIF-1');
    told.letting(AFFAIRS_SUPERVISOR, 'CloseCase', {});
    expect(told.record.stage).toBe('closed');
  });
});

describe('somebody who is not reached', () => {
  const tried = (told: Story, times: number) => {
    for (let time = 0; time < times; time += 1)
      later(told.do('RecordFailedContact', { about: 'outcome', method: 'phone' }).accepted(), 30);
    return told;
  };

  it('OUT-1 OUT-5 is given up after the attempts of the procedure, and then the case can be closed', () => {
    const told = tried(storyAt('resolved'), 2);
    told.do('RecordOutcomeUntellable', { reason: 'Moved' }).refused('more-attempts-needed', 'OUT-1');
    tried(told, 1).do('RecordOutcomeUntellable', { reason: 'Moved' });
    expect(told.last('OutcomeUntellable')).toMatchObject([{ why: 'notReached' }]);
    told.do('HandBackForm', { dispatch: 'D1', summary: 'Done' });
    told.letting(AFFAIRS_SUPERVISOR, 'CloseCase', {});
    expect(told.record.stage).toBe('closed');
  });

  it('OUT-1 attempts are for an outcome that has not been told', () => {
    for (const stage of ['implemented', 'outcomeNotified', 'closed'] as const)
      storyAt(stage)
        .do('RecordFailedContact', { about: 'outcome', method: 'phone' })
        .refused('nothing-to-tell', 'OUT-1');
  });

  it('OUT-6 is tried anew after a reopening', () => {
    const told = tried(storyAt('resolved'), 3).do('RecordOutcomeUntellable', { reason: 'Moved' });
    told.letting(GENERAL_MANAGER, 'ReopenCase', { cause: 'newFacts', reason: 'Again' });
    expect(told.record.failedContacts).toEqual({ offer: [], outcome: [], explanation: [] });
    expect(told.record).not.toHaveProperty('untellable');
  });
});

describe('an abandoned contact', () => {
  const ended = (told: Story) => told.do('EndContact', { reason: 'See the remarks' });

  it('INT-8 ends when nobody is reached in as many attempts as the procedure asks for', () => {
    const told = storyAt('awaitingCallback');
    ended(told).refused('more-attempts-needed', 'INT-8');
    for (let time = 0; time < 3; time += 1)
      later(told.do('RecordCallback', { reached: false }).accepted(), 30);
    expect(ended(told).last('ContactEnded')).toMatchObject([{ why: 'notReached' }]);
    expect(told.state).toMatchObject({ stage: 'closed' });
    ended(told).refused('no-abandoned-contact', 'INT-8');
  });

  it('INT-8 ends when the caller was reached and wants nothing', () => {
    const told = storyAt('awaitingCallback').do('RecordCallback', { reached: true });
    expect(ended(told).last('ContactEnded')).toMatchObject([{ why: 'nothingWanted' }]);
  });

  it('INT-8 is taken up again when they call again, and becomes a complaint', () => {
    const told = ended(storyAt('awaitingCallback').do('RecordCallback', { reached: true }));
    expect(told.do('RecordAbandonedContact', missedCall).state).toMatchObject({ stage: 'awaitingCallback' });
    told.opened();
    expect(told.record.stage).toBe('received');
  });

  it('INT-8 on a case that is worked on ends by itself, without ending the case', () => {
    const told = storyAt('dispatched').do('RecordAbandonedContact', missedCall);
    for (let time = 0; time < 3; time += 1)
      later(told.do('RecordCallback', { reached: false }).accepted(), 30);
    ended(told);
    expect(told.record.stage).toBe('dispatched');
    ended(told).refused('no-abandoned-contact', 'INT-8');
    ended(storyAt('dispatched')).refused('no-abandoned-contact', 'INT-8');
    ended(story()).refused('no-abandoned-contact', 'INT-8');
  });
});

describe('ends that are taken back', () => {
  it.each(['withdrawn', 'inadmissible', 'closed', 'archived'] as const)(
    'LIF-2 OUT-6 a case that is %s is reopened by a level, with a reason, and not by the front line',
    (stage) => {
      const reopening = { cause: 'correction', reason: 'It was another case' } as const;
      storyAt(stage).by(RECEIVER).do('ReopenCase', reopening).refused('not-authorised', 'OUT-6');
      const told = storyAt(stage).letting(AFFAIRS_SUPERVISOR, 'ReopenCase', reopening);
      expect(told.record).not.toHaveProperty('ending');
      expect(['received', 'classified', 'dispatched']).toContain(told.record.stage);
    },
  );
});

describe('the order of facts', () => {
  const at = (happenedAt: string) => ({ happenedAt });
  it('LIF-5 the clocks do not run again before they stood still', () => {
    const told = storyAt('dispatched').at('2026-09-01T15:00:00+08:00');
    told.do('PauseClocks', { reason: 'waitingForComplainant', explanation: 'Away' });
    told
      .do('ResumeClocks', { explanation: 'Back' }, at('2026-09-01T14:30:00+08:00'))
      .refused('before-paused', 'LIF-5');
  });

  it('LIF-5 nothing is reclassified before it was classified', () => {
    const told = story().opened().at('2026-09-01T12:00:00+08:00');
    told.do('ClassifyCase', { category: 'lift', severity: 'minor', criterion: 'small-inconvenience' });
    told
      .letting(
        GENERAL_MANAGER,
        'ChangeSeverity',
        { to: 'major', criterion: 'serious-loss', reason: 'Hurt' },
        at('2026-09-01T11:00:00+08:00'),
      )
      .refused('before-classified', 'LIF-5');
    told
      .letting(
        GENERAL_MANAGER,
        'ChangeCategory',
        { to: 'leak', reason: 'Wet' },
        at('2026-09-01T11:00:00+08:00'),
      )
      .refused('before-classified', 'LIF-5');
  });

  it('OUT-3 somebody who was told by nobody is not asked how they liked it', () => {
    storyAt('resolved')
      .letting(CALLER, 'RecordFollowUp', { method: 'phone', reached: true, satisfaction: 5 })
      .refused('wrong-stage', 'LIF-1');
  });
});
