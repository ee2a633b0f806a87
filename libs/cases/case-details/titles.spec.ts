import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { runs } from '#event-sourcing/testing';
import type { CaseEventData, CaseEventType } from '../case/events.ts';
import { arbitraryDraft, CASE_EVENT_TYPES } from '../testing/arbitrary-events.ts';
import { recorded, told } from '../testing/recorded.ts';
import { PERSONAL } from '../testing/stories.ts';
import { titleOf } from './titles.ts';
import { money, remedyText } from '../reading/wording.ts';

const title = <Type extends CaseEventType>(type: Type, data: CaseEventData<Type>): string =>
  recorded([told(type, data, '2026-09-30T08:55:00.000Z')])
    .map(titleOf)
    .join();

describe('titles of the timeline', () => {
  it.each(CASE_EVENT_TYPES)('say what happened for any %s', (type) => {
    fc.assert(
      fc.property(arbitraryDraft(type), (draft) => {
        const [text] = recorded([{ draft }]).map(titleOf);
        expect(text).toMatch(/^\S.*[.!?…]$/s);
        expect(text).not.toMatch(/undefined|null|NaN|\[object|\.\./);
      }),
      { numRuns: runs(40) },
    );
  });

  it('show times and amounts as people write them', () => {
    const authority = {
      level: 'office-director',
      rule: 'amount',
      caseTotal: { minor: 123_456, currency: 'CNY' },
    };
    const amount = { minor: 123_456, currency: 'CNY' };
    expect(
      title('CompensationGranted', {
        grant: 'G1',
        remedy: { kind: 'feeWaiver', amount },
        reason: 'goodwill',
        authority,
      }),
    ).toBe(
      'Compensation G1 granted by office-director: fee waiver of CNY 1,234.56; total of the case CNY 1,234.56: goodwill.',
    );
    expect(
      title('ReplyPromised', { promise: 'P1', dueAt: '2026-10-01T02:00:00.000Z', about: 'First answer' }),
    ).toBe('Reply P1 promised for 2026-10-01 02:00 UTC: First answer.');
  });

  it('CLK-6: say of a breach what was missed and who was responsible', () => {
    const data = {
      clock: 'resolve',
      kind: 'resolve',
      dueAt: '2026-10-02T08:55:00.000Z',
      foundBy: 'scheduler',
    } as const;
    expect(title('DeadlineBreached', { ...data, responsible: { role: 'owner', person: 'staff-1' } })).toBe(
      'Clock resolve: missed, it was due 2026-10-02 08:55 UTC; responsible: staff-1.',
    );
  });

  it('PRI-1: do not tell what the complainant said or who it is', () => {
    const complainant = {
      kind: 'individual',
      anonymous: false,
      name: PERSONAL[0],
      phone: PERSONAL[1],
    } as const;
    const text = [
      title('IntakeCorrected', { reason: 'typo', complainant, description: PERSONAL[3] }),
      title('CaseWithdrawn', { reason: PERSONAL[3] }),
      title('SolutionRejected', { option: 'S1', objection: PERSONAL[3] }),
      title('UnreasonableDemandRecorded', { demand: PERSONAL[3], explanation: PERSONAL[3] }),
    ].join('\n');
    for (const personal of PERSONAL) expect(text).not.toContain(personal);
    expect(text).toContain('Complainant, description corrected: typo.');
    const was = { complainant: { ...complainant, phone: '1' }, site: 'hillside' } as const;
    const corrected = title('IntakeCorrected', { reason: 'typo', complainant, site: 'riverside', was });
    expect(corrected).toBe('Complainant (phone), site (hillside → riverside) corrected: typo.');
  });
});

describe('amounts', () => {
  it.each([
    [{ minor: 0, currency: 'CNY' }, 'CNY 0.00'],
    [{ minor: 7, currency: 'EUR' }, 'EUR 0.07'],
    [{ minor: 1500, currency: 'JPY' }, 'JPY 1,500'],
    [{ minor: 1500, currency: 'KWD' }, 'KWD 1.500'],
    [{ minor: Number.MAX_SAFE_INTEGER, currency: 'CNY' }, 'CNY 90,071,992,547,409.91'],
  ])("are exact and carry the currency's decimals: %j", (amount, text) => {
    expect(money(amount)).toBe(text);
  });

  it('SOL-3: can be a percentage or goods', () => {
    expect(remedyText({ kind: 'discount', percent: 12 })).toBe('discount of 12%');
    expect(remedyText({ kind: 'gift', goods: 'a cake' })).toBe('gift (a cake)');
    expect(remedyText({ kind: 'apology' })).toBe('apology');
  });
});
