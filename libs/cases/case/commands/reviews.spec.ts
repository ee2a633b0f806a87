import { describe, expect, it } from 'vitest';
import { takeOverOf } from '../../testing/carried.ts';
import { resolvedFor, storyAt } from '../../testing/stages.ts';
import { organisationOf } from '../../testing/organisation.ts';
import {
  AFFAIRS_SUPERVISOR, GENERAL_MANAGER, OFFICE_DIRECTOR, RECEIVER, residentialProperty, story, type Character, type Story,
} from '../../testing/story.ts'; // prettier-ignore
import type { Procedure } from '#procedures';
import { isRefusal, instant } from '#event-sourcing';
import { OPERATIONS, standingIn } from '../standing.ts';

const INSPECTOR: Character = { id: 'inspector-1', roles: ['inspection'] };
const procedure: Procedure = {
  ...residentialProperty,
  bodies: [{ id: 'inspection', title: 'Inspection office' }],
  reviews: [
    { by: 'inspection', before: 'offered', when: { severities: ['minor'] } },
    { by: 'office-director', before: 'closed' },
    { by: 'inspection', before: 'closed' },
  ],
};
const under = (told: Story): Story => story(procedure).replaying(told);
const fine = { inOrder: true, remarks: 'The way was kept' };
const planned = (): Story =>
  under(storyAt('investigated')).do('PrepareSolutions', { options: [{ description: 'A new sensor' }] });
const offers = (told: Story): Story => told.letting(GENERAL_MANAGER, 'OfferSolution', { method: 'phone' });
const told = (): Story =>
  under(resolvedFor('letter'))
    .do('NotifyOutcome', { to: 'complainant', method: 'letter', summary: 'Not ours', written: true })
    .do('IssueFinalResponse', { method: 'letter', letter: 'Dear Ms Li' });
/** As it was settled below. */
const settledBelow = (by = AFFAIRS_SUPERVISOR): Story => {
  const before = storyAt('investigated');
  return under(before)
    .letting(AFFAIRS_SUPERVISOR, 'AssessValidity', { valid: false, reason: 'Not ours' })
    .do('ExplainInvalidity', { method: 'letter', explanation: 'The city owns it', accepted: true })
    .letting(by, 'ResolveCase', { summary: 'The sensor was replaced.' })
    .accepted();
};
const closes = (of: Story): readonly unknown[] => {
  const refusal = of.letting(GENERAL_MANAGER, 'CloseCase', {}).lastRefusal;
  return (refusal?.details?.['missing'] as readonly unknown[] | undefined) ?? [];
};

