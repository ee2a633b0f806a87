import { describe, expect, it } from 'vitest';
import { storyAt } from '../../testing/stages.ts';
import {
  AFFAIRS_SUPERVISOR,
  GENERAL_MANAGER,
  residentialProperty,
  story,
  type Story,
} from '../../testing/story.ts';
import type { Procedure } from '#procedures';

const minor = { category: 'lift', severity: 'minor', criterion: 'small-inconvenience' };
const asking = (...requires: Procedure['resolving']['requires']): Procedure => ({
  ...residentialProperty,
  resolving: { requires },
});
const resolve = (told: Story) => told.letting(GENERAL_MANAGER, 'ResolveCase', { summary: 'Done' });

describe('the steps before a case is resolved (LIF-1)', () => {
  it('CLS-1 an enquiry is not resolved unclassified', () => {
    const told = story().opened({ contactKind: 'enquiry' });
    resolve(told).refused('not-classified', 'CLS-1');
    expect(resolve(told.do('ClassifyCase', minor)).record.stage).toBe('resolved');
  });

  it('INV-1 a major complaint is not resolved without a finding on record; a minor one may be', () => {
    const told = storyAt('implemented').letting(GENERAL_MANAGER, 'ChangeSeverity', {
      ...{ to: 'major', criterion: 'serious-loss', reason: 'Hurt' },
    });
    resolve(told).refused('no-finding', 'INV-1');
    expect(told.lastRefusal?.details).toEqual({ missing: ['findingRecorded'] });
    told.do('RecordFinding', { kind: 'inspection', content: 'Worn out', evidence: [] });
    expect(resolve(told).record.stage).toBe('resolved');
    expect(resolve(storyAt('implemented')).record.stage).toBe('resolved');
  });

  it('CLS-5 what is outside our commitments is explained instead of investigated', () => {
    const told = story().opened().do('ClassifyCase', minor);
    resolve(told).refused('not-investigated', 'INV-3');
    told.letting(GENERAL_MANAGER, 'AssessValidity', { valid: false, reason: 'Not ours' });
    told.do('ExplainInvalidity', { method: 'phone', explanation: 'The city owns it', accepted: true });
    expect(resolve(told).record.stage).toBe('resolved');
  });

  it('DIS-1 a procedure may ask for a dispatch, of those who complain about a department', () => {
    const told = story(asking({ step: 'dispatched', when: { respondentKinds: ['department'] } })).opened({
      ...{ contactKind: 'request', respondents: [{ kind: 'department', department: 'security' }] },
    });
    told.do('ClassifyCase', minor);
    resolve(told).refused('not-dispatched', 'DIS-1');
    expect(resolve(told.do('DispatchCase', {})).record.stage).toBe('resolved');
    const other = story(asking({ step: 'dispatched', when: { respondentKinds: ['department'] } }));
    expect(resolve(other.opened({ contactKind: 'request' })).record.stage).toBe('resolved');
  });

  it('INV-3 a condition looks at what was found, and why', () => {
    const when = { outcomes: ['substantiated'], causes: ['facility'], complainantKinds: ['individual'] };
    const told = storyAt('implemented');
    expect(resolve(told).record.stage).toBe('resolved');
    const strict = story(asking({ step: 'findingRecorded', when }))
      .opened()
      .do('ClassifyCase', minor);
    strict.letting(AFFAIRS_SUPERVISOR, 'ConcludeInvestigation', {
      ...{ outcome: 'substantiated', responsibility: 'organisation', rootCause: 'facility' },
      explanation: 'Worn out',
    });
    resolve(strict).refused('no-finding', 'INV-1');
  });
});

describe('conditions of other rules', () => {
  it('OUT-3 a follow-up may be required of some cases only', () => {
    const procedure: Procedure = {
      ...residentialProperty,
      followUp: { ...residentialProperty.followUp, when: { severities: ['major'] } },
    };
    const told = resolve(story(procedure).opened({ contactKind: 'enquiry' }).do('ClassifyCase', minor));
    const outcome = { to: 'complainant', method: 'phone', summary: 'Done', written: false } as const;
    told.do('NotifyOutcome', outcome).letting(GENERAL_MANAGER, 'CloseCase', {});
    expect(told.record.stage).toBe('closed');
  });

  it('CLK-4 more time may be had on some cases only', () => {
    const [rule] = residentialProperty.extensions;
    if (rule === undefined) throw new Error('there is an extension');
    const procedure = { ...residentialProperty, extensions: [{ ...rule, when: { channels: ['letter'] } }] };
    const extend = (channel: 'letter' | 'phone') =>
      story(procedure)
        .opened({ channel })
        .do('ClassifyCase', minor)
        .letting(GENERAL_MANAGER, 'GrantExtension', {
          ...{ clock: 'resolve-minor', to: '2026-09-10T01:00:00.000Z', reason: 'The part' },
        });
    expect(extend('letter').lastTypes).toContain('ExtensionGranted');
    extend('phone').refused('extension-not-allowed', 'CLK-4');
  });

  it('LIF-1 settling at once may be for some complainants only', () => {
    const procedure = { ...residentialProperty, settleAtOnce: [{ complainantKinds: ['business'] }] };
    const settle = (kind: 'business' | 'individual') =>
      story(procedure)
        .opened({ complainant: { kind, name: 'Li Hua' } })
        .letting(AFFAIRS_SUPERVISOR, 'SettleAtOnce', {
          ...{ ...minor, solution: 'Reset', method: 'phone', summary: 'Reset' },
        });
    expect(settle('business').record.stage).toBe('resolved');
    settle('individual').refused('not-a-small-matter', 'LIF-1');
  });

  it('INT-5 INT-6 INV-5 a procedure may ask that it was said back, acknowledged, or mediated', () => {
    const when = { contactKinds: ['request'] };
    const told = story(
      asking({ step: 'restated', when }, { step: 'acknowledged', when }, { step: 'mediated', when }),
    ).opened({ contactKind: 'request' });
    told.do('ClassifyCase', minor);
    resolve(told).refused('not-restated', 'INT-5');
    told.do('RecordRestatement', { restatement: 'The lift stands still', confirmed: true });
    resolve(told).refused('not-acknowledged', 'INT-6');
    told.do('SendAcknowledgement', { method: 'phone' });
    resolve(told).refused('not-mediated', 'INV-5');
    told.do('RecordMediation', {
      ...{ parties: ['merchant', 'complainant'], result: 'notAgreed', minutes: 'No agreement' },
    });
    expect(resolve(told).record.stage).toBe('resolved');
  });

  it('INT-6 nobody who is unknown has to be told that it was received', () => {
    const told = story(asking({ step: 'acknowledged' })).opened({
      ...{ contactKind: 'request', complainant: { kind: 'unknown' } },
    });
    expect(resolve(told).record.stage).toBe('resolved');
  });
});
