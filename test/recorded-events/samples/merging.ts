import type { CaseEventData } from '#cases';
import type { Samples } from './samples.ts';

const carriedSample: CaseEventData<'CaseTakenOver'>['carries'][number] = {
  ...{ case: 'WER4-8GMR-ZGE1', channel: 'regulator', flags: ['regulator'], told: false, unvalued: false },
  complainant: { kind: 'individual', anonymous: false, same: false },
  ...{ regulators: ['Consumer association'], severity: 'important' },
  committed: { minor: 5_000, currency: 'CNY' },
  ...{ contactKind: 'complaint', category: 'quality/spoiled', overdueSeverity: 'important' },
  goodsValue: { minor: 25_000, currency: 'CNY' },
  ...{ complainantInsists: false, unsettledBelow: true },
  respondents: [
    { kind: 'person', staffId: 'staff-017', department: 'fresh-food', level: 'customer-service-supervisor' },
  ],
  ...{ handlers: ['staff-004'], level: 'customer-service-manager', levelAwaited: true },
  dispatches: [
    {
      ...{ dispatch: 'D1@WER4-8GMR-ZGE1', department: 'fresh-food', part: 'lead', status: 'sent' },
      ...{ sentBy: 'staff-004', sentAt: '2026-09-30T09:00:00.000Z' },
    },
  ],
  facts: [
    { milestone: 'received', subject: { kind: 'case', id: 'case' }, at: '2026-09-30T08:55:00.000Z' },
    {
      ...{ milestone: 'passedOn', at: '2026-09-30T08:55:00.000Z' },
      ...{ subject: { kind: 'regulator', id: 'R1@WER4-8GMR-ZGE1' }, regulator: 'Consumer association' },
    },
  ],
  clocks: [
    {
      ...{ clock: 'acknowledge@WER4-8GMR-ZGE1', rule: 'acknowledge', kind: 'acknowledge', onDue: 'breach' },
      ...{ subject: { kind: 'case', id: 'case' }, allowance: { elapsedMinutes: 60 } },
      ...{ startedAt: '2026-09-30T08:55:00.000Z', startedBy: 'received', dueAt: '2026-09-30T09:55:00.000Z' },
      missed: { responsible: { role: 'receiver', person: 'staff-004' }, severity: 'important' },
    },
  ],
  given: [
    {
      subject: { kind: 'promise', id: 'P1@WER4-8GMR-ZGE1' },
      ...{ from: '2026-09-30T09:00:00.000Z', until: '2026-10-02T09:00:00.000Z', about: 'What was found' },
    },
  ],
  ...{ writtenResponse: true, outcomeKnown: false },
};

export const mergingSamples: Samples<'MergeStarted' | 'CaseTakenOver' | 'MergedSumChanged' | 'TakenOverSumChanged' | 'MergeDeclined' | 'MergeReversed' | 'TakeOverReleased' | 'MergedComplainantTold' | 'CaseMerged'> = {
  MergeStarted: { merge: 'M1', into: '7F3K-9M2Q-X4TB', reason: 'The same cooker.', carries: [carriedSample] },
  CaseTakenOver: {
    from: 'WER4-8GMR-ZGE1',
    merge: 'M1',
    reason: 'The same cooker.',
    carries: [carriedSample],
    authority: {
      level: 'store-manager',
      rule: 'compensation limits',
      caseTotal: { minor: 60_000, currency: 'CNY' },
    },
  },
  MergedSumChanged: {
    ...{ into: '7F3K-9M2Q-X4TB', merge: 'M1', case: 'WER4-8GMR-ZGE1', change: 1 },
    ...{ committed: { minor: 12_000, currency: 'CNY' }, unvalued: false },
  },
  TakenOverSumChanged: {
    ...{ from: 'WER4-8GMR-ZGE1', merge: 'M1', case: 'WER4-8GMR-ZGE1', change: 1 },
    ...{ committed: { minor: 12_000, currency: 'CNY' }, unvalued: false },
  },
  MergeDeclined: { merge: 'M1', into: '7F3K-9M2Q-X4TB', why: 'The other case is closed.' },
  MergeReversed: {
    ...{ merge: 'M1', from: '7F3K-9M2Q-X4TB', reason: 'Two different cookers.' },
    cases: ['WER4-8GMR-ZGE1'],
  },
  TakeOverReleased: {
    ...{ from: 'WER4-8GMR-ZGE1', merge: 'M1', reason: 'Two different cookers.' },
    cases: ['WER4-8GMR-ZGE1'],
    onward: { into: '2B4D-6F8H-JKMN', merge: 'M2' },
  },
  MergedComplainantTold: {
    ...{ of: 'WER4-8GMR-ZGE1', about: 'merging', method: 'phone', reached: true },
    summary: 'Told that both are handled under one number.',
  },
  CaseMerged: { into: '7F3K-9M2Q-X4TB', reason: 'Reported twice.' },
};
