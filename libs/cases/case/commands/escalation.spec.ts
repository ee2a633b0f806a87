import { describe, expect, it } from 'vitest';
import { classifiedAs, eventsOf, schedulerRuns } from '../../testing/clocks.ts';
import { storyAt } from '../../testing/stages.ts';
import {
  AFFAIRS_SUPERVISOR,
  GENERAL_MANAGER,
  OFFICE_DIRECTOR,
  RECEIVER,
  type Character,
  type Story,
} from '../../testing/story.ts';
import { MANAGER, refund, STORE_MANAGER, SUPERVISOR, supermarketCase } from '../../testing/supermarket.ts';
import type { EscalationReason } from '../events/fields.ts';

const facts = { explanation: 'We could not agree', complainantTold: true };
const escalates = (told: Story, to?: string, reason: EscalationReason = 'unresolved'): Story =>
  told.do('EscalateToManager', { ...facts, reason, ...(to !== undefined && { to }) });

describe('the ladder (AUT-1)', () => {
  it('AUT-1 AUT-4 goes up one level at a time, with reason and whether the complainant was told', () => {
    const told = escalates(classifiedAs('minor'));
    expect(told.last('EscalatedToManager')).toEqual([
      { from: 'frontline', to: 'affairs-supervisor', reason: 'unresolved', ...facts, automatic: false },
    ]);
    expect(escalates(told, 'office-director').last('EscalatedToManager')[0]?.from).toBe('affairs-supervisor');
    expect(escalates(told).record).toMatchObject({ level: 'general-manager', levelAwaited: true });
    escalates(told).refused('top-of-ladder', 'AUT-1');
  });

  it('AUT-1 skips no level, goes nowhere but up, and only to levels that there are', () => {
    const told = classifiedAs('minor');
    escalates(told, 'office-director').refused('no-skipping', 'AUT-1');
    escalates(told, 'mayor').refused('unknown-level', 'AUT-1');
    escalates(told);
    escalates(told, 'affairs-supervisor').refused('not-above', 'AUT-1');
  });

  it('AUT-1 takes the direct route of the procedure: a major case to the general manager', () => {
    const told = escalates(classifiedAs('major'), 'general-manager', 'authority');
    expect(told.last('EscalatedToManager')[0]).toMatchObject({ to: 'general-manager', directRoute: 'AUT-1' });
    escalates(classifiedAs('important'), 'general-manager', 'authority').refused('no-skipping', 'AUT-1');
  });

  it('AUT-1 AUT-3 goes to the level on which the complainant insists', () => {
    const told = classifiedAs('minor');
    escalates(told, 'general-manager', 'complainantInsists').refused('no-skipping', 'AUT-1');
    escalates(told, 'affairs-supervisor', 'complainantInsists').accepted();
    escalates(told, 'general-manager', 'complainantInsists');
    expect(told.last('EscalatedToManager')[0]?.directRoute).toBe('AUT-1');
    const food = escalates(supermarketCase({ category: 'spoiled' }), 'store-manager', 'authority');
    expect(food.last('EscalatedToManager')[0]?.directRoute).toBe('AUT-3');
    const dear = escalates(supermarketCase({ value: '2000.00' }), 'store-manager', 'authority');
    expect(dear.last('EscalatedToManager')[0]?.directRoute).toBe('AUT-3');
    escalates(supermarketCase({ value: '1999.99' }), 'store-manager', 'authority').refused(
      'no-skipping',
      'AUT-1',
    );
  });
});

describe('complaints about a level (INV-4)', () => {
  const about = (level: string): Story =>
    classifiedAs('minor', { respondents: [{ kind: 'person', staffId: 'respondent-9', level }] });

  it('INV-4 pass it over, with those below it', () => {
    const told = about('affairs-supervisor');
    escalates(told, 'affairs-supervisor').refused('respondent-not-below', 'INV-4');
    expect(escalates(told).last('EscalatedToManager')[0]?.to).toBe('office-director');
  });

  it('INV-4 do not come back to it with the answer', () => {
    const told = escalates(about('affairs-supervisor')).by(OFFICE_DIRECTOR);
    told.do('ReturnEscalation', { instruction: 'Settle it' }).refused('respondent-not-below', 'INV-4');
    told.do('DecideEscalation', { decision: 'An apology' }).accepted();
  });

  it('INV-4 about the highest level go to a peer, since nobody stands above it', () => {
    const told = escalates(about('general-manager'));
    expect(told.record.level).toBe('general-manager');
    told.by(GENERAL_MANAGER).do('DecideEscalation', { decision: 'Looked into by the deputy' }).accepted();
    const self = classifiedAs('minor', {
      respondents: [{ kind: 'person', level: 'general-manager', staffId: GENERAL_MANAGER.id }],
    });
    escalates(self).by(GENERAL_MANAGER).do('DecideEscalation', { decision: 'Nothing' });
    self.refused('conflict-of-interest', 'INV-4');
  });
});

