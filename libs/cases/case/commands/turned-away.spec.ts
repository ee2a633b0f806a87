import { describe, expect, it } from 'vitest';
import { isRefusal } from '#event-sourcing';
import { organisationOf } from '../../testing/organisation.ts';
import { supermarket } from '../../testing/supermarket.ts';
import { plainComplaint, story } from '../../testing/story.ts';
import { noCase } from '../evolve.ts';
import { standingIn } from '../standing.ts';

const NOW = '2026-09-10T09:00:00Z';
const WU = { id: 'wu.tao', roles: [] };
const aboutWu = { respondents: [{ kind: 'person' as const, staffId: WU.id }] };

const organisation = organisationOf([{ id: 'cleaner-1' }]);
const standing = (id: string, opens: boolean) =>
  standingIn(
    { organisation, procedure: supermarket, state: noCase, opens, happenedAt: NOW, now: NOW },
    { id },
  );

describe('nobody who complains is turned away (INT-7)', () => {
  it('INT-7 whoever works here opens a case, without a post or a department, and nobody else does', () => {
    expect(standing('cleaner-1', true)).toEqual({ id: 'cleaner-1', role: 'operations' });
    expect(isRefusal(standing('cleaner-1', false))).toBe(true);
    expect(isRefusal(standing('stranger-1', true))).toBe(true);
  });

  it('INT-7 the one complained about takes the complaint in, and does nothing else', () => {
    const told = story(supermarket).by(WU);
    told.do('LogComplaint', { ...plainComplaint(supermarket), ...aboutWu }).accepted();
    told
      .do('ReportProgress', { method: 'phone', summary: 'Nothing' })
      .refused('conflict-of-interest', 'INV-4');
  });
});
