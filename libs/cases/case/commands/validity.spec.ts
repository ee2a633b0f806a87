import { describe, expect, it } from 'vitest';
import { storyAt } from '../../testing/stages.ts';
import {
  AFFAIRS_SUPERVISOR,
  GENERAL_MANAGER,
  OFFICE_DIRECTOR,
  RECEIVER,
  story,
} from '../../testing/story.ts';

describe('validity', () => {
  it('CLS-5 records the assessment once', () => {
    const told = storyAt('classified').letting(GENERAL_MANAGER, 'AssessValidity', {
      valid: true,
      reason: 'Our lift',
    });
    expect(told.record.valid).toBe(true);
    expect(
      told.letting(GENERAL_MANAGER, 'AssessValidity', { valid: true, reason: 'Still' }).lastTypes,
    ).toEqual([]);
  });

  const explanation = { method: 'phone', explanation: 'The street belongs to the city.' } as const;
  const invalid = () =>
    storyAt('classified').letting(GENERAL_MANAGER, 'AssessValidity', {
      valid: false,
      reason: 'Not our street',
    });

  it('CLS-5 explains an invalid complaint; an accepted explanation is enough', () => {
    const told = invalid()
      .letting(GENERAL_MANAGER, 'ResolveCase', { summary: 'Explained' })
      .refused('explanation-missing', 'CLS-5');
    told.do('ExplainInvalidity', { ...explanation, accepted: true });
    expect(told.letting(GENERAL_MANAGER, 'ResolveCase', { summary: 'Explained' }).record.stage).toBe(
      'resolved',
    );
  });

  it('CLS-5 has a supervisor or above explain what the complainant did not accept', () => {
    const told = invalid().do('ExplainInvalidity', { ...explanation, accepted: false });
    told
      .letting(GENERAL_MANAGER, 'ResolveCase', { summary: 'Explained' })
      .refused('explanation-missing', 'CLS-5');
    told.do('ExplainInvalidity', { ...explanation, accepted: true }).refused('not-authorised', 'CLS-5');
    expect(told.lastRefusal?.details).toEqual({
      neededLevel: 'affairs-supervisor',
      actingLevel: 'frontline',
    });
    told.by(OFFICE_DIRECTOR).do('ExplainInvalidity', { ...explanation, accepted: false });
    expect(told.letting(GENERAL_MANAGER, 'ResolveCase', { summary: 'Explained' }).record.stage).toBe(
      'resolved',
    );
  });

  it('CLS-5 asks for a new explanation after a new assessment', () => {
    const told = invalid().do('ExplainInvalidity', { ...explanation, accepted: true });
    told.letting(GENERAL_MANAGER, 'AssessValidity', { valid: true, reason: 'It is ours' });
    told.letting(GENERAL_MANAGER, 'AssessValidity', { valid: false, reason: 'It is not' });
    told
      .letting(GENERAL_MANAGER, 'ResolveCase', { summary: 'Explained' })
      .refused('explanation-missing', 'CLS-5');
  });

  it('CLS-5 refuses to explain the invalidity of what was not found invalid', () => {
    storyAt('classified')
      .do('ExplainInvalidity', { ...explanation, accepted: true })
      .refused('not-invalid', 'CLS-5');
  });

  it('INV-4 lets nobody find a complaint about themselves invalid or inadmissible', () => {
    const told = story().opened({ respondents: [{ kind: 'person', staffId: AFFAIRS_SUPERVISOR.id }] });
    told.by(AFFAIRS_SUPERVISOR);
    told.do('AssessValidity', { valid: false, reason: 'Nonsense' }).refused('conflict-of-interest', 'INV-4');
    told
      .do('DeclareInadmissible', { ground: 'no-facts', method: 'phone' })
      .refused('conflict-of-interest', 'INV-4');
    expect(
      told.by(RECEIVER).letting(GENERAL_MANAGER, 'AssessValidity', { valid: true, reason: 'Facts' }).record
        .valid,
    ).toBe(true);
  });
});
