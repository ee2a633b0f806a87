import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { arbitraryHistory } from '../testing/arbitrary-events.ts';
import { documentOf, recorded, told, type Told } from '../testing/recorded.ts';
import {
  breached,
  classified,
  complaint,
  granted,
  logged,
  PERSONAL,
  RECEIVED,
  imported,
  resolved,
  SETTLED as AT,
} from '../testing/stories.ts';
import { caseFactsProjection } from './case-facts.projection.ts';
import type { CaseFacts } from './case-facts.ts';

const projection = caseFactsProjection({ zoneOf: () => 'Asia/Shanghai', pepper: 'pepper' });
const facts = (...events: readonly Told[]): CaseFacts | undefined => documentOf(projection, recorded(events));

describe('case facts (REP-3)', () => {
  it('take the month of receipt in the time zone of the procedure (CLK-2)', () => {
    expect(facts(logged({}, '2026-09-30T15:59:59.999Z'))).toMatchObject({ receivedMonth: '2026-09' });
    expect(facts(logged({}, '2026-09-30T16:00:00.000Z'))).toMatchObject({ receivedMonth: '2026-10' });
    expect(facts(logged({}, '2026-09-30'))).toMatchObject({ receivedMonth: '2026-09' });
    expect(facts(logged({}, 'unknown'))).not.toHaveProperty('receivedMonth');
  });

  it('hold no personal data, and fingerprints that nobody can turn back (PRI-1)', () => {
    const document = facts(
      logged({ respondents: [{ kind: 'merchant', name: 'Li Na Optics' }] }),
      classified(),
    );
    for (const personal of [...PERSONAL, 'Li Na']) expect(JSON.stringify(document)).not.toContain(personal);
    expect(document?.complainant).toMatch(/^[0-9a-f]{64}$/);
    expect(document?.respondentKeys?.[0]).toMatch(/^merchant#[0-9a-f]{16}$/);
  });

  it('LIF-1: tell a settlement in the first contact', () => {
    expect(facts(logged(), resolved(AT, true))).toMatchObject({
      firstContactSettled: true,
      reopening: 'never',
    });
    expect(facts(logged())).not.toHaveProperty('firstContactSettled');
  });

  it('CLK-6: count missed clocks by kind, without withdrawn ones', () => {
    const withdrawn = told('BreachWithdrawn', { clock: 'resolve', kind: 'resolve', reason: 'x' }, AT);
    const story = [logged(), breached('resolve', AT), breached('receipt:D1', AT, { kind: 'receipt' })];
    expect(facts(...story)).toMatchObject({ breaches: { resolve: 1, receipt: 1 }, breached: true });
    expect(facts(...story, withdrawn)?.breaches).toEqual({ receipt: 1 });
    expect(facts(logged(), breached('resolve', AT), withdrawn)).toMatchObject({
      breaches: {},
      breached: false,
    });
  });

  it('SOL-6: hold compensation in minor units, with reversed grants taken off', () => {
    const refund = granted('G1', { kind: 'refund', amount: { minor: 5_000, currency: 'CNY' } }, AT);
    const discount = granted('G2', { kind: 'discount', percent: 12 }, AT);
    const reversed = told(
      'CompensationReversed',
      { grant: 'G1', reason: 'not delivered', how: 'notDelivered' },
      AT,
    );
    expect(facts(logged(), refund, discount)).toMatchObject({
      grants: [
        { grant: 'G1', kind: 'refund', worth: { minor: 5_000, currency: 'CNY' } },
        { grant: 'G2', kind: 'discount' },
      ],
      compensated: { refund: 1, discount: 1 },
    });
    expect(facts(logged(), refund, discount, reversed)?.compensated).toEqual({ discount: 1 });
  });

  it('REP-4: tell what is not settled yet from what has ended without', () => {
    const withdrawn = told('CaseWithdrawn', { reason: 'It is settled.' }, AT);
    const reopened = told('CaseReopened', { cause: 'newFacts', reason: 'More is known.' }, AT);
    expect(facts(logged())?.settlement).toBe('open');
    expect(facts(logged(), withdrawn)?.settlement).toBe('ended');
    expect(facts(logged(), withdrawn, reopened)?.settlement).toBe('open');
    expect(facts(logged(), resolved(AT), told('CaseClosed', {}, AT))?.settlement).toBe('peaceful');
  });

  it('OUT-3: hold the first answer at follow-up; a better one later and a failed attempt change nothing', () => {
    const followUp = (attempt: number, reached: boolean, satisfaction: number): Told =>
      told(
        'FollowUpRecorded',
        { attempt, method: 'phone', reached, ...(reached && { satisfaction, satisfied: satisfaction >= 4 }) },
        AT,
      );
    expect(facts(logged(), followUp(1, true, 2), followUp(2, true, 5), followUp(3, false, 1))).toMatchObject({
      ...{ satisfaction: 2, satisfied: false },
    });
  });

  it('LIF-3: follow a correction of the intake', () => {
    const correction = told(
      'IntakeCorrected',
      {
        reason: 'wrong person',
        complainant: { kind: 'individual', anonymous: true },
        respondents: [{ kind: 'person', staffId: 'E-7', department: 'parking' }],
      },
      AT,
    );
    const owner = told('OwnerAssigned', { owner: 'staff-1', reason: 'First responder' }, AT);
    const first = logged({ respondents: [{ kind: 'person', staffId: 'E-6', department: 'security' }] });
    expect(facts(first, owner)).toMatchObject({ respondentKeys: ['person:E-6'], department: 'security' });
    const document = facts(first, owner, correction);
    expect(document).toMatchObject({ respondentKeys: ['person:E-7'], department: 'parking' });
    expect(document).not.toHaveProperty('complainant');
  });

  it('REP-3: name everybody complained about once, and the first department that is told', () => {
    const person = { kind: 'person', staffId: 'E-6' } as const;
    const department = { kind: 'department', department: 'parking' } as const;
    const document = facts(
      logged({ respondents: [person, department, { ...person, department: 'security' }] }),
    );
    expect(document?.respondentKeys).toEqual(['person:E-6', 'department:parking']);
    expect(document?.department).toBe('parking');
    expect(facts(logged({ respondents: [] }))).not.toHaveProperty('respondentKeys');
  });

  it('name the department that has the case rather than the one complained about', () => {
    const dispatched = told(
      'CaseDispatched',
      { dispatch: 'D1', department: 'engineering', part: 'lead' },
      AT,
    );
    const document = facts(
      logged({ respondents: [{ kind: 'department', department: 'security' }] }),
      dispatched,
    );
    expect(document).toMatchObject({ department: 'engineering', respondentKeys: ['department:security'] });
  });

  it('hold what the investigation found, and category with its group (INV-3, CLS-1)', () => {
    const concluded = told(
      'InvestigationConcluded',
      {
        outcome: 'substantiated',
        responsibility: 'organisation',
        rootCause: 'facility',
        explanation: 'worn belt',
      },
      AT,
    );
    expect(facts(logged(), classified(), concluded)).toMatchObject({
      ...{ category: 'facilities/lift', categoryGroup: 'facilities', severity: 'minor' },
      ...{ outcome: 'substantiated', responsibility: 'organisation', rootCause: 'facility' },
    });
  });

  it('INT-11: hold what an imported source tells, in its own words', () => {
    const outcome = {
      response: 'Closed with explanation',
      relief: 'explanation',
      answeredInTime: false,
    } as const;
    const document = facts(
      imported('2024-03-01'),
      classified('Mortgage/Payment', 'general', 'unknown'),
      told('HistoricOutcomeRecorded', outcome, 'unknown'),
    );
    expect(document).toMatchObject({
      ...{ imported: true, source: 'cfpb', receivedMonth: '2024-03' },
      ...{ department: 'Acme Bank', reopening: 'unknown', stage: 'closed', ...outcome },
    });
    expect(document).not.toHaveProperty('complainant');
  });

  it.each([
    ['complaint', [logged()]],
    ['enquiry', [logged({ contactKind: 'enquiry' })]],
    [
      'complaint',
      [
        logged({ contactKind: 'enquiry' }),
        told('ContactPromoted', { from: 'enquiry', to: 'complaint', reason: 'x' }, AT),
      ],
    ],
    ['merged', [logged(), told('CaseMerged', { into: 'AAAA-BBBB-CCCC', reason: 'x' }, AT)]],
    [
      'merged',
      [
        logged(),
        told('CaseMerged', { into: 'AAAA-BBBB-CCCC', reason: 'x' }, AT),
        told('CaseArchived', {}, AT),
      ],
    ],
    [
      'abandonedContact',
      [told('ContactAbandoned', { procedure: complaint().procedure, channel: 'phone' }, RECEIVED)],
    ],
  ] as const)('CLS-2: count a contact as %s', (standing, events) => {
    expect(facts(...events)).toMatchObject({ standing });
  });

  it('never count fewer than no breaches, and only standing grants, whatever happened', () => {
    fc.assert(
      fc.property(arbitraryHistory(), (events) => {
        const document = documentOf(projection, events);
        for (const count of Object.values(document?.breaches ?? {})) expect(count).toBeGreaterThan(0);
        const standing = Object.values(document?.compensated ?? {}).reduce((sum, count) => sum + count, 0);
        expect(standing).toBe(document?.grants.length);
      }),
    );
  });
});
