import { describe, expect, it } from 'vitest';
import { eventsOf } from '../../testing/clocks.ts';
import { later, storyAt } from '../../testing/stages.ts';
import { GENERAL_MANAGER, residentialProperty, story } from '../../testing/story.ts';
import type { Story } from '../../testing/story.ts';

const minor = { category: 'facilities/lift', severity: 'minor', criterion: 'small-inconvenience' } as const;
const running = (told: Story) =>
  told.record.clocks.clocks.filter(({ status }) => status === 'running').map(({ clock }) => clock);

describe('category', () => {
  it.each(['facilities/lift', 'Lift', 'ELEVATOR', ' 电梯 '])(
    'CLS-1 finds the one leaf for "%s"',
    (category) => {
      const told = story()
        .opened()
        .do('ClassifyCase', { ...minor, category });
      expect(told.last('CaseClassified')[0]?.category).toBe('facilities/lift');
      expect(told.record.category).toBe('facilities/lift');
    },
  );

  it.each(['facilities', 'lift/facilities', 'spaceships', ''])('CLS-1 refuses "%s": no leaf', (category) => {
    const told = story()
      .opened()
      .do('ClassifyCase', { ...minor, category })
      .refused('unknown-category', 'CLS-1');
    expect(told.lastRefusal?.details).toMatchObject({
      groups: expect.arrayContaining(['facilities', 'fees']),
    });
  });

  it('CLS-4 changes the category with a reason', () => {
    const told = storyAt('classified').do('ChangeCategory', { to: 'damp', reason: 'It was the pipe' });
    expect(told.last('CategoryChanged')).toEqual([
      { from: 'facilities/lift', to: 'facilities/leak', reason: 'It was the pipe' },
    ]);
    expect(told.do('ChangeCategory', { to: 'leak', reason: 'Again' }).refused('unknown-category', 'CLS-1').record)
      .toMatchObject({ category: 'facilities/leak' }); // prettier-ignore
    expect(told.do('ChangeCategory', { to: 'facilities/leak', reason: 'Again' }).lastTypes).toEqual([]);
  });
});

describe('kind of contact', () => {
  it.each(['enquiry', 'request', 'suggestion', 'complaint'] as const)('CLS-2 records a %s', (contactKind) => {
    expect(story().opened({ contactKind }).do('ClassifyCase', minor).record).toMatchObject({
      contactKind,
      stage: 'classified',
    });
  });
});

describe('severity', () => {
  it('CLS-3 records the criterion that was chosen', () => {
    const told = story().opened().do('ClassifyCase', minor);
    expect(told.last('CaseClassified')).toEqual([minor]);
  });

  it.each([undefined, 'serious-loss', 'whatever'])(
    'CLS-3 refuses criterion %s for a minor case',
    (criterion) => {
      const data = { category: minor.category, severity: 'minor', ...(criterion && { criterion }) };
      const told = story().opened().do('ClassifyCase', data).refused('criterion-needed', 'CLS-3');
      expect(told.lastRefusal?.details).toEqual({ criteria: ['small-inconvenience'] });
    },
  );

  it('CLS-3 asks for no criterion where the procedure has none', () => {
    const severities = [{ id: 'minor', title: 'Minor', criteria: [] }];
    const told = story({ ...residentialProperty, severities }).opened();
    told.do('ClassifyCase', { category: 'lift', severity: 'minor' });
    expect(told.record.severity).toBe('minor');
  });

  it('CLS-3 refuses a severity of another procedure', () => {
    const told = storyAt('received').do('ClassifyCase', { ...minor, severity: 'urgent' });
    told.refused('unknown-severity', 'CLS-3');
    expect(told.lastRefusal?.details).toEqual({ severities: ['minor', 'important', 'major'] });
    storyAt('classified')
      .letting(GENERAL_MANAGER, 'ChangeSeverity', { to: 'urgent', reason: 'Oh' })
      .refused('unknown-severity', 'CLS-3');
    storyAt('classified')
      .letting(GENERAL_MANAGER, 'ChangeSeverity', { to: 'major', reason: 'Oh' })
      .refused('criterion-needed', 'CLS-3');
  });

  it('CLS-4 classifies once; the same again changes nothing, anything else needs a reason', () => {
    const told = storyAt('classified');
    expect(told.do('ClassifyCase', minor).lastTypes).toEqual([]);
    told.do('ClassifyCase', { ...minor, category: 'noise' }).refused('already-classified', 'CLS-4');
  });

  it('CLS-4 changes the severity with a reason and recomputes the clocks from their original start', () => {
    const told = story().opened().at('2026-09-02T15:00:00+08:00').do('ClassifyCase', minor);
    expect(running(told)).toContain('resolve-minor');
    told.at('2026-09-02T16:00:00+08:00');
    told.letting(GENERAL_MANAGER, 'ChangeSeverity', {
      to: 'important',
      criterion: 'service-fault',
      reason: 'It was promised',
    });
    expect(told.last('SeverityChanged')).toMatchObject([
      { from: 'minor', to: 'important', cause: 'decision' },
    ]);
    expect(told.last('DeadlineCancelled')).toMatchObject([{ clock: 'resolve-minor', why: 'notApplicable' }]);
    expect(told.last('DeadlineSet')).toMatchObject([
      // Whoever has to be told only from now on is told within an hour from now on.
      { clock: 'notify-manager', startedAt: '2026-09-02T07:00:00.000Z', dueAt: '2026-09-02T09:00:00.000Z' },
      { clock: 'resolve', startedAt: '2026-09-01T01:00:00.000Z', dueAt: '2026-09-04T01:00:00.000Z' },
    ]);
    const again = { to: 'important', criterion: 'service-fault', reason: 'Again' } as const;
    expect(told.letting(GENERAL_MANAGER, 'ChangeSeverity', again).lastTypes).toEqual([]);
  });

  it('CLS-4 moves a clock that both severities run', () => {
    const told = story().opened();
    told.do('ClassifyCase', { category: 'lift', severity: 'important', criterion: 'service-fault' });
    told.letting(GENERAL_MANAGER, 'ChangeSeverity', {
      to: 'major',
      criterion: 'serious-loss',
      reason: 'Somebody was hurt',
    });
    expect(told.last('DeadlineMoved')).toMatchObject([
      { clock: 'resolve', from: '2026-09-04T01:00:00.000Z', to: '2026-09-11T01:00:00.000Z' },
    ]);
  });

  it('ACC-3 LIF-5 counts the clocks of a property case from when it was received', () => {
    const told = story()
      .at('2026-09-30T21:00:00+08:00')
      .opened({}, { happenedAt: '2026-09-30T16:55:00+08:00' });
    told.do('ClassifyCase', minor);
    expect(told.last('DeadlineSet')).toMatchObject([
      { clock: 'dispatch', startedAt: '2026-09-30T13:00:00.000Z', dueAt: '2026-09-30T13:10:00.000Z' },
      { clock: 'resolve-minor', startedAt: '2026-09-30T08:55:00.000Z', dueAt: '2026-10-02T08:55:00.000Z' },
    ]);
  });

  it.each([
    [2, '2026-10-09T10:00:00.000Z'],
    [3, '2026-10-10T10:00:00.000Z'],
  ])('ACC-3 ends %i business days over the October holiday at %s', (businessDays, dueAt) => {
    const clocks = residentialProperty.clocks.map((rule) =>
      rule.id === 'resolve-minor'
        ? { ...rule, allowance: { bySeverity: { minor: { businessDays } } } }
        : rule,
    );
    const told = story({ ...residentialProperty, clocks })
      .at('2026-09-30T16:55:00+08:00')
      .opened();
    told.do('ClassifyCase', minor);
    expect(told.last('DeadlineSet')).toContainEqual(
      expect.objectContaining({ clock: 'resolve-minor', dueAt }),
    );
  });
});

