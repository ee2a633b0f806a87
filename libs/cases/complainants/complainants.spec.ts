import { describe, expect, it } from 'vitest';
import type { HappenedAt } from '#event-sourcing';
import { CASE_ID, project, recorded, told, type Told } from '../testing/recorded.ts';
import { logged, PERSONAL } from '../testing/stories.ts';
import { complainantsProjection, type ComplainantCase } from './complainants.projection.ts';
import { findDuplicates } from './find-duplicates.ts';
import { complainantFingerprints, respondentKey } from '../reading/fingerprint.ts';

const projection = complainantsProjection('pepper');
const stored = (...events: readonly Told[]): readonly ComplainantCase[] =>
  [...project(projection, recorded(events)).values()].flatMap(({ document }) => (document ? [document] : []));

const from = (caseId: string, phone: string, at: string, procedure = 'residential-property'): Told => ({
  ...logged(
    {
      complainant: { kind: 'individual', anonymous: false, phone },
      procedure: { id: procedure, version: 1 },
    },
    at,
  ),
  caseId,
});

const phones = (...numbers: readonly string[]): readonly (string | undefined)[] =>
  numbers.map((phone) => complainantFingerprints({ phone }, 'pepper')[0]);

describe('recognising a complainant (INT-10)', () => {
  it('takes differently written telephone numbers for the same line', () => {
    const same = phones('13800138000', '+86 138 0013 8000', '0086-138-0013-8000', '１３８００１３８０００');
    expect(new Set(same).size).toBe(1);
    expect(new Set(phones('021-6543 2100', '+86 (21) 65432100')).size).toBe(1);
    expect(new Set(phones('13800138000', '13800138001')).size).toBe(2);
  });

  it('INT-10 reads numbers of any length, with extensions, and several in one field', () => {
    expect(new Set(phones('+65 6123 4567', '6123 4567')).size).toBe(1);
    expect(new Set(phones('020 7946 0958', '+44 20 7946 0958', '0044 (0)20 7946 0958')).size).toBe(1);
    expect(new Set(phones('021-65432100', '021-65432100 转 118', '+86 21 6543 2100 ext. 7')).size).toBe(1);
    const both = complainantFingerprints({ phone: '021-65432100 / 138 0013 8000' }, 'pepper');
    expect(both).toEqual(phones('021-65432100', '13800138000'));
    expect(complainantFingerprints({ phone: '13800138000、13800138000' }, 'pepper')).toHaveLength(1);
  });

  it('INT-10 finds the address in a name with an address, and a domain in either spelling', () => {
    const mails = (email: string) => complainantFingerprints({ email }, 'pepper');
    expect(mails('Zhang Wei <Zhang@Example.com>')).toEqual(mails('zhang@example.com'));
    expect(mails('wang@例子.中国')).toEqual(mails('wang@xn--fsqu00a.xn--fiqs8s'));
    expect(mails('a@example.com; b@example.com')).toEqual([
      ...mails('a@example.com'),
      ...mails('b@example.com'),
    ]);
    expect(mails('nobody')).toEqual([]);
  });

  it.each([
    ['"me@work" <zhang@example.com>', ['zhang@example.com']],
    ['zhang(work)@example.com', ['zhang@example.com']],
    ['"Zhang, Wei" <zhang@example.com>, Li <li@example.com>', ['zhang@example.com', 'li@example.com']],
    ['Family: zhang@example.com, li@example.com;', ['zhang@example.com', 'li@example.com']],
    ['张伟 <zhang@example.com>；li@example.com。', ['zhang@example.com', 'li@example.com']],
    ['zhang@example.com / li@example.com', ['zhang@example.com', 'li@example.com']],
    ['mailto:zhang@例子.中国', ['zhang@xn--fsqu00a.xn--fiqs8s']],
    ['zhang@example.com, or ask my wife', ['zhang@example.com']],
  ])('INT-10 reads %s as mail programs do', (written, addresses) => {
    const mails = (email: string) => complainantFingerprints({ email }, 'pepper');
    expect(mails(written)).toEqual(addresses.flatMap(mails));
  });

  it.each(['@', 'a@', '@b', 'a@b@c', '<>', '"', ':;', '(', 'a@b c@d'])(
    'INT-10 finds at most addresses in %s',
    (written) => {
      expect(() => complainantFingerprints({ email: written }, 'pepper')).not.toThrow();
    },
  );

  it('ignores case and spaces of e-mail addresses and customer numbers', () => {
    expect(complainantFingerprints({ email: ' Zhang@Example.com ' }, '')).toEqual(
      complainantFingerprints({ email: 'zhang@example.com' }, ''),
    );
    expect(complainantFingerprints({ customerNumber: 'b3 - 1204' }, '')).toEqual(
      complainantFingerprints({ customerNumber: 'B3-1204' }, ''),
    );
  });

  it('recognises nobody by name, by an extension, or by nothing', () => {
    expect(
      complainantFingerprints({ name: 'Zhang Wei', phone: '12', email: '', customerNumber: ' ' }, ''),
    ).toEqual([]);
  });

  it('keeps kinds of contact and installations apart', () => {
    const contact = { customerNumber: '13800138000', phone: '13800138000' };
    expect(
      new Set([...complainantFingerprints(contact, 'a'), ...complainantFingerprints(contact, 'b')]).size,
    ).toBe(4);
  });

  it('skips an erased field (D16)', () => {
    const erased = { phone: { erased: true } } as unknown as { phone: string };
    expect(complainantFingerprints(erased, '')).toEqual([]);
  });
});

