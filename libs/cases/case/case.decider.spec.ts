import { describe, expect, it } from 'vitest';
import { deciderSpecification, eventOf, anyStamp } from '#event-sourcing/testing';
import { instant } from '#event-sourcing';
import { nobodyYet } from '#organisation';
import { plainSecrets } from '../testing/plain-secrets.ts';
import { storyAt } from '../testing/stages.ts';
import {
  plainComplaint,
  residentialProperty,
  story,
  AFFAIRS_SUPERVISOR,
  GENERAL_MANAGER,
} from '../testing/story.ts';
import { caseDecider } from './case.decider.ts';
import type { CaseContext } from './context.ts';
import { caseEventSchemas } from './events.ts';

const complaint = plainComplaint(residentialProperty);

describe('the life of a case', () => {
  it('LIF-1 goes from received to archived', () => {
    const told = storyAt('archived');
    const facts = told.events.map(({ type }) => type).filter((type) => !type.startsWith('Deadline'));
    expect(facts).toEqual([
      'ComplaintLogged', 'OwnerAssigned', 'CaseClassified', 'CaseDispatched', 'DispatchReceiptSigned',
      'InvestigationConcluded', 'SolutionsPrepared', 'SolutionOffered', 'SolutionRejected', 'SolutionOffered',
      'SolutionAccepted', 'SolutionImplemented', 'CaseResolved', 'OutcomeNotified', 'FollowUpRecorded',
      'FormHandedBack', 'CaseClosed', 'CaseArchived',
    ]); // prettier-ignore
    expect(told.record.clocks.clocks.filter(({ status }) => status === 'running')).toEqual([]);
  });

  it('LIF-2 ends when the complainant withdraws; it can be reopened on new facts', () => {
    const told = storyAt('dispatched')
      .by(AFFAIRS_SUPERVISOR)
      .do('WithdrawCase', { reason: 'It works again.' });
    expect(told.record.stage).toBe('withdrawn');
    expect(told.record.clocks.clocks.filter(({ status }) => status === 'running')).toEqual([]);
    told.letting(GENERAL_MANAGER, 'ReopenCase', { cause: 'newFacts', reason: 'It broke again' });
    expect(told.record).toMatchObject({ stage: 'dispatched', reopened: 1 });
  });

  it.each(['received', 'dispatched', 'solutionRejected', 'resolved', 'followedUp'] as const)(
    'LIF-2 can be escalated while it is %s',
    (stage) => {
      const told = storyAt(stage).do('EscalateToManager', {
        ...{ reason: 'complainantInsists', explanation: 'Wants the director', complainantTold: true },
      });
      expect(told.last('EscalatedToManager')).toMatchObject([
        { from: 'frontline', to: 'affairs-supervisor' },
      ]);
    },
  );

  it('LIF-2 cannot be escalated once it is closed', () => {
    storyAt('closed')
      .do('EscalateToManager', { reason: 'breach', explanation: 'Late', complainantTold: false })
      .refused('wrong-stage', 'LIF-1');
  });

  it('LIF-1 goes forward only: work done again does not throw the case back', () => {
    const told = storyAt('investigated').do('DispatchCase', { department: 'security' });
    expect(told.record.stage).toBe('investigated');
  });

  it('LIF-3 records who, in which role, when, under which procedure and why', () => {
    const told = storyAt('classified').by({ id: 'clerk-1', roles: ['clerk', 'receiver'] });
    told.do('RaiseFlag', { flag: 'media', reason: 'A reporter called' });
    expect(told.lastEvents[0]).toMatchObject({
      data: { reason: 'A reporter called' },
      metadata: {
        actor: { id: 'clerk-1', role: 'clerk' },
        ...{ happenedAt: told.now, recordedAt: told.now, procedure: 'residential-property@1' },
      },
    });
  });

  it('LIF-4 keeps the three names that the user gave', () => {
    expect(Object.keys(caseEventSchemas)).toEqual(
      expect.arrayContaining(['ComplaintLogged', 'EscalatedToManager', 'CompensationGranted']),
    );
  });

  it('D1 decides by what happened alone: given these facts, this command makes these', () => {
    const stamp = { ...anyStamp, recordedAt: instant('2026-09-01T10:00:00Z') };
    const context: CaseContext = {
      ...{
        now: stamp.recordedAt,
        happenedAt: stamp.recordedAt,
        procedure: { ...residentialProperty, clocks: [] },
      },
      ...{
        stamp,
        candidates: [],
        secrets: plainSecrets,
        actor: { id: 'd', role: 'affairs-supervisor' },
        organisation: nobodyYet,
      },
    };
    const { respondents: _, ...plain } = complaint;
    const logged = {
      ...plain,
      complainant: { ...complaint.complainant, anonymous: false },
      receivedBy: 'r',
      procedure: { id: 'p', version: 1 },
    };
    deciderSpecification(caseDecider)
      .given([eventOf({ type: 'ComplaintLogged', data: logged })])
      .when({ type: 'WithdrawCase', data: { reason: 'Solved' } }, context)
      .then([{ type: 'CaseWithdrawn', data: { reason: 'Solved' } }]);
  });
});

