import { describe, expect, it } from 'vitest';
import { GENERAL_MANAGER, OFFICE_DIRECTOR, RECEIVER, type Story } from '../../testing/story.ts';
import { storyAt } from '../../testing/stages.ts';
import { classifiedAs } from '../../testing/clocks.ts';

const OPTIONS = [
  { description: 'Repair today' },
  { description: 'A new door' },
  { description: 'Pay the taxi' },
];
const offer = { method: 'phone' } as const;
const refuses = (told: Story, option: string): Story =>
  told.do('RejectSolution', { option, objection: 'No' });

const prepared = (): Story => storyAt('investigated').do('PrepareSolutions', { options: OPTIONS }).accepted();

describe('ranked options (SOL-1)', () => {
  it('SOL-1 are numbered in order of rank', () => {
    expect(prepared().last('SolutionsPrepared')[0]?.options).toEqual([
      { option: 'S1', description: 'Repair today' },
      { option: 'S2', description: 'A new door' },
      { option: 'S3', description: 'Pay the taxi' },
    ]);
  });

  it('SOL-1 the best is offered first, on objection the next, and what was said is recorded', () => {
    const told = prepared().letting(GENERAL_MANAGER, 'OfferSolution', offer);
    expect(told.last('SolutionOffered')).toEqual([{ option: 'S1', method: 'phone' }]);
    expect(refuses(told, 'S1').last('SolutionRejected')).toEqual([{ option: 'S1', objection: 'No' }]);
    expect(told.record.stage).toBe('solutionRejected');
    expect(
      told
        .letting(GENERAL_MANAGER, 'OfferSolution', { option: 'S2', method: 'visit' })
        .last('SolutionOffered'),
    ).toEqual([{ option: 'S2', method: 'visit' }]);
    expect(told.do('AcceptSolution', { option: 'S2' }).record.stage).toBe('accepted');
  });

  it('SOL-1 a lower one is not offered before the better one', () => {
    prepared()
      .letting(GENERAL_MANAGER, 'OfferSolution', { ...offer, option: 'S2' })
      .refused('better-option-first', 'SOL-1');
  });

  it('SOL-1 one waits for its answer before anything else is offered or prepared', () => {
    const told = prepared().letting(GENERAL_MANAGER, 'OfferSolution', offer);
    told.letting(GENERAL_MANAGER, 'OfferSolution', offer).refused('answer-awaited', 'SOL-1');
    told.do('PrepareSolutions', { options: OPTIONS }).refused('answer-awaited', 'SOL-1');
  });

  it('SOL-1 an answer needs an offer, and says the same only once', () => {
    const told = prepared();
    told.do('AcceptSolution', { option: 'S1' }).refused('not-offered', 'SOL-1');
    told.do('RejectSolution', { option: 'S9', objection: 'No' }).refused('not-offered', 'SOL-1');
    refuses(told.letting(GENERAL_MANAGER, 'OfferSolution', offer), 'S1').accepted();
    expect(refuses(told, 'S1').lastTypes).toEqual([]);
    told.do('AcceptSolution', { option: 'S1' }).refused('not-offered', 'SOL-1');
    told.letting(GENERAL_MANAGER, 'OfferSolution', offer).do('AcceptSolution', { option: 'S2' });
    expect(told.do('AcceptSolution', { option: 'S2' }).lastTypes).toEqual([]);
  });

  it('SOL-1 new ones are prepared when none is left, with numbers of their own', () => {
    const told = prepared();
    for (const option of ['S1', 'S2', 'S3'])
      refuses(told.letting(GENERAL_MANAGER, 'OfferSolution', offer), option).accepted();
    told.letting(GENERAL_MANAGER, 'OfferSolution', offer).refused('no-option-left', 'SOL-1');
    told.do('PrepareSolutions', { options: [{ description: 'A month without fees' }] });
    expect(told.last('SolutionsPrepared')[0]?.options[0]?.option).toBe('S4');
  });

  it('SOL-1 there is at least one and not a catalogue', () => {
    const told = storyAt('investigated');
    told.do('PrepareSolutions', { options: [] }).refused('number-of-options', 'SOL-1');
    const seven = Array.from({ length: 7 }, () => ({ description: 'Something' }));
    told.do('PrepareSolutions', { options: seven }).refused('number-of-options', 'SOL-1');
  });

  it('SOL-3 they say how much they give', () => {
    storyAt('investigated')
      .do('PrepareSolutions', { options: [{ description: 'Money', remedy: { kind: 'money' } }] })
      .refused('remedy-incomplete', 'SOL-3');
  });

  it('SOL-1 one is carried out only after the complainant accepted it, and then it is that one', () => {
    prepared().do('ImplementSolution', {}).refused('not-accepted', 'SOL-1');
    const told = storyAt('accepted');
    told.do('ImplementSolution', { option: 'S1' }).refused('not-accepted', 'SOL-1');
    told.do('PrepareSolutions', { options: OPTIONS }).refused('already-accepted', 'SOL-1');
    expect(told.do('ImplementSolution', {}).last('SolutionImplemented')).toEqual([{ option: 'S2' }]);
    expect(told.record.stage).toBe('implemented');
  });
});