describe('who looks at it before it goes on (AUT-5)', () => {
  it('AUT-5 the complainant hears of no plan before the body has found it in order', () => {
    offers(planned()).refused('review-needed', 'AUT-5');
    const seen = planned().letting(INSPECTOR, 'ReviewCase', fine);
    expect(seen.last('CaseReviewed')).toEqual([{ by: 'inspection', before: 'offered', ...fine }]);
    expect(offers(seen).lastTypes).toContain('SolutionOffered');
    offers(planned().letting(INSPECTOR, 'ReviewCase', { ...fine, inOrder: false })).refused(
      'review-needed',
      'AUT-5',
    );
  });

  it('AUT-5 another plan is looked at anew', () => {
    const seen = planned().letting(INSPECTOR, 'ReviewCase', fine);
    const other = seen.do('PrepareSolutions', { options: [{ description: 'A second-hand sensor' }] });
    offers(other).refused('review-needed', 'AUT-5');
  });

  it('AUT-5 what is settled is signed by the level above, then by the body, and not the other way round', () => {
    const settled = settledBelow();
    settled.letting(INSPECTOR, 'ReviewCase', fine).refused('not-authorised', 'AUT-5');
    settled.letting(AFFAIRS_SUPERVISOR, 'ReviewCase', fine).refused('not-authorised', 'AUT-5');
    expect(closes(settled)).toContain('reviewed');
    settled.letting(OFFICE_DIRECTOR, 'ReviewCase', fine).accepted();
    settled.letting(GENERAL_MANAGER, 'ReviewCase', fine).refused('not-of-the-body', 'AUT-5');
    settled.letting(INSPECTOR, 'ReviewCase', fine).accepted();
    expect(closes(settled)).not.toContain('reviewed');
    settled.letting(INSPECTOR, 'ReviewCase', fine).refused('nothing-to-review', 'AUT-5');
  });

  it('AUT-5 a level does not sign what it, or one above it, has settled itself', () => {
    const settled = told();
    settled.letting(OFFICE_DIRECTOR, 'ReviewCase', fine).refused('not-of-the-body', 'AUT-5');
    settled.letting(INSPECTOR, 'ReviewCase', fine).accepted();
    expect(closes(settled)).not.toContain('reviewed');
  });

  it('AUT-5 nobody of the body looks at their own work', () => {
    const own = planned();
    own.letting({ ...INSPECTOR, id: RECEIVER.id }, 'ReviewCase', fine).refused('same-person', 'AUT-5');
  });

  it('AUT-5 nor do they sign twice under two names', () => {
    const twice = settledBelow()
      .letting({ ...OFFICE_DIRECTOR, id: INSPECTOR.id }, 'ReviewCase', fine)
      .accepted();
    twice.letting(INSPECTOR, 'ReviewCase', fine).refused('same-person', 'AUT-5');
  });

  it('AUT-5 nor do they sign what a deputy has settled in their place', () => {
    const settled = settledBelow({ ...AFFAIRS_SUPERVISOR, deputyFor: INSPECTOR.id });
    settled.letting(OFFICE_DIRECTOR, 'ReviewCase', fine).accepted();
    settled.letting(INSPECTOR, 'ReviewCase', fine).refused('same-person', 'AUT-5');
  });

  it('AUT-5 LIF-2 nor what they have handled in a case that was merged into this one', () => {
    const merged = planned()
      .do('TakeOverCase', takeOverOf({ handlers: [INSPECTOR.id] }))
      .accepted();
    merged.letting(INSPECTOR, 'ReviewCase', fine).refused('same-person', 'AUT-5');
  });

  it('OUT-6 what is found not in order goes back to work, and is signed anew', () => {
    const settled = settledBelow().letting(OFFICE_DIRECTOR, 'ReviewCase', fine);
    const back = settled.letting(INSPECTOR, 'ReviewCase', { inOrder: false, remarks: 'Nobody called her' });
    expect(back.last('CaseReopened')).toEqual([{ cause: 'correction', reason: 'Nobody called her' }]);
    expect(back.record).toMatchObject({ resolved: false, reviews: [] });
  });

  it('INV-4 whoever is complained about does not look at it', () => {
    const about = planned().do('CorrectIntake', {
      reason: 'The name was known',
      respondents: [{ kind: 'person', staffId: INSPECTOR.id }],
    });
    about.letting(INSPECTOR, 'ReviewCase', fine).refused('conflict-of-interest', 'INV-4');
  });

  it('LIF-1 what the body looks at is not settled at once', () => {
    const told = story({ ...procedure, settleAtOnce: [{}] }).opened();
    told
      .letting(GENERAL_MANAGER, 'SettleAtOnce', {
        ...{ category: 'lift', severity: 'minor', criterion: 'small-inconvenience' },
        ...{ solution: 'Reset', method: 'phone', summary: 'Reset' },
        conclusion: {
          outcome: 'substantiated',
          responsibility: 'organisation',
          rootCause: 'facility',
          explanation: 'x',
        },
      })
      .refused('review-needed', 'AUT-5');
  });
});

describe('a body beside the ladder (AUT-1)', () => {
  it('AUT-1 looks at cases and does nothing else in them', () => {
    planned()
      .letting(INSPECTOR, 'RecordFinding', { kind: 'finding', content: 'Rust', evidence: [] })
      .refused('body-may-not', 'AUT-1');
    planned()
      .letting(INSPECTOR, 'ClassifyCase', {
        category: 'lift',
        severity: 'minor',
        criterion: 'small-inconvenience',
      })
      .refused('body-may-not', 'AUT-1');
  });

  const post = { procedure: procedure.id, level: 'inspection' };
  const organisation = organisationOf([
    { id: 'only', posts: [post] },
    { id: 'both', posts: [post, { procedure: procedure.id, level: 'frontline' }] },
    { id: 'stranger', posts: [{ procedure: procedure.id, level: 'frontline' }] },
  ]);
  const stands = (id: string, role?: string, opens = false): string => {
    const now = instant('2026-09-01T09:00:00Z');
    const state = opens ? ({ status: 'none' } as const) : planned().record;
    const actor = standingIn(
      { organisation, procedure, state, opens, happenedAt: now, now },
      { id, ...(role !== undefined && { role }) },
    );
    return isRefusal(actor) ? actor.code : actor.role;
  };

  it.each([
    ['who is of it alone acts as that', 'only', undefined, 'inspection'],
    ['and not at the front line', 'only', OPERATIONS, 'no-part-in-it'],
    ['who works at the desk besides acts there unless they say otherwise', 'both', undefined, OPERATIONS],
    ['and as that where they say so', 'both', 'inspection', 'inspection'],
    ['who is not of it does not', 'stranger', 'inspection', 'level-not-held'],
  ])('AUT-1 %s', (_what, id, role, answer) => {
    expect(stands(id, role)).toBe(answer);
  });

  it('INT-7 whoever comes to somebody of it is received all the same', () => {
    expect(stands('only', undefined, true)).toBe(OPERATIONS);
  });
});