describe('when it happened', () => {
  it('LIF-5 carries both times for a paper form that is entered in the evening', () => {
    const told = story().at('2026-09-01T19:00:00+08:00');
    told.opened({ channel: 'letter' }, { happenedAt: '2026-09-01T10:15:00+08:00' });
    expect(told.lastEvents[0]?.metadata).toMatchObject({
      happenedAt: '2026-09-01T02:15:00.000Z',
      recordedAt: '2026-09-01T11:00:00.000Z',
    });
    expect(told.last('DeadlineSet')).toContainEqual(
      expect.objectContaining({ clock: 'acknowledge', dueAt: '2026-09-01T03:15:00.000Z' }),
    );
  });

  it('LIF-5 stops a clock at the time at which it happened, and takes a breach back that was none', () => {
    const told = story().opened().at('2026-09-01T12:00:00+08:00');
    told.do('RecordDeadlineBreach', { clock: 'acknowledge', dueAt: '2026-09-01T02:00:00.000Z' });
    expect(told.lastTypes).toContain('DeadlineBreached');
    const late = { happenedAt: '2026-09-01T09:20:00+08:00', lateBecause: 'On the form of the morning.' };
    told.by(GENERAL_MANAGER).do('SendAcknowledgement', { method: 'phone' }, late);
    expect(told.last('BreachWithdrawn')).toMatchObject([{ clock: 'acknowledge' }]);
    expect(told.last('DeadlineMet')).toMatchObject([{ clock: 'acknowledge', late: false }]);
  });

  it.each(['2026-09-01T09:02:00.001+08:00', '2026-09-02', '2031-01-01T00:00:00Z'])(
    'LIF-5 refuses what is said to happen at %s, later than now',
    (happenedAt) => {
      story().do('LogComplaint', complaint, { happenedAt }).refused('in-the-future', 'LIF-5');
    },
  );

  it('LIF-5 tolerates two minutes between the clocks of two machines', () => {
    const told = story().opened({}, { happenedAt: '2026-09-01T09:02:00+08:00' });
    expect(told.record.stage).toBe('received');
  });

  it.each(['2026-09-01T08:59:59.999+08:00', '2026-08-31'])(
    'LIF-5 refuses what is said to have happened at %s, before the case was received',
    (happenedAt) => {
      const told = story().opened().at('2026-09-03T09:00:00+08:00');
      told.do('RecordRestatement', { restatement: 'So?', confirmed: true }, { happenedAt });
      told.refused('before-received', 'LIF-5');
    },
  );

  it('LIF-5 compares days by the calendar of the procedure', () => {
    // 1 September in Shanghai, 31 August in UTC.
    const told = story().at('2026-09-01T00:30:00+08:00').opened().at('2026-09-03T09:00:00+08:00');
    const finding = { kind: 'statement' as const, content: 'Heard it', evidence: [] };
    told.do('RecordFinding', finding, { happenedAt: '2026-09-01' });
    expect(told.lastEvents.at(-1)?.metadata.happenedAt).toBe('2026-09-01');
    told.do('RecordFinding', finding, { happenedAt: '2026-08-31' }).refused('before-received', 'LIF-5');
  });

  it.each(['2026-09-01', 'unknown'])(
    'LIF-5 needs the time where a clock counts from it; not %s',
    (happenedAt) => {
      story().do('LogComplaint', complaint, { happenedAt }).refused('time-needed', 'LIF-5');
      storyAt('received')
        .do('SendAcknowledgement', { method: 'phone' }, { happenedAt })
        .refused('time-needed', 'LIF-5');
    },
  );
});
