import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { runs } from '#event-sourcing/testing';
import { FRONTLINE, highestLevelOf, limitOf } from '#procedures';
import type { CaseCommand } from '../commands.ts';
import type { Character } from '../../testing/story.ts';
import { LEVELS, supermarket, supermarketCase } from '../../testing/supermarket.ts';
import { totalOf } from '../remedies/remedy.ts';

type Step = Extract<
  CaseCommand,
  { type: 'GrantCompensation' | 'RefuseCompensation' | 'ConfirmCompensation' | 'ReverseCompensation' }
>;

const numbered = (letter: string) =>
  fc.integer({ min: 1, max: 6 }).map((number) => `${letter}${String(number)}`);
/** Around every limit, and small change to split them with. */
const minor = fc.oneof(
  fc.integer({ min: 1, max: 6_000 }),
  fc.constantFrom(4_999, 5_000, 49_999, 50_000, 199_999, 200_000),
);
const reason = 'Any';
const step: fc.Arbitrary<Step> = fc.oneof(
  fc
    .record({ minor, request: fc.option(numbered('R'), { nil: undefined }) })
    .map(({ minor: amount, request }): Step => {
      const remedy = { kind: 'refund', amount: { minor: amount, currency: 'CNY' } } as const;
      return {
        type: 'GrantCompensation',
        data: { remedy, reason, ...(request !== undefined && { request }) },
      };
    }),
  numbered('R').map((request): Step => ({ type: 'RefuseCompensation', data: { request, reason } })),
  numbered('G').map((grant): Step => ({ type: 'ConfirmCompensation', data: { grant, reference: 'Till' } })),
  fc
    .record({ grant: numbered('G'), how: fc.constantFrom('paidBack', 'notDelivered') })
    .map((data): Step => ({ type: 'ReverseCompensation', data: { ...data, reason } })),
);

const limitFor = ({ roles }: Character): number =>
  limitOf(supermarket, highestLevelOf(supermarket, roles) ?? FRONTLINE) ?? Infinity;

describe('splitting a sum (SOL-4)', () => {
  it('SOL-4 does not get round the limit: no grant makes the case worth more than its grantor may grant', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...LEVELS), step), { minLength: 5, maxLength: 40 }),
        (steps) => {
          const told = supermarketCase();
          for (const [actor, { type, data }] of steps) {
            const isRefused = told.by(actor).do(type, data).lastRefusal !== undefined;
            if (isRefused) continue;
            const total = totalOf(told.record.remedies);
            for (const grant of told.last('CompensationGranted')) {
              expect(total).toBeLessThanOrEqual(limitFor(actor));
              expect(grant.authority.caseTotal?.minor).toBe(total);
            }
            for (const request of told.last('CompensationRequested'))
              expect(request.authority.caseTotal?.minor).toBeGreaterThan(limitFor(actor));
          }
        },
      ),
      { numRuns: runs(100) },
    );
  });

  it.each(LEVELS.slice(0, -1))('SOL-4 $roles alone never bring a case above their limit', (actor) => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), (steps) => {
        const told = supermarketCase().by(actor);
        for (const { type, data } of steps) {
          const isRefused = told.do(type, data).lastRefusal !== undefined;
          if (isRefused) continue;
          expect(totalOf(told.record.remedies)).toBeLessThanOrEqual(limitFor(actor));
        }
      }),
      { numRuns: runs(60) },
    );
  });
});
