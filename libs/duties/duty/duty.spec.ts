import { describe, expect, it } from 'vitest';
import type { CaseState } from '#cases';
import { nobodyYet } from '#organisation';
import { cn, company, complete, excuse, miss, open, opened, TurnWorld } from '../testing/world.ts';

const REVIEW = 'supermarket-authority.daily-review.riverside.2026-11-24';
const CHECK = 'supermarket-authority.spot-check.riverside.2026-11-23';
const LIST = 'property-commercial.weekly-list.riverside.2026-11-23';
const MEETING = 'property-commercial.weekly-meeting.2026-11-23';
const MANAGER = { id: 'manager' };
const STORE = { id: 'store' };
const DUE = cn('2026-11-24T22:00');
const review = (caseId: string) => ({ type: 'ReviewLoggedCase', data: { case: caseId } }) as const;

describe('a turn of a duty', () => {
  it('REP-5 D25 begins once, with what is asked of whom and until when', () => {
    const turn = new TurnWorld(REVIEW);
    expect(turn.send(open)).toEqual(['DutyOpened']);
    expect(turn.send(open)).toEqual([]);
    expect(turn.data('DutyOpened')).toMatchObject({
      ...{
        work: 'review',
        site: 'riverside',
        date: '2026-11-24',
        owedBy: { level: 'customer-service-manager' },
      },
      ...{ opensAt: cn('2026-11-24T00:00'), dueAt: DUE, since: cn('2026-11-23T00:00') },
    });
  });

  it.each([
    ['before the duty began', REVIEW.replace('2026-11-24', '2026-11-20'), undefined],
    ['at a site that did not adopt it', REVIEW.replace('riverside', 'hill'), undefined],
    ['on a day on which none begins', CHECK.replace('2026-11-23', '2026-11-24'), undefined],
    ['before it is time', REVIEW, cn('2026-11-23T23:59')],
  ])('REP-5 D25 begins for nobody %s', (_when, dutyId, at) => {
    expect(new TurnWorld(dutyId).send(open, at === undefined ? {} : { at })).toBe('duty-not-found');
  });

  it('CLK-6 is warned of and missed once, at its true time, of those who owed it then', () => {
    const turn = opened(REVIEW);
    const warn = { type: 'RecordDutyWarning', data: {} } as const;
    expect(turn.send(warn, { at: cn('2026-11-24T12:00') })).toEqual([]);
    expect(turn.send(warn, { at: cn('2026-11-24T21:00') })).toEqual(['DutyWarned']);
    expect(turn.send(warn, { at: cn('2026-11-24T21:30') })).toEqual([]);
    expect(turn.send(miss, { at: cn('2026-11-24T21:59') })).toEqual([]);
    expect(turn.send(miss, { at: cn('2026-12-01T08:00') })).toEqual(['DutyMissed']);
    expect(turn.send(miss, { at: cn('2026-12-01T09:00') })).toEqual([]);
    expect(turn.data('DutyMissed')).toMatchObject({
      ...{ dueAt: DUE, answersTo: ['store-manager'], responsible: ['deputy', 'manager', 'second'] },
    });
  });

  it('D25 is missed by whoever took it up alone', () => {
    const turn = opened(REVIEW);
    const takeUp = { type: 'TakeUpDuty', data: {} } as const;
    expect(turn.send(takeUp, { by: MANAGER })).toEqual(['DutyTakenUp']);
    expect(turn.send(takeUp, { by: { id: 'MANAGER' } })).toEqual([]);
    expect(turn.send(takeUp, { by: { id: 'second' } })).toEqual(['DutyTakenUp']);
    turn.send(miss, { at: DUE });
    expect(turn.data('DutyMissed')).toMatchObject({ responsible: ['second'] });
  });

  it('D25 is missed with the same facts whoever finds it, and done all the same', () => {
    const late = { by: MANAGER, at: cn('2026-11-25T09:00'), log: ['B', 'A'] };
    const [found, scheduled] = [opened(REVIEW), opened(REVIEW)];
    expect(found.send(complete(), late)).toEqual(['DutyMissed', 'DutyCompleted']);
    scheduled.send(miss, { at: DUE, log: ['A', 'B'] });
    expect(scheduled.send(complete(), late)).toEqual(['DutyCompleted']);
    expect(found.data('DutyMissed')).toEqual(scheduled.data('DutyMissed'));
  });

  it('LIF-5 is not missed when it was done in time and told later', () => {
    const turn = opened(REVIEW);
    const told = { by: MANAGER, at: cn('2026-11-25T09:00'), happenedAt: cn('2026-11-24T21:00') };
    expect(turn.send(complete(), told)).toEqual(['DutyCompleted']);
    expect(turn.send(miss, { at: cn('2026-11-25T10:00') })).toEqual([]);
  });

  it('D25 is over when it was done: nothing more is done, missed or excused', () => {
    const turn = opened(REVIEW);
    expect(turn.send(complete(), { by: MANAGER })).toEqual(['DutyCompleted']);
    expect(turn.send(complete(), { by: MANAGER })).toBe('duty-over');
    expect(turn.send(excuse, { by: STORE })).toBe('duty-over');
    expect(turn.send(miss, { at: cn('2026-11-30T00:00') })).toEqual([]);
  });
});

