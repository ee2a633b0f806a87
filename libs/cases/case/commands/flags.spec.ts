import { describe, expect, it } from 'vitest';
import { shippedProcedure, story } from '../../testing/story.ts';
import { STORE_MANAGER } from '../../testing/supermarket.ts';

describe('sensitive flags', () => {
  const supermarket = shippedProcedure('supermarket-authority');
  const staffMatter = { category: 'staff/attitude', severity: 'general', criterion: 'by-the-rules' } as const;

  it('CLS-7 raises flags given at intake, each once', () => {
    const told = story().opened({ flags: ['media', 'vulnerable', 'media'] });
    expect(told.last('SensitiveFlagRaised').map(({ flag }) => flag)).toEqual(['media', 'vulnerable']);
  });

  it.each([
    ['2026-03-14T16:00:00.000Z', true],
    ['2026-03-15T15:59:59.999Z', true],
    ['2026-03-14T15:59:59.999Z', false],
    ['2026-03-15T16:00:00.000Z', false],
  ])('CLS-7 knows by the local calendar whether %s is consumer rights day: %s', (time, isTheDay) => {
    expect(story().at(time).opened().record.flags).toEqual(isTheDay ? ['consumerRightsDay'] : []);
  });

  it('CLS-7 CLS-3 raises the severity that a flag demands when the case is classified', () => {
    const told = story(supermarket).opened({ flags: ['media'] });
    told.do('ClassifyCase', { ...staffMatter, flags: ['safety'] });
    expect(told.lastTypes.slice(0, 3)).toEqual(['SensitiveFlagRaised', 'CaseClassified', 'SeverityChanged']);
    expect(told.last('SeverityChanged')).toEqual([
      { from: 'general', to: 'urgent', reason: 'Sensitive flag "safety"', cause: 'flag' },
    ]);
  });

  it('CLS-7 raises the severity later, and leaves a higher one alone', () => {
    const told = story(supermarket).opened().do('ClassifyCase', staffMatter);
    told.do('RaiseFlag', { flag: 'media', reason: 'Posted' });
    expect(told.record.severity).toBe('important');
    expect(told.do('RaiseFlag', { flag: 'regulator', reason: 'Wrote' }).last('SeverityChanged')).toEqual([]);
    told.do('RaiseFlag', { flag: 'safety', reason: 'Knife' });
    expect(told.record.severity).toBe('urgent');
    expect(told.do('RaiseFlag', { flag: 'legalAction', reason: 'Lawyer' }).last('SeverityChanged')).toEqual(
      [],
    );
    expect(told.do('RaiseFlag', { flag: 'media', reason: 'Again' }).lastTypes).toEqual([]);
  });

  it('CLS-7 CLS-4 leaves a severity that somebody lowered with a reason, until a further flag demands more', () => {
    const told = story(supermarket)
      .opened({ flags: ['media'] })
      .do('ClassifyCase', staffMatter);
    told.letting(STORE_MANAGER, 'ChangeSeverity', {
      to: 'general',
      criterion: 'by-the-rules',
      reason: 'A blog with no readers',
    });
    told.do('RaiseFlag', { flag: 'vulnerable', reason: 'Aged 84' });
    expect(told.do('ClassifyCase', staffMatter).lastTypes).toEqual([]);
    expect(told.record.severity).toBe('general');
    told.do('ClassifyCase', { ...staffMatter, flags: ['regulator'] });
    expect(told.record.severity).toBe('important');
  });

  it('CLS-7 clears a flag with a reason', () => {
    const told = story().opened({ flags: ['media'] });
    expect(told.do('ClearFlag', { flag: 'media', reason: 'Deleted' }).record.flags).toEqual([]);
    told.do('ClearFlag', { flag: 'media', reason: 'Again' }).refused('flag-not-raised', 'CLS-7');
  });
});
