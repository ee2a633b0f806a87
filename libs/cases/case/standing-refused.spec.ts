import { describe, expect, it } from 'vitest';
import { instant } from '#event-sourcing';
import { organisationOf } from '../testing/organisation.ts';
import { supermarket, supermarketCase } from '../testing/supermarket.ts';
import { standingIn } from './standing.ts';

const NOW = instant('2026-09-10T09:00:00Z');
const post = (level: string) => ({ procedure: supermarket.id, level });
const organisation = organisationOf([
  { id: 'wu.tao', posts: [post('frontline'), post('customer-service-supervisor')] },
  { id: 'visitor' },
]);
const scene = { organisation, procedure: supermarket, opens: false, happenedAt: NOW, now: NOW };
const standing = (id: string, role?: string) =>
  standingIn({ ...scene, state: supermarketCase().state }, { id, ...(role !== undefined && { role }) });

describe('who is let into no capacity', () => {
  it('D23 whoever does not belong to the organisation, whatever they say they are', () => {
    for (const role of [undefined, 'operations', 'store-manager'])
      expect(standing('nobody', role)).toMatchObject({ rule: 'D23', code: 'unknown-actor' });
  });

  it('AUT-1 whoever asks for a level that they do not hold, and is told what they hold', () => {
    expect(standing('wu.tao', 'store-manager')).toMatchObject({
      ...{ rule: 'AUT-1', code: 'level-not-held' },
      details: { procedure: supermarket.id, held: ['frontline', 'customer-service-supervisor'] },
    });
    expect(standing('wu.tao', 'customer-service-supervisor')).toEqual({
      ...{ id: 'wu.tao', role: 'customer-service-supervisor' },
    });
    expect(standing('wu.tao', 'receiver')).toMatchObject({ code: 'level-not-held' });
  });

  it('PRI-1 whoever works here and has nothing to do with the case', () => {
    expect(standing('visitor')).toMatchObject({ code: 'no-part-in-it' });
  });
});