describe('who does and excuses it (D22)', () => {
  it.each<readonly [string, string, string | readonly string[]]>([
    ['who owes it', 'manager', ['DutyCompleted']],
    ['the same person however they are spelt', 'ＭＡＮＡＧＥＲ', ['DutyCompleted']],
    ['who stands in for them', 'deputy', ['DutyCompleted']],
    ['the level above', 'store', 'not-authorised'],
    ['the level below', 'supervisor', 'not-authorised'],
    ['the front line', 'front', 'not-authorised'],
    ['the same level of the neighbour', 'hill', 'not-authorised'],
    ['somebody of another procedure', 'park', 'not-authorised'],
    ['a stranger', 'nobody', 'unknown-actor'],
  ])('D22 is done by %s or not', (_who, id, result) => {
    expect(opened(REVIEW).send(complete(), { by: { id } })).toEqual(result);
  });

  it('D22 LIF-3 is done in one capacity, which is recorded, and not in another one that somebody has', () => {
    const turn = opened(REVIEW);
    expect(turn.send(complete(), { by: { id: 'manager', role: 'store-manager' } })).toBe('not-authorised');
    turn.send(complete(), { by: { id: 'deputy', role: 'customer-service-manager' } });
    expect(turn.events.at(-1)?.metadata.actor).toEqual({
      ...{ id: 'deputy', role: 'customer-service-manager', deputyFor: 'manager' },
    });
  });

  it.each<readonly [string, string, string | readonly string[]]>([
    ['the level that it answers to', 'store', ['DutyExcused']],
    ['that level of the neighbour', 'hill-store', 'not-authorised'],
    ['who owes it', 'manager', 'same-person'],
    ['who stands in for them', 'deputy', 'same-person'],
    ['a level below', 'supervisor', 'not-authorised'],
    ['who looks after the highest level', 'overseer', 'not-authorised'],
  ])('D22 is excused by %s or not', (_who, id, result) => {
    expect(opened(REVIEW).send(excuse, { by: { id } })).toEqual(result);
  });

  it('D22 nobody excuses themselves in another role, nor lets whoever stands in for them do it', () => {
    const owner = company.people.get('manager');
    if (owner === undefined) throw new Error('there is a manager');
    const post = { procedure: 'supermarket-authority', level: 'store-manager', from: cn('2020-01-01T00:00') };
    const both = new Map(company.people).set('manager', { ...owner, posts: [...owner.posts, post] });
    const organisation = { ...company, people: both };
    for (const id of ['manager', 'deputy'])
      expect(opened(REVIEW).send(excuse, { by: { id, role: 'store-manager' }, organisation })).toBe(
        'same-person',
      );
  });

  it('D22 what the highest level owes is excused by whoever looks after it alone', () => {
    expect(opened(CHECK).send(excuse, { by: STORE })).toBe('same-person');
    expect(opened(CHECK).send(excuse, { by: { id: 'overseer' } })).toEqual(['DutyExcused']);
  });

  it('D22 DIS-1 what a department owes is done by its people at that site', () => {
    expect(opened(LIST).send(complete(), { by: { id: 'clerk' } })).toEqual(['DutyCompleted']);
    for (const id of ['hill-clerk', 'park', 'manager'])
      expect(opened(LIST).send(complete(), { by: { id } })).toBe('not-authorised');
  });

  it('D22 whoever has left does nothing any more', () => {
    expect(
      opened(REVIEW).send(complete(), {
        by: MANAGER,
        organisation: { ...nobodyYet, adoptions: company.adoptions },
      }),
    ).toBe('unknown-actor');
  });
});