describe('respondents', () => {
  it('are known by staff number, then name, then department', () => {
    expect(respondentKey({ kind: 'person', staffId: 'E-7', name: 'Wang', department: 'parking' }, '')).toBe(
      'person:E-7',
    );
    expect(respondentKey({ kind: 'merchant', name: 'Optics ' }, '')).toBe(
      respondentKey({ kind: 'merchant', name: 'optics' }, ''),
    );
    expect(respondentKey({ kind: 'department', department: 'parking' }, '')).toBe('department:parking');
    expect(respondentKey({ kind: 'organisation' }, '')).toBeUndefined();
  });
});

describe('cases of a complainant (INT-10)', () => {
  it('are found by each fingerprint, and kept without personal data', () => {
    const complainant = {
      kind: 'individual',
      anonymous: false,
      phone: PERSONAL[1],
      email: PERSONAL[2],
      customerNumber: '7',
    } as const;
    const documents = stored(
      logged({ complainant, respondents: [{ kind: 'department', department: 'parking' }] }),
    );
    expect(documents).toEqual([
      expect.objectContaining({ caseId: CASE_ID, procedure: 'residential-property', department: 'parking' }),
    ]);
    expect(documents[0]?.fingerprints).toEqual(complainantFingerprints(complainant, 'pepper'));
    for (const personal of PERSONAL) expect(JSON.stringify(documents)).not.toContain(personal);
  });

  it('are not kept for anonymous complainants', () => {
    expect(stored(logged({ complainant: { kind: 'individual', anonymous: true } }))).toEqual([]);
  });

  it('LIF-3: are found under corrected contacts too, once', () => {
    const correction = told(
      'IntakeCorrected',
      { reason: 'typo', complainant: { kind: 'individual', anonymous: false, phone: '13900139000' } },
      '2026-10-01T08:00:00.000Z',
    );
    const documents = stored(from(CASE_ID, '13800138000', '2026-09-30'), correction, correction);
    expect(documents.map(({ fingerprints }) => fingerprints)).toEqual([phones('13800138000', '13900139000')]);
  });
});

describe('duplicates (INT-10)', () => {
  const search = (
    events: readonly Told[],
    receivedAt = '2026-09-30T08:00:00.000Z',
    windowDays = 30,
  ): readonly string[] =>
    findDuplicates(
      stored(...events),
      { caseId: 'NEW', receivedAt: receivedAt as HappenedAt, procedure: 'residential-property' },
      windowDays,
    );

  it("are the complainant's cases within the window, the nearest first", () => {
    expect(
      search([
        from('OLD', '13800138000', '2026-08-01T08:00:00.000Z'),
        from('FAR', '13800138000', '2026-09-02T08:00:00.000Z'),
        from('NEAR', '13800138000', '2026-09-29T08:00:00.000Z'),
      ]),
    ).toEqual(['NEAR', 'FAR']);
  });

  it('begin with those under the same procedure', () => {
    expect(
      search([
        from('HOTEL', '13800138000', '2026-09-29T08:00:00.000Z', 'hotel'),
        from('HOME', '13800138000', '2026-09-10T08:00:00.000Z'),
      ]),
    ).toEqual(['HOME', 'HOTEL']);
  });

  it('reach to the very end of the window, both ways', () => {
    const event = [from('A', '13800138000', '2026-09-30T08:00:00.000Z')];
    expect(search(event, '2026-10-30T08:00:00.000Z')).toEqual(['A']);
    expect(search(event, '2026-10-30T08:00:00.001Z')).toEqual([]);
    expect(search(event, '2026-08-31T08:00:00.000Z')).toEqual(['A']);
  });

  it('never name the new case itself, nor one case twice, nor more than twenty', () => {
    const both = { kind: 'individual', anonymous: false, phone: '13800138000', email: 'a@b.c' } as const;
    expect(search([logged({ complainant: both })])).toEqual([CASE_ID]);
    expect(search([from('NEW', '13800138000', '2026-09-30')])).toEqual([]);
    const many = Array.from({ length: 30 }, (_, index) =>
      from(`C${String(index)}`, '13800138000', '2026-09-30'),
    );
    expect(search(many)).toHaveLength(20);
  });
});