describe('inadmissible complaints', () => {
  it.each(residentialProperty.inadmissibleGrounds)(
    'CLS-6 turns a case down for $id and records the rule that was explained',
    ({ id, explanation }) => {
      const told = story().opened().at('2026-09-01T11:00:00+08:00');
      told.letting(
        GENERAL_MANAGER,
        'DeclareInadmissible',
        { ground: id, method: 'phone' },
        { happenedAt: '2026-09-01T10:30:00+08:00' },
      );
      expect(told.last('CaseDeclaredInadmissible')).toEqual([{ ground: id, explanation, method: 'phone' }]);
      const [declared] = eventsOf(told, 'CaseDeclaredInadmissible');
      expect(declared?.metadata.happenedAt).toBe('2026-09-01T02:30:00.000Z');
      expect(told.record.stage).toBe('inadmissible');
      expect(running(told)).toEqual([]);
    },
  );

  it('CLS-6 INT-4 turns an anonymous complaint without facts down, with its own words', () => {
    const told = story().opened({ complainant: { kind: 'unknown' }, description: 'All bad.' });
    told.letting(GENERAL_MANAGER, 'DeclareInadmissible', {
      ground: 'no-facts',
      method: 'letter',
      explanation: 'Tell us who and what.',
    });
    expect(told.last('CaseDeclaredInadmissible')[0]?.explanation).toBe('Tell us who and what.');
  });

  it('CLS-6 refuses a ground that the procedure does not have', () => {
    const told = story()
      .opened()
      .letting(GENERAL_MANAGER, 'DeclareInadmissible', { ground: 'dull', method: 'phone' });
    told.refused('unknown-ground', 'CLS-6');
    expect(told.lastRefusal?.details).toMatchObject({ grounds: expect.arrayContaining(['in-court']) });
  });
});

describe('unreasonable demands and unlawful behaviour', () => {
  it('CLS-8 records the demand with the explanation given', () => {
    const data = { demand: 'A new flat', explanation: 'Not for a broken lift.' };
    expect(
      storyAt('dispatched').do('RecordUnreasonableDemand', data).last('UnreasonableDemandRecorded'),
    ).toEqual([data]);
  });

  it('CLS-8 records violence and whom it was reported to, even after the case was closed', () => {
    const data = { behaviour: 'Threw a chair', reportedTo: 'police' };
    const told = later(storyAt('closed')).by(GENERAL_MANAGER).do('ReportUnlawfulBehaviour', data);
    expect(told.last('UnlawfulBehaviourReported')).toEqual([data]);
  });
});