describe('the response plan (SOL-2)', () => {
  const steps = [
    { task: 'Order the part', owner: 'engineer-1', dueAt: '2026-09-02T01:00:00.000Z' },
    { task: 'Fit it', owner: 'engineer-2' },
  ];

  it('SOL-2 has steps with owner and due time, each done once', () => {
    const told = storyAt('investigated').do('SetResponsePlan', { steps });
    expect(told.last('ResponsePlanSet')[0]?.steps.map(({ step, owner }) => [step, owner])).toEqual([
      ['T1', 'engineer-1'],
      ['T2', 'engineer-2'],
    ]);
    expect(told.do('CompletePlanStep', { step: 'T1' }).lastTypes).toEqual([
      'PlanStepCompleted',
      'DeadlineMet',
    ]);
    expect(told.do('CompletePlanStep', { step: 'T1' }).lastTypes).toEqual([]);
    told.do('CompletePlanStep', { step: 'T3' }).refused('unknown-step', 'SOL-2');
    expect(told.record.plan).toEqual([
      { step: 'T1', done: true },
      { step: 'T2', done: false },
    ]);
  });
});

describe('plans of high impact (AUT-5)', () => {
  const majorPlan = (respondent?: { kind: 'person'; staffId: string }): Story =>
    classifiedAs('major', respondent && { respondents: [respondent] })
      .do('PrepareSolutions', { options: OPTIONS })
      .accepted();

  it('AUT-5 are approved before the complainant hears of them', () => {
    const told = majorPlan();
    told.letting(GENERAL_MANAGER, 'OfferSolution', offer).refused('approval-needed', 'AUT-5');
    told.by(GENERAL_MANAGER).do('ApprovePlan', { remarks: 'Go ahead' });
    expect(told.last('PlanApproved')).toEqual([{ level: 'general-manager', remarks: 'Go ahead' }]);
    expect(told.do('ApprovePlan', {}).lastTypes).toEqual([]);
    told.by(RECEIVER).letting(GENERAL_MANAGER, 'OfferSolution', offer).accepted();
  });

  it('AUT-5 are approved by the level that the procedure names, not below', () => {
    const told = majorPlan().by(OFFICE_DIRECTOR);
    told.do('ApprovePlan', {}).refused('not-authorised', 'AUT-5');
    told.do('SendBackPlan', { instruction: 'Cheaper' }).refused('not-authorised', 'AUT-5');
  });

  it('INV-4 are not approved by the one complained about', () => {
    const told = majorPlan({ kind: 'person', staffId: GENERAL_MANAGER.id }).by(GENERAL_MANAGER);
    told.do('ApprovePlan', {}).refused('conflict-of-interest', 'INV-4');
  });

  it('AUT-5 go back with instruction and are prepared and approved anew', () => {
    const told = majorPlan().by(GENERAL_MANAGER).do('SendBackPlan', { instruction: 'Cheaper' });
    expect(told.last('PlanSentBack')).toEqual([{ level: 'general-manager', instruction: 'Cheaper' }]);
    told.do('ApprovePlan', {}).refused('nothing-to-approve', 'AUT-5');
    told.by(RECEIVER).letting(GENERAL_MANAGER, 'OfferSolution', offer).refused('no-option-left', 'SOL-1');
    told
      .do('PrepareSolutions', { options: OPTIONS })
      .letting(GENERAL_MANAGER, 'OfferSolution', offer)
      .refused('approval-needed', 'AUT-5');
  });

  it('AUT-5 an approval is for the plan that was seen: a new plan needs a new one', () => {
    const told = majorPlan().by(GENERAL_MANAGER).do('ApprovePlan', {}).by(RECEIVER);
    told
      .do('PrepareSolutions', { options: OPTIONS })
      .letting(GENERAL_MANAGER, 'OfferSolution', offer)
      .refused('approval-needed', 'AUT-5');
  });

  it('AUT-5 other plans need none', () => {
    prepared().by(GENERAL_MANAGER).do('ApprovePlan', {}).refused('nothing-to-approve', 'AUT-5');
    classifiedAs('major').by(GENERAL_MANAGER).do('ApprovePlan', {}).refused('nothing-to-approve', 'AUT-5');
  });
});
