import { describe, expect, it } from 'vitest';
import { classifiedAs, clockOf, eventsOf, runningClocks, schedulerRuns } from '../../testing/clocks.ts';
import { CALLER, later, resolvedFor, storyAt, UNFOUNDED } from '../../testing/stages.ts';
import {
  AFFAIRS_SUPERVISOR,
  GENERAL_MANAGER,
  OFFICE_DIRECTOR,
  RECEIVER,
  type Character,
  type Story,
} from '../../testing/story.ts';
import { refund, SUPERVISOR, supermarketCase } from '../../testing/supermarket.ts';

const summary = { summary: 'The sensor was replaced.' };
const outcome = { to: 'complainant', method: 'phone', summary: 'It runs again.', written: false } as const;
const asked = (satisfaction: number) => ({ method: 'phone', reached: true, satisfaction }) as const;
const missed = { method: 'phone', reached: false } as const;

describe('resolving (LIF-1)', () => {
  it('INV-3 needs a conclusion, and SOL-1 an option that was carried out', () => {
    storyAt('dispatched')
      .letting(GENERAL_MANAGER, 'ResolveCase', summary)
      .refused('not-investigated', 'INV-3');
    storyAt('investigated')
      .letting(GENERAL_MANAGER, 'ResolveCase', summary)
      .refused('not-implemented', 'SOL-1');
    storyAt('solutionRejected')
      .letting(GENERAL_MANAGER, 'ResolveCase', summary)
      .refused('not-implemented', 'SOL-1');
    expect(
      storyAt('implemented').letting(GENERAL_MANAGER, 'ResolveCase', summary).last('CaseResolved'),
    ).toEqual([{ ...summary, settledAtOnce: false }]);
  });

  it('AUT-4 or the decision of the highest level, when the complainant accepts nothing', () => {
    const told = storyAt('solutionRejected');
    const escalation = { reason: 'unresolved', explanation: 'No', complainantTold: true } as const;
    for (let level = 0; level < 3; level += 1) told.do('EscalateToManager', escalation).accepted();
    told.letting(GENERAL_MANAGER, 'ResolveCase', summary).refused('not-implemented', 'SOL-1');
    told.by(GENERAL_MANAGER).do('DecideEscalation', { decision: 'That is all we can do' });
    told.by(RECEIVER).letting(GENERAL_MANAGER, 'ResolveCase', summary).accepted();
  });

  it('CLS-5 an invalid complaint needs its explanation instead', () => {
    const told = classifiedAs('minor').letting(GENERAL_MANAGER, 'AssessValidity', {
      valid: false,
      reason: 'Not ours',
    });
    told.letting(GENERAL_MANAGER, 'ResolveCase', summary).refused('explanation-missing', 'CLS-5');
    told.do('ExplainInvalidity', { method: 'phone', explanation: 'The city owns it', accepted: true });
    told.letting(GENERAL_MANAGER, 'ResolveCase', summary).accepted();
  });

  it('INV-4 is not for the one complained about', () => {
    const told = classifiedAs('minor', { respondents: [{ kind: 'person', staffId: GENERAL_MANAGER.id }] });
    told
      .by(GENERAL_MANAGER)
      .letting(GENERAL_MANAGER, 'ResolveCase', summary)
      .refused('conflict-of-interest', 'INV-4');
  });
});

describe('telling the outcome (OUT-1)', () => {
  it('OUT-1 records how, what, and by whom', () => {
    const told = storyAt('resolved').do('NotifyOutcome', outcome);
    expect(told.last('OutcomeNotified')).toEqual([outcome]);
    expect(told.lastEvents[0]?.metadata.actor.id).toBe('receiver-1');
    expect(told.record.stage).toBe('outcomeNotified');
  });

  it('OUT-1 not told on the same day is a breach of the owner', () => {
    const told = schedulerRuns(storyAt('resolved'), '2026-09-02T00:00:00+08:00');
    expect(eventsOf(told, 'DeadlineBreached').at(-1)?.data).toMatchObject({ clock: 'notify-outcome' });
  });

  it('INT-9 a regulator is told when one passed the case on', () => {
    storyAt('resolved')
      .do('NotifyOutcome', { ...outcome, to: 'regulator' })
      .refused('no-regulator', 'INT-9');
    const told = resolvedFor('regulator').do('NotifyOutcome', { ...outcome, to: 'regulator' });
    expect(told.record).toMatchObject({ stage: 'resolved', regulators: [{ told: true }] });
    expect(clockOf(told, 'regulator-answer:R1').status).toBe('met');
  });

  it('a written final response is kept as it was sent', () => {
    const response = { method: 'letter', letter: 'Dear Ms Li, …' } as const;
    expect(storyAt('resolved').do('IssueFinalResponse', response).last('FinalResponseIssued')).toEqual([
      response,
    ]);
  });
});

