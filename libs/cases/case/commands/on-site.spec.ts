import { describe, expect, it } from 'vitest';
import { instant } from '#event-sourcing';
import type { Person } from '#organisation';
import { FRONTLINE } from '#procedures';
import { clockOf, runningClocks } from '../../testing/clocks.ts';
import { EVER, organisationOf } from '../../testing/organisation.ts';
import { plainComplaint, shippedProcedure, story, type Story } from '../../testing/story.ts';

const mall = shippedProcedure('home-mall');
const TWO = { people: ['wu.tao', 'pan.xin'], place: 'Flat 1202' };
const measures = { measures: 'The doors were set straight' };

const atHome = (visit = 'yes', respondent?: string): Story =>
  story(mall)
    .opened({
      details: { ...plainComplaint(mall).details, visit },
      ...(respondent !== undefined && { respondents: [{ kind: 'person', staffId: respondent }] }),
    })
    .do('ClassifyCase', { category: 'furniture/quality', severity: 'ordinary', criterion: 'any' })
    .accepted();
const POST = { procedure: mall.id, level: FRONTLINE };
const left = (person: Person): Person => ({
  ...person,
  presences: [{ from: EVER, until: instant('2026-08-31T00:00:00Z') }],
});
const resolved = { summary: 'Straight again' };
const concluded = {
  outcome: 'notSubstantiated', responsibility: 'nobody', rootCause: 'unfounded', explanation: 'Nothing found',
} as const; // prettier-ignore

describe('people on the spot (DIS-8)', () => {
  it('DIS-8 nobody goes alone, nor twice under one name, and both are on record', () => {
    atHome()
      .do('ArriveOnSite', { people: ['wu.tao'] })
      .refused('too-few-on-site', 'DIS-8');
    atHome()
      .do('ArriveOnSite', { people: ['wu.tao', ' Wu.Tao'] })
      .refused('too-few-on-site', 'DIS-8');
    const told = atHome().do('ArriveOnSite', TWO);
    expect(told.last('ArrivedOnSite')).toEqual([TWO]);
    expect(told.record.handlers).toEqual(expect.arrayContaining(TWO.people));
  });

  it('INV-4 whoever is complained about is not sent', () => {
    atHome('yes', 'pan.xin').do('ArriveOnSite', TWO).refused('conflict-of-interest', 'INV-4');
  });

  it('D23 nobody was there who had left before', () => {
    const here = organisationOf(['receiver-1', 'wu.tao', 'pan.xin'].map((id) => ({ id, posts: [POST] })));
    const gone = new Map([...here.people].map(([key, each]) => [key, key === 'pan.xin' ? left(each) : each]));
    atHome().within(here).do('ArriveOnSite', TWO).accepted();
    atHome()
      .within({ ...here, people: gone })
      .do('ArriveOnSite', TWO)
      .refused('person-departed', 'D23');
  });

  it('DIS-8 measures are taken by those who are there', () => {
    atHome().do('RecordMeasures', measures).refused('nobody-on-site', 'DIS-8');
    const told = atHome().do('ArriveOnSite', TWO).accepted();
    expect(told.do('RecordMeasures', measures).last('MeasuresTaken')).toEqual([measures]);
  });

  it('LIF-5 nor are they taken before anybody arrived', () => {
    const told = atHome().at('2026-09-01T11:00:00+08:00').do('ArriveOnSite', TWO).accepted();
    told
      .do('RecordMeasures', measures, { happenedAt: '2026-09-01T10:00:00+08:00' })
      .refused('before-arrival', 'LIF-5');
  });

  it('CLK-1 arrival and measures have a clock each, where somebody is to come', () => {
    const told = atHome();
    expect(clockOf(told, 'visit').dueAt).toBe('2026-09-03T01:00:00.000Z');
    told.at('2026-09-02T10:00:00+08:00').do('ArriveOnSite', TWO).accepted();
    expect(clockOf(told, 'visit').status).toBe('met');
    expect(clockOf(told, 'measures').dueAt).toBe('2026-09-02T04:00:00.000Z');
    told.do('RecordMeasures', measures).accepted();
    expect(clockOf(told, 'measures').status).toBe('met');
    expect(runningClocks(atHome('no'))).not.toContain('visit');
  });

  it('DIS-8 a case in which somebody is to come is not resolved before they did something there', () => {
    const told = atHome().do('ConcludeInvestigation', concluded).accepted();
    told.do('ResolveCase', resolved).refused('not-visited', 'DIS-8');
    told.do('ArriveOnSite', TWO).do('ResolveCase', resolved).refused('not-visited', 'DIS-8');
    told.do('RecordMeasures', measures).do('ResolveCase', resolved).accepted();
    atHome('no').do('ConcludeInvestigation', concluded).do('ResolveCase', resolved).accepted();
  });
});
