import type { Send } from '../api/sending.ts';

/** What people do in every trade, in the words of the stories. */

export const acknowledged: Send = ['send-acknowledgement', { method: 'phone' }];
export const handedBack: Send = [
  'hand-back-form',
  { dispatch: 'D1', summary: 'Looked into, see the findings' },
];
export const signed: Send = ['sign-receipt', { dispatch: 'D1' }];
export const sent: Send = ['dispatch-case'];
export const accepted: Send = ['accept-solution', { option: 'S1' }];
export const carriedOut: Send = ['implement-solution'];
export const closed: Send = ['close-case'];
export const reviewed = (remarks: string, inOrder = true): Send => ['review-case', { inOrder, remarks }];
export const approved: Send = ['approve-plan'];

export const classified = (
  category: string,
  severity: string,
  criterion: string,
  more: object = {},
): Send => ['classify-case', { category, severity, criterion, ...more }];
export const found = (content: string): Send => [
  'record-finding',
  { kind: 'finding', content, evidence: [] },
];

export const concluded = (rootCause: string, explanation: string, more: object = {}): Send => [
  'conclude-investigation',
  { outcome: 'substantiated', responsibility: 'organisation', rootCause, explanation, ...more },
];
export const planned = (...options: readonly (string | readonly [string, object])[]): Send => [
  'prepare-solutions',
  {
    options: options.map((each) =>
      typeof each === 'string' ? { description: each } : { description: each[0], remedy: each[1] },
    ),
  },
];
export const offered = (method = 'phone'): Send => ['offer-solution', { method }];
export const rejected = (option: string, objection: string): Send => [
  'reject-solution',
  { option, objection },
];
export const delivered = (reference: string): Send => ['confirm-compensation', { grant: 'G1', reference }];
export const demands = (primary: string, secondary: string): Send => [
  'record-demands',
  {
    demands: [
      { rank: 'primary', text: primary },
      { rank: 'secondary', text: secondary },
    ],
  },
];
export const answered = (demand: string, answer: string, reason: string): Send => [
  'answer-demand',
  { demand, answer, reason, method: 'phone' },
];
export const settled = (summary: string): Send => ['resolve-case', { summary }];
export const outcome = (summary: string, more: object = {}): Send => [
  'notify-outcome',
  { to: 'complainant', method: 'phone', summary, written: false, ...more },
];
export const called = (satisfaction: number, more: object = {}): Send => [
  'record-follow-up',
  { method: 'phone', reached: true, satisfaction, ...more },
];
export const word = (summary: string): Send => ['report-progress', { method: 'phone', summary }];
export const promised = (dueAt: string, about: string): Send => ['promise-reply', { dueAt, about }];
export const goesUp = (reason: string, explanation: string, to?: string): Send => [
  'escalate-to-manager',
  { reason, explanation, complainantTold: true, ...(to !== undefined && { to }) },
];
export const decided = (decision: string): Send => ['decide-escalation', { decision }];

export const atOnce = (
  [category, severity, criterion]: readonly [string, string, string],
  solution: string,
  more: object = {},
): Send => [
  'settle-at-once',
  { category, severity, criterion, solution, method: 'inPerson', summary: solution, ...more },
];

const yuan = (amount: number) => ({ minor: Math.round(amount * 100), currency: 'CNY' });
export const money = (kind: string, amount: number) => ({ kind, amount: yuan(amount) });
export const shanghai = (time: string): string => `${time.replace(' ', 'T')}:00+08:00`;