describe('following up (OUT-3, OUT-4)', () => {
  it('OUT-3 is done by somebody who has not handled the case', () => {
    storyAt('outcomeNotified').do('RecordFollowUp', asked(5)).refused('handler-cannot-follow-up', 'OUT-3');
    storyAt('outcomeNotified').by(CALLER).do('RecordFollowUp', asked(5)).accepted();
  });

  it('OUT-3 records failed attempts; the clock runs on until somebody is reached or the attempts are used up', () => {
    const told = storyAt('outcomeNotified').by(CALLER).do('RecordFollowUp', missed);
    expect(told.last('FollowUpRecorded')).toEqual([{ ...missed, attempt: 1 }]);
    expect(runningClocks(told)).toContain('follow-up');
    later(told, 30).do('RecordFollowUp', missed);
    expect(clockOf(told, 'follow-up').status).toBe('met');
    told.do('RecordFollowUp', asked(5)).refused('follow-ups-exhausted', 'OUT-3');
  });

  it.each([asked(0), asked(6), { method: 'phone', reached: true } as const, { ...asked(3), reached: false }])(
    'OUT-3 has a satisfaction on the scale exactly when somebody was reached: %j',
    (followUp) => {
      storyAt('outcomeNotified')
        .by(CALLER)
        .do('RecordFollowUp', followUp)
        .refused('satisfaction-needed', 'OUT-3');
    },
  );

  it('OUT-4 satisfied: the case is closed when nothing else is missing, and stays open when something is', () => {
    const waiting = storyAt('outcomeNotified').by(CALLER).do('RecordFollowUp', asked(3));
    expect(waiting.record.stage).toBe('followedUp');
    const told = storyAt('outcomeNotified').do('HandBackForm', { dispatch: 'D1', summary: 'Done' });
    told.by(CALLER).do('RecordFollowUp', asked(3));
    expect(told.last('FollowUpRecorded')[0]).toMatchObject({ satisfied: true, satisfaction: 3 });
    expect(told.lastTypes.slice(0, 2)).toEqual(['FollowUpRecorded', 'CaseClosed']);
  });

  it('OUT-4 unsatisfied: the case is reopened and escalated one level', () => {
    const told = storyAt('outcomeNotified').by(CALLER).do('RecordFollowUp', asked(2));
    expect(told.lastTypes.slice(0, 3)).toEqual(['FollowUpRecorded', 'CaseReopened', 'EscalatedToManager']);
    expect(told.last('CaseReopened')[0]?.cause).toBe('unsatisfied');
    expect(told.last('EscalatedToManager')[0]).toMatchObject({
      to: 'affairs-supervisor',
      reason: 'unsatisfied',
    });
    expect(told.record).toMatchObject({ stage: 'dispatched', reopened: 1, levelAwaited: true });
    expect(runningClocks(told)).toEqual(expect.arrayContaining(['resolve-minor#2', 'level-answer:E1']));
  });
});

describe('somebody who is content with nothing', () => {
  const again = (told: Story, who: Character): Story =>
    told
      .letting(who, 'ConcludeInvestigation', UNFOUNDED)
      .letting(who, 'ResolveCase', { summary: 'It runs' })
      .do('NotifyOutcome', outcome)
      .accepted();
  const unsatisfied = (told: Story): Story =>
    told.by(CALLER).do('RecordFollowUp', asked(1)).accepted().by(RECEIVER);

  it('OUT-4 OUT-5 is heard by one level after the other, and then the case can be closed with what they said', () => {
    const told = unsatisfied(storyAt('outcomeNotified'));
    for (const who of [AFFAIRS_SUPERVISOR, OFFICE_DIRECTOR]) {
      unsatisfied(again(told, who));
      expect(told.record).toMatchObject({ resolved: false, levelAwaited: true });
    }
    unsatisfied(again(told, GENERAL_MANAGER));
    expect(told.record).toMatchObject({ level: 'general-manager', reopened: 3, resolved: true });
    expect(told.lastTypes).not.toContain('CaseReopened');
    told.do('HandBackForm', { dispatch: 'D1', summary: 'Done' });
    told.letting(GENERAL_MANAGER, 'CloseCase', {}).accepted();
  });
});

describe('after the end (OUT-6)', () => {
  it('OUT-6 a closed case is reopened with a reason and has to be settled, told and followed up anew', () => {
    const told = storyAt('closed').letting(GENERAL_MANAGER, 'ReopenCase', {
      cause: 'newFacts',
      reason: 'It stands still again',
    });
    expect(told.last('CaseReopened')).toEqual([{ cause: 'newFacts', reason: 'It stands still again' }]);
    expect(told.record).toMatchObject({
      stage: 'dispatched',
      outcomeNotified: false,
      followUps: [],
      options: [],
    });
    told.letting(GENERAL_MANAGER, 'ResolveCase', summary).refused('not-investigated', 'INV-3');
  });

  it('SOL-4 what was granted before the reopening still counts', () => {
    const told = supermarketCase().by(SUPERVISOR);
    told
      .do('GrantCompensation', { remedy: refund('499.99'), reason: 'Fair' })
      .do('WithdrawCase', { reason: 'Enough' });
    told.do('ReopenCase', { cause: 'correction', reason: 'Not enough' });
    expect(told.do('GrantCompensation', { remedy: refund('0.01'), reason: 'More' }).lastTypes).toEqual([
      'CompensationRequested',
    ]);
  });

  it('LIF-1 OUT-6 an ended case is archived, and comes back only by a level, with a reason', () => {
    const told = storyAt('closed').do('ArchiveCase', { reference: 'A-2026-17' });
    expect(told.record.stage).toBe('archived');
    told.do('ArchiveCase', {}).refused('wrong-stage', 'LIF-1');
    told.do('ReopenCase', { cause: 'correction', reason: 'Again' }).refused('not-authorised', 'OUT-6');
    told.letting(GENERAL_MANAGER, 'ReopenCase', { cause: 'newFacts', reason: 'Again' });
    expect(told.record).toMatchObject({ stage: 'dispatched', archived: false });
    storyAt('resolved').do('ArchiveCase', {}).refused('wrong-stage', 'LIF-1');
  });
});