describe('what each kind asks for', () => {
  const about = (more: object): CaseState =>
    ({ ...{ status: 'logged', respondents: [], handlers: [] }, ...more }) as unknown as CaseState;

  it('REP-5 of a review, every case that was not reviewed is on record when it is done', () => {
    const turn = opened(REVIEW);
    const log = ['A', 'B', 'C'];
    expect(turn.send(review('A'), { by: MANAGER, log })).toEqual(['LoggedCaseReviewed']);
    expect(turn.send(review('A'), { by: MANAGER, log })).toEqual([]);
    expect(turn.send(review('X'), { by: MANAGER, log })).toBe('not-in-the-log');
    turn.send(complete(), { by: MANAGER, log });
    expect(turn.data('DutyCompleted')).toMatchObject({ notReviewed: { count: 2, cases: ['B', 'C'] } });
  });

  it('REP-5 what was reviewed after the time was not reviewed in it', () => {
    const turn = opened(REVIEW);
    const late = { by: MANAGER, at: cn('2026-11-25T08:00'), log: ['A', 'B'] };
    turn.send(review('B'), { ...late, at: cn('2026-11-24T20:00') });
    expect(turn.send(review('A'), late)).toEqual(['DutyMissed', 'LoggedCaseReviewed']);
    expect(turn.data('DutyMissed')).toMatchObject({ notReviewed: { count: 1, cases: ['A'] } });
  });

  it('INV-4 a case about whoever reviews it is to them none of the log, also in their place', () => {
    for (const id of ['manager', 'deputy']) {
      const sent = {
        by: { id },
        log: ['A'],
        about: about({ respondents: [{ kind: 'person', staffId: 'Manager' }] }),
      };
      expect(opened(REVIEW).send(review('A'), sent)).toBe('not-in-the-log');
    }
  });

  const draw = { type: 'DrawCases', data: {} } as const;
  const check = (caseId: string, findings = 'All there') =>
    ({ type: 'CheckDrawnCase', data: { case: caseId, result: 'sound', findings } }) as const;

  it('REP-6 a spot check is done when every case that was drawn has been checked', () => {
    const turn = opened(CHECK);
    expect(turn.send(complete(), { by: STORE })).toBe('not-drawn');
    expect(turn.send(draw, { pool: ['C', 'A', 'B', 'A'] })).toEqual(['CasesDrawn']);
    expect(turn.send(draw, { pool: ['X', 'Y', 'Z'] })).toEqual([]);
    const { drawn } = turn.data('CasesDrawn') as { drawn: readonly string[] };
    const [left] = ['A', 'B', 'C'].filter((each) => !drawn.includes(each));
    expect([turn.data('CasesDrawn'), drawn.length]).toMatchObject([{ pool: { count: 3 } }, 2]);
    expect(turn.send(check(left ?? ''), { by: STORE })).toBe('not-drawn');
    expect(turn.send(complete(), { by: STORE })).toBe('cases-unchecked');
    for (const each of drawn) expect(turn.send(check(each), { by: STORE })).toEqual(['DrawnCaseChecked']);
    expect(turn.send(check(drawn[0] ?? ''), { by: STORE })).toEqual([]);
    expect(turn.send(complete(), { by: STORE })).toEqual(['DutyCompleted']);
  });

  it('REP-6 INV-4 nobody checks a case in which they had a part, or which is about them', () => {
    const turn = opened(CHECK);
    turn.send(draw, { pool: ['A'] });
    expect(turn.send(check('A'), { by: STORE, about: about({ handlers: ['STORE'] }) })).toBe('same-person');
    expect(turn.send(check('A'), { by: STORE, about: about({ owner: 'store' }) })).toBe('same-person');
    const aboutThem = about({ respondents: [{ kind: 'person', staffId: 'store' }] });
    expect(turn.send(check('A'), { by: STORE, about: aboutThem })).toBe('not-drawn');
  });

  it('REP-6 with nothing that was settled there is nothing to check', () => {
    const turn = opened(CHECK);
    turn.send(draw);
    expect(turn.send(complete(), { by: STORE })).toEqual(['DutyCompleted']);
  });

  it('IMP-4 a meeting has at least two people of the house', () => {
    const by = { by: { id: 'centre' } };
    for (const [participants, code] of [
      [[], 'nobody-met'],
      [['centre'], 'nobody-met'],
      [['centre', 'centre'], 'nobody-met'],
      [['centre', 'stranger'], 'unknown-person'],
    ] as const)
      expect(opened(MEETING).send(complete({ participants }), by)).toBe(code);
    expect(opened(MEETING).send(complete({ participants: ['centre', 'park'] }), by)).toEqual([
      'DutyCompleted',
    ]);
  });

  it('D25 what is for another kind of duty is refused', () => {
    expect(opened(LIST).send(review('A'), { by: { id: 'clerk' }, log: ['A'] })).toBe('other-work');
    expect(opened(REVIEW).send(check('A'), { by: MANAGER })).toBe('other-work');
    expect(opened(REVIEW).send(draw)).toBe('other-work');
  });
});
