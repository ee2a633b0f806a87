import type { IssueEvent, OccurrenceEvent, RecurrenceEvent } from '#improvement';
import type { Samples } from './samples.ts';

type Told = IssueEvent | OccurrenceEvent | RecurrenceEvent;
type DataOf<Type extends Told['type']> = Extract<Told, { readonly type: Type }>['data'];

export const improvementPlannedSamples: Samples<'ImprovementPlanned'> = {
  ImprovementPlanned: { issue: 'I4f0c2d1b7a6e4f5' },
};

const procedure = { id: 'residential-property', version: 1 };
const lift: DataOf<'RecurrenceFound'>['parts'] = [
  { of: 'category', value: 'facilities/lift' },
  { of: 'site', value: 'garden-city' },
];
const of = 'residential-property.same-matter-at-one-site.9f2c1d3b7a6e4f5089ab12cd34ef5678';
const rule = 'same-matter-at-one-site';
const [one, other, third] = ['7F3K-9M2Q-X4TB', 'B2QW-5T8R-M4KX', '4XQ7-M2K9-D3TB'] as const;
const dueAt = '2026-10-08T10:00:00.000Z';
const warnAt = '2026-10-07T00:00:00.000Z';
const action = 'A1';

export const improvementSamples: { readonly [Type in Told['type']]: DataOf<Type> } = {
  OccurrenceNoted: {
    ...{ noted: 2, at: '2026-09-30T08:55:00.000Z', procedure },
    added: [{ rule, parts: lift }],
    dropped: [{ rule, parts: [{ of: 'category', value: 'facilities/leak' }] }],
  },
  OccurrenceCounted: { case: one, at: '2026-09-30T08:55:00.000Z', noted: 2, counts: true },
  RecurrenceFound: {
    ...{ recurrence: 1, procedure, rule, parts: lift, times: 3, withinDays: 30 },
    cases: [one, other, third],
  },
  RecurrenceGrew: { recurrence: 1, cases: [one], lastAt: '2026-09-30' },
  RecurrenceShrank: { recurrence: 1, cases: [one] },
  RecurrencesJoined: { recurrence: 2, into: 1 },
  IssueRaised: {
    procedure,
    site: 'garden-city',
    recurrence: { of, number: 1, rule, parts: lift, times: 3, withinDays: 30 },
    cases: [one, other, third],
    about: ['zhou.min'],
    reason: 'The lift has failed twice for the same part.',
    ...{ ledBy: 'office-director', extendedBy: 'general-manager', compareDays: 30 },
  },
  CasesGathered: { cases: [one], about: ['zhou.min'], improved: true },
  CasesReleased: { cases: [one] },
  IssueJoined: { into: `${of}.1`, cases: [one, other, third], about: ['zhou.min'], wasOpen: true },
  ActionDecided: {
    ...{ action, kind: 'planned', what: 'Exchange the door drives.', lacking: 'The parts are on order.' },
    ...{ owner: 'pan.xin', startedAt: '2026-10-01T10:00:00.000Z', dueAt, warnAt, cases: [one] },
  },
  ActionHandedOver: { action, owner: 'wu.tao', reason: 'Pan Xin is on leave.' },
  ActionExtended: { action, dueAt, warnAt, reason: 'The parts are late.' },
  ActionWarned: { action, dueAt },
  ActionMissed: { action, dueAt, responsible: 'pan.xin' },
  ActionCompleted: { action, account: 'All four drives were exchanged.', evidence: ['order 2026-1187'] },
  EffectJudged: {
    ...{ action, effective: true, reason: 'No lift has failed for a month.' },
    compared: {
      ...{ days: 30, before: 4, after: 0 },
      ...{ from: '2026-09-05T03:00:00.000Z', until: '2026-11-04T03:00:00.000Z' },
    },
  },
  IssueClosed: { why: 'dismissed', reason: 'The building is given up.' },
  IssueReopened: { why: 'recurred', lastAt: '2026-11-20T08:00:00.000Z' },
};
