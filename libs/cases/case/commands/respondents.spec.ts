import { describe, expect, it } from 'vitest';
import { instant } from '#event-sourcing';
import { organisationOf, type Member } from '../../testing/organisation.ts';
import {
  MANAGER,
  STORE_MANAGER,
  SUPERVISOR,
  supermarket,
  supermarketCase,
  yuan,
} from '../../testing/supermarket.ts';
import { plainComplaint, RECEIVER, story, type Character, type Story } from '../../testing/story.ts';

const PROCEDURE = supermarket.id;
const post = (level: string, more: object = {}) => ({ procedure: PROCEDURE, level, ...more });
const desk: Member = { id: RECEIVER.id, posts: [post('frontline')] };
const staff = ({ id, roles: [level = ''] }: Character, more: Partial<Member> = {}): Member => ({
  ...{ id, posts: [post(level)], ...more },
});
const everybody = [desk, staff(SUPERVISOR), staff(MANAGER), staff(STORE_MANAGER)];
const conclusion = {
  outcome: 'substantiated',
  responsibility: 'organisation',
  explanation: 'It was so.',
} as const;
const about = (...respondents: readonly object[]) => ({
  ...plainComplaint(supermarket),
  respondents: respondents.map((each) => ({ kind: 'person' as const, ...each })),
});
const turnsDown = (told: Story, who: Character): Story =>
  told.letting(who, 'DeclareInadmissible', { ground: 'no-facts', method: 'phone' });

describe('who is complained about', () => {
  const company = organisationOf([...everybody, { id: 'wu.tao', name: 'Wu Tao' }]);

  it.each([
    ...['Wu Tao', ' wu tao', 'WU.TAO', 'wu\u200B.tao', '\uFF37u Tao', 'Wu Ta\u043E', 'W\u00FA_T\u00E3o'],
    ...['Tao Wu', 'Tao, Wu', 'wutao', 'Mr. Wu Tao', 'WuTao', '\u5434 \u6d9b', '\u5434\u6d9b\u5148\u751f'],
  ])('INV-4 is named by the id where they work here, not as the text "%s"', (name) => {
    const company = organisationOf([...everybody, { id: 'wu.tao', name: 'Wu Tao' }]);
    const chinese = organisationOf([...everybody, { id: 'wu.tao', name: '\u5434\u6d9b' }]);
    const told = story(supermarket).within(/\p{Script=Han}/u.test(name) ? chinese : company);
    told.do('LogComplaint', about({ name }));
    expect(told.lastRefusal).toMatchObject({
      ...{ rule: 'INV-4', code: 'name-of-somebody-known' },
      details: { candidates: ['wu.tao'] },
    });
  });

  it('INT-2 INV-4 may be somebody whom nobody knows, or another of that name who is said to be so', () => {
    const told = story(supermarket).within(company);
    told.do('LogComplaint', about({ name: 'A driver' }, { name: 'Wu Tao, of the supplier' })).accepted();
    told.do('CorrectIntake', { reason: 'Asked', respondents: [{ kind: 'person', name: 'Wu Tao' }] });
    told.refused('name-of-somebody-known', 'INV-4');
  });

  it('LIF-3 INT-2 stays who they were by the id and the name, in whatever order they are told again', () => {
    const told = supermarketCase({
      respondents: [
        { kind: 'person', staffId: 'wu.tao', name: 'Mister Wu' },
        { kind: 'person', staffId: 'guard-7', name: 'Mister Ge', department: 'deli' },
      ],
    });
    told.do('CorrectIntake', {
      reason: 'Turned round',
      respondents: [
        { kind: 'person', staffId: 'guard-7' },
        { kind: 'person', staffId: 'wu.tao', department: 'deli' },
      ],
    });
    expect(told.record.respondents).toEqual([
      { kind: 'person', staffId: 'guard-7', name: 'Mister Ge', department: 'deli' },
      { kind: 'person', staffId: 'wu.tao', name: 'Mister Wu', department: 'deli' },
    ]);
  });

  it('INV-4 LIF-3 does not become somebody else by a name in the same place', () => {
    const told = supermarketCase({ respondents: [{ kind: 'person', staffId: 'wu.tao' }] });
    const other = { reason: 'Misheard', respondents: [{ kind: 'person', name: 'Zhao' }] } as const;
    told.do('CorrectIntake', other).refused('not-authorised', 'INV-4');
    told.letting(SUPERVISOR, 'CorrectIntake', other).accepted();
    expect(told.record.respondents).toEqual([{ kind: 'person', name: 'Zhao' }]);
  });

  it('INV-4 counts with every level held since the matter came in, also as a deputy', () => {
    const promoted = { posts: [post('customer-service-manager', { from: instant('2026-09-05T00:00:00Z') })] };
    const members = [...everybody, { id: 'wu.tao', ...promoted }, { id: 'li.bo' }];
    const deputies = [
      {
        deputy: 'li.bo',
        forPerson: MANAGER.id,
        from: instant('2026-09-03T00:00:00Z'),
        until: instant('2026-09-04T00:00:00Z'),
      },
    ];
    const told = (staffId: string): Story =>
      story(supermarket)
        .within(organisationOf(members, { deputies }))
        .do('LogComplaint', about({ staffId }))
        .at('2026-09-10T09:00:00+08:00');
    for (const staffId of ['wu.tao', 'li.bo']) {
      turnsDown(told(staffId), MANAGER).refused('respondent-not-below', 'INV-4');
      turnsDown(told(staffId), STORE_MANAGER).accepted();
    }
  });

  it('INV-4 AUT-3 gives away what was held before the matter came in', () => {
    const former = { posts: [post('customer-service-manager', { until: instant('2026-08-01T00:00:00Z') })] };
    const told = story(supermarket).within(organisationOf([...everybody, { id: 'wu.tao', ...former }]));
    told.do('LogComplaint', about({ staffId: 'wu.tao' }));
    turnsDown(told, SUPERVISOR).accepted();
  });

  it('INV-4 gets no step of the plan, and no complaint handed over', () => {
    const told = supermarketCase({ respondents: [{ kind: 'person', staffId: 'wu.tao' }] });
    told.do('SetResponsePlan', { steps: [{ task: 'Look into it', owner: 'WU.TAO' }] });
    told.refused('conflict-of-interest', 'INV-4');
    told.do('HandOverComplaint', { from: RECEIVER.id, to: 'wu.tao', reason: 'Knows it' });
    told.refused('conflict-of-interest', 'INV-4');
    told.do('HandOverComplaint', { from: RECEIVER.id, to: 'desk-2', reason: 'Knows it' }).accepted();
  });
});