describe('the answer of the level (AUT-4)', () => {
  it('AUT-4 is given by that level or above, once', () => {
    const told = escalates(classifiedAs('minor'));
    told.do('DecideEscalation', { decision: 'Repair' }).refused('not-authorised', 'AUT-4');
    told.do('ReturnEscalation', { instruction: 'Repair' }).refused('not-authorised', 'AUT-4');
    told.by(OFFICE_DIRECTOR).do('DecideEscalation', { decision: 'Repair' });
    expect(told.last('EscalationDecided')).toEqual([{ level: 'affairs-supervisor', decision: 'Repair' }]);
    told.do('DecideEscalation', { decision: 'Repair' }).refused('no-escalation-open', 'AUT-4');
    told.do('ReturnEscalation', { instruction: 'Repair' }).refused('no-escalation-open', 'AUT-4');
  });

  it('AUT-4 may be to give the case back with an instruction', () => {
    const told = escalates(classifiedAs('minor')).by(AFFAIRS_SUPERVISOR);
    told.do('ReturnEscalation', { instruction: 'Ask the engineer again' });
    expect(told.last('EscalationReturned')).toEqual([
      { from: 'affairs-supervisor', to: 'frontline', instruction: 'Ask the engineer again' },
    ]);
    expect(told.record).toMatchObject({ level: 'frontline', levelAwaited: false });
    escalates(told.by(RECEIVER)).accepted();
    escalates(told).by(OFFICE_DIRECTOR).do('ReturnEscalation', { instruction: 'Yours' });
    expect(told.last('EscalationReturned')[0]).toMatchObject({
      from: 'office-director',
      to: 'affairs-supervisor',
    });
  });

  it('AUT-4 is not awaited any longer once the case is resolved', () => {
    const told = escalates(storyAt('implemented'));
    told.do('ResolveCase', { summary: 'Repaired' }).refused('level-asked', 'AUT-4');
    told.by(AFFAIRS_SUPERVISOR).do('ResolveCase', { summary: 'Repaired' }).accepted();
    told
      .by(GENERAL_MANAGER)
      .do('DecideEscalation', { decision: 'Late' })
      .refused('no-escalation-open', 'AUT-4');
  });

  it('INV-4 is not given by the one complained about', () => {
    const told = classifiedAs('minor', { respondents: [{ kind: 'person', staffId: AFFAIRS_SUPERVISOR.id }] });
    escalates(told).by(AFFAIRS_SUPERVISOR).do('DecideEscalation', { decision: 'Nothing' });
    told.refused('conflict-of-interest', 'INV-4');
  });

  it('AUT-4 missing at the highest level is a breach of that level, and there is no other to go to', () => {
    const told = escalates(classifiedAs('major'), 'general-manager', 'authority');
    schedulerRuns(told, '2026-09-02T09:00:00+08:00');
    expect(eventsOf(told, 'EscalatedToManager')).toHaveLength(1);
    expect(
      eventsOf(told, 'DeadlineBreached').find(({ data }) => data.kind === 'levelAnswer')?.data.responsible,
    ).toEqual({
      role: 'general-manager',
      level: 'general-manager',
    });
  });
});

describe('who has authority by severity (AUT-6)', () => {
  const decidedBy = (severity: 'minor' | 'important' | 'major'): Character | undefined =>
    [RECEIVER, AFFAIRS_SUPERVISOR, OFFICE_DIRECTOR, GENERAL_MANAGER].find((actor) =>
      classifiedAs(severity)
        .by(actor)
        .do('GrantCompensation', { remedy: refund('10.00'), reason: 'Fair' })
        .lastTypes.includes('CompensationGranted'),
    );

  it('AUT-6 minor: affairs supervisor; important: office director; major: general manager', () => {
    expect(decidedBy('minor')).toBe(AFFAIRS_SUPERVISOR);
    expect(decidedBy('important')).toBe(OFFICE_DIRECTOR);
    expect(decidedBy('major')).toBe(GENERAL_MANAGER);
  });

  it('AUT-3 about a supervisor: the store manager', () => {
    const told = supermarketCase({ respondents: [{ kind: 'person', level: 'customer-service-supervisor' }] });
    const grant = { remedy: refund('10.00'), reason: 'Fair' };
    told.by(SUPERVISOR).do('GrantCompensation', grant).refused('respondent-not-below', 'INV-4');
    expect(told.by(MANAGER).do('GrantCompensation', grant).lastTypes).toEqual(['CompensationRequested']);
    expect(told.by(STORE_MANAGER).do('GrantCompensation', grant).lastTypes).toEqual(['CompensationGranted']);
  });
});
