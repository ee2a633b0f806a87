import { describe, expect, it } from 'vitest';
import { runningClocks } from '../../testing/clocks.ts';
import { later, resolvedFor, storyAt, UNFOUNDED } from '../../testing/stages.ts';
import { GENERAL_MANAGER, residentialProperty, story, type Story } from '../../testing/story.ts';
import { COUNTER, refund, STORE_MANAGER, SUPERVISOR, supermarketCase } from '../../testing/supermarket.ts';

const summary = { summary: 'The sensor was replaced.' };
const outcome = { to: 'complainant', method: 'phone', summary: 'It runs again.', written: false } as const;
const asked = (satisfaction: number) => ({ method: 'phone', reached: true, satisfaction }) as const;
const MINOR = { severity: 'minor', criterion: 'small-inconvenience' } as const;
const IMPORTANT = { severity: 'important', criterion: 'service-fault' } as const;
const MAJOR = { severity: 'major', criterion: 'serious-loss' } as const;
const missed = { method: 'phone', reached: false } as const;

describe('closing (OUT-5)', () => {
  it('OUT-5 INV-4 is not done by a follow-up of somebody who may not close the case', () => {
    const about = { kind: 'person', staffId: 'manager-1', level: 'customer-service-manager' } as const;
    const told = supermarketCase({ respondents: [about] })
      .letting(STORE_MANAGER, 'ConcludeInvestigation', UNFOUNDED)
      .letting(STORE_MANAGER, 'ResolveCase', summary)
      .do('NotifyOutcome', outcome);
    told.letting(SUPERVISOR, 'CloseCase', {}).refused('respondent-not-below', 'INV-4');
    told.letting(SUPERVISOR, 'RecordFollowUp', asked(5)).accepted();
    expect(told.record.stage).toBe('followedUp');
    told.letting(STORE_MANAGER, 'CloseCase', {}).accepted();
  });

  const missing = (told: Story): unknown =>
    told.letting(GENERAL_MANAGER, 'CloseCase', {}).lastRefusal?.details?.['missing'];

  it('OUT-5 says everything that is missing', () => {
    expect(missing(storyAt('resolved'))).toEqual(['outcomeNotified', 'followUpDone', 'receiptsReturned']);
    expect(missing(resolvedFor('regulator'))).toEqual([
      'outcomeNotified',
      'followUpDone',
      'regulatorAnswered',
      'writtenResponse',
    ]);
    expect(missing(resolvedFor('letter'))).toContain('writtenResponse');
    storyAt('followedUp')
      .letting(GENERAL_MANAGER, 'CloseCase', {})
      .refused('closing-conditions-missing', 'OUT-5');
  });

  it('OUT-5 waits for compensation that has not been carried out, and for requests that nobody answered', () => {
    const told = supermarketCase({ contactKind: 'request' })
      .letting(GENERAL_MANAGER, 'ResolveCase', summary)
      .do('NotifyOutcome', outcome);
    const grant = { reason: 'Fair', remedy: refund('300.00') };
    later(told.do('RecordFollowUp', missed), 30).do('RecordFollowUp', missed);
    told.do('GrantCompensation', grant);
    expect(missing(told)).toEqual(['compensationDelivered']);
    told
      .by(SUPERVISOR)
      .do('GrantCompensation', { ...grant, request: 'R1' })
      .by(COUNTER);
    expect(missing(told)).toEqual(['compensationDelivered']);
    told.do('ConfirmCompensation', { grant: 'G1', reference: 'Till 7' });
    expect(told.letting(GENERAL_MANAGER, 'CloseCase', { remarks: 'All done' }).record.stage).toBe('closed');
    expect(runningClocks(told)).toEqual([]);
  });

  it('OUT-5 does not wait for compensation that was reversed or refused', () => {
    const told = supermarketCase({ contactKind: 'request' })
      .letting(GENERAL_MANAGER, 'ResolveCase', summary)
      .do('NotifyOutcome', outcome);
    const granted = (amount: string) =>
      told.do('GrantCompensation', { reason: 'Fair', remedy: refund(amount) });
    granted('300.00').by(SUPERVISOR);
    granted('200.00').by(COUNTER);
    expect(told.do('RecordFollowUp', asked(3)).record.stage).toBe('followedUp');
    told.by(SUPERVISOR);
    told.do('ReverseCompensation', { grant: 'G1', reason: 'A mistake', how: 'notDelivered' });
    told
      .do('RefuseCompensation', { request: 'R1', reason: 'A mistake' })
      .letting(GENERAL_MANAGER, 'CloseCase', {})
      .accepted();
  });

  it('IMP-2 waits for an action that keeps it from happening again, where the procedure says so', () => {
    const requires = [{ step: 'improvementPlanned', when: { severities: ['minor'] } }] as const;
    const told = story({ ...residentialProperty, closing: { requires } })
      .opened({ contactKind: 'enquiry' })
      .do('ClassifyCase', { category: 'lift', severity: 'minor', criterion: 'small-inconvenience' })
      .letting(GENERAL_MANAGER, 'ResolveCase', summary)
      .do('NotifyOutcome', outcome);
    expect(missing(told)).toEqual(['improvementPlanned']);
    told.do('RecordImprovement', { issue: 'I4f0c2d1b7a6e4f5' }).accepted();
    told.letting(GENERAL_MANAGER, 'CloseCase', {}).accepted();
  });

  const resolvedAs = (
    contactKind: 'complaint' | 'enquiry',
    severity: typeof MINOR | typeof IMPORTANT | typeof MAJOR,
  ): Story => {
    const told = story()
      .opened({ contactKind })
      .do('ClassifyCase', { category: 'lift', ...severity });
    told.letting(GENERAL_MANAGER, 'RecordFinding', { kind: 'finding', content: 'It runs.', evidence: [] });
    if (contactKind === 'complaint') told.letting(GENERAL_MANAGER, 'ConcludeInvestigation', UNFOUNDED);
    return told.letting(GENERAL_MANAGER, 'ResolveCase', summary).accepted();
  };

  it('IMP-2 keeps important and major complaints of residential property open until an action was decided on', () => {
    for (const severity of [IMPORTANT, MAJOR]) {
      const told = resolvedAs('complaint', severity);
      expect(missing(told)).toContain('improvementPlanned');
      told.do('RecordImprovement', { issue: 'I4f0c2d1b7a6e4f5' }).accepted();
      expect(missing(told)).not.toContain('improvementPlanned');
      expect(missing(resolvedAs('enquiry', severity))).not.toContain('improvementPlanned');
    }
    expect(missing(resolvedAs('complaint', MINOR))).not.toContain('improvementPlanned');
  });

  it('INT-4 asks nothing of an anonymous complainant', () => {
    const told = story().opened({
      complainant: { kind: 'individual' },
      channel: 'letter',
      contactKind: 'suggestion',
    });
    told
      .do('ClassifyCase', { category: 'lift', severity: 'minor', criterion: 'small-inconvenience' })
      .letting(GENERAL_MANAGER, 'ResolveCase', summary)
      .letting(GENERAL_MANAGER, 'CloseCase', {})
      .accepted();
  });

  it('OUT-3 follows up only where the procedure requires it', () => {
    const relaxed = {
      ...residentialProperty,
      followUp: { ...residentialProperty.followUp, required: false },
    };
    const told = story(relaxed)
      .opened({ contactKind: 'enquiry' })
      .do('ClassifyCase', { category: 'lift', severity: 'minor', criterion: 'small-inconvenience' })
      .letting(GENERAL_MANAGER, 'ResolveCase', summary);
    told.do('NotifyOutcome', outcome).letting(GENERAL_MANAGER, 'CloseCase', {}).accepted();
  });

  it('CLS-6 an inadmissible case closes with its explanation', () => {
    storyAt('inadmissible').letting(GENERAL_MANAGER, 'CloseCase', {}).accepted();
  });
});