describe('the highest level complained about', () => {
  const top = { staffId: STORE_MANAGER.id } as const;
  const alone = (more: readonly Member[] = []): Story =>
    story(supermarket)
      .within(organisationOf([...everybody, ...more]))
      .do('LogComplaint', about(top))
      .accepted();
  const designated: Character = { id: 'audit-1', roles: ['oversight'] };

  it('INV-4 LIF-2 leaves the front line to record that the complainant withdraws, where nobody else can', () => {
    const told = alone();
    turnsDown(told, MANAGER).refused('respondent-not-below', 'INV-4');
    told.letting(STORE_MANAGER, 'WithdrawCase', { reason: 'Fine' }).refused('conflict-of-interest', 'INV-4');
    told.do('WithdrawCase', { reason: 'It was made good' }).accepted();
  });

  it('INV-4 AUT-1 goes to whoever is designated for it, who decides on it', () => {
    const told = alone([staff(designated)]);
    expect(told.last('EscalatedToManager')).toEqual([]);
    told.do('ClassifyCase', {
      category: 'food/foreign-object',
      severity: 'general',
      criterion: 'by-the-rules',
    });
    told.do('WithdrawCase', { reason: 'Fine' }).refused('respondent-not-below', 'INV-4');
    const up = { reason: 'conflictOfInterest', explanation: 'About him', complainantTold: true } as const;
    told.do('EscalateToManager', up);
    expect(told.last('EscalatedToManager')).toMatchObject([{ to: 'oversight' }]);
    told.letting(designated, 'ConcludeInvestigation', {
      ...conclusion,
      rootCause: supermarket.rootCauses[0]?.id ?? '',
    });
    expect(told.lastTypes).toContain('EscalationDecided');
    const refund = { kind: 'refund', amount: yuan('9000.00') } as const;
    told.letting(designated, 'GrantCompensation', { remedy: refund, reason: 'Fair' });
    expect(told.last('CompensationGranted')).toMatchObject([{ authority: { level: 'oversight' } }]);
    expect(told.last('CompensationGranted')[0]?.authority).not.toHaveProperty('limit');
  });

  it('INV-4 is judged by a peer only as long as it is known that it is somebody else', () => {
    const peer: Character = { ...STORE_MANAGER, id: 'store-manager-2' };
    const named = story(supermarket).within(organisationOf([...everybody, staff(peer)]));
    turnsDown(named.do('LogComplaint', about(top)), peer).accepted();
    const unnamed = story(supermarket).within(organisationOf([...everybody, staff(peer)]));
    unnamed.do('LogComplaint', about({ name: 'The manager', level: 'store-manager' }));
    turnsDown(unnamed, peer).refused('respondent-not-below', 'INV-4');
    unnamed.do('CorrectIntake', { reason: 'It was he', respondents: [{ kind: 'person', ...top }] });
    turnsDown(unnamed, peer).accepted();
  });
});

describe('the level that a matter needs', () => {
  it('AUT-3 is not taken away in the shade of another reason', () => {
    const lower = { reason: 'A slip', retail: { goodsValue: yuan('1.00') } };
    const spoiled = supermarketCase({ value: '9000.00', category: 'food/spoiled-or-expired' });
    spoiled.do('CorrectIntake', lower).refused('not-authorised', 'AUT-3');
    spoiled.letting(MANAGER, 'CorrectIntake', lower).refused('not-authorised', 'AUT-3');
    spoiled.letting(STORE_MANAGER, 'CorrectIntake', lower).accepted();
  });

  it('INV-4 AUT-3 is not taken away in the shade of somebody who was only said to be complained about', () => {
    const boss = { kind: 'person', staffId: 'boss-1', level: 'store-manager' } as const;
    const told = supermarketCase({ value: '9000.00' });
    told.do('CorrectIntake', { reason: 'Said so', respondents: [boss] }).accepted();
    const lower = { reason: 'A slip', retail: { goodsValue: yuan('1.00') } };
    told.do('CorrectIntake', lower).refused('respondent-not-below', 'INV-4');
    told.letting(STORE_MANAGER, 'CorrectIntake', lower).accepted();
  });

  it('INV-4 AUT-3 is not taken away by the correction that names somebody', () => {
    const boss = { kind: 'person', staffId: 'boss-1', level: 'customer-service-supervisor' } as const;
    const both = { respondents: [boss], retail: { goodsValue: yuan('1.00') } };
    const told = supermarketCase({ value: '2000.00' });
    told.do('CorrectIntake', { reason: 'A slip', ...both }).refused('not-authorised', 'AUT-3');
    told.letting(STORE_MANAGER, 'CorrectIntake', { reason: 'A slip', ...both }).accepted();
  });
});
