import type { DutyEvent } from '#duties';

type DataOf<Type extends DutyEvent['type']> = Extract<DutyEvent, { readonly type: Type }>['data'];

export const dutySamples: { readonly [Type in DutyEvent['type']]: DataOf<Type> } = {
  DutyOpened: {
    procedure: { id: 'supermarket-authority', version: 1 },
    ...{ duty: 'spot-check', site: 'riverside', date: '2026-11-23', work: 'spotCheck' },
    since: '2026-11-15T16:00:00.000Z',
    opensAt: '2026-11-22T16:00:00.000Z',
    dueAt: '2026-11-29T14:00:00.000Z',
    warnAt: '2026-11-28T02:30:00.000Z',
    ...{ owedBy: { level: 'store-manager' }, answersTo: ['oversight'], atLeast: 2 },
  },
  DutyWarned: { dueAt: '2026-11-29T14:00:00.000Z' },
  DutyMissed: {
    dueAt: '2026-11-27T14:00:00.000Z',
    ...{ responsible: ['lu.wei'], answersTo: ['store-manager'] },
    notReviewed: { count: 1, cases: ['7F3K-9M2Q-X4TB'] },
  },
  DutyTakenUp: {},
  DutyCompleted: {
    account: 'Handed to the store manager.',
    ...{ found: 3, participants: ['lu.wei', 'xie.dong'], cases: ['7F3K-9M2Q-X4TB'] },
    notReviewed: { count: 1, cases: ['7F3K-9M2Q-X4TB'] },
  },
  DutyExcused: { reason: 'The store was closed for the stocktaking.' },
  LoggedCaseReviewed: { case: '7F3K-9M2Q-X4TB', remark: 'Ask the supplier again.' },
  CasesDrawn: {
    seed: '8c2f6c6ad0f3d6b2f3f0fd2d1f9a33e0a9b8f8ad2f4dbb2dc0c6c0f6c9e0a5d1',
    pool: { count: 17, hash: '9b74c9897bac770ffc029102a200c5de4a8f3e4c8e6a9f1d5b2c3a4e5f60718a' },
    drawn: ['7F3K-9M2Q-X4TB', 'B2QW-5T8R-M4KX'],
  },
  DrawnCaseChecked: { case: '7F3K-9M2Q-X4TB', result: 'faulty', findings: 'The voucher was never sent.' },
};
