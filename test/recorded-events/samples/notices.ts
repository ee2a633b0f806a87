import { commandId } from '#event-sourcing';

const notice = commandId('notice', 'example');

export const noticeSamples = {
  NoticeOwed: {
    notice,
    fact: '6f9619ff-8b86-5d01-b42d-00cf4fc964ff',
    of: 'clockMissed',
    factAt: '2026-10-02T08:55:00.000Z',
    rule: 'missed',
    to: { staff: 'lu.wei', inPlaceOf: 'pan.xin' },
    language: 'zh',
    subject: '案件 7F3K-9M2Q-X4TB：解决已超时',
    text: '案件 7F3K-9M2Q-X4TB 的“解决”应于 2026-10-02 16:55 前完成，现已超时。',
    notBefore: '2026-10-08T00:30:00.000Z',
  },
  SendingBegun: { notice, attempt: 2, channel: 'smtp', couldBeTwice: true },
  NoticeSent: { notice, attempt: 2 },
  SendingFailed: {
    ...{ notice, attempt: 1, because: 'ETIMEDOUT', unsure: true },
    nextAt: '2026-10-08T00:31:00.000Z',
  },
  NoticeStopped: { notice, because: 'noAddress' },
  NoticeReleased: { notice, reason: 'Her address was missing.' },
  TellingBegan: { because: 'asked', reason: 'The server was set back to last week.' },
} as const;
