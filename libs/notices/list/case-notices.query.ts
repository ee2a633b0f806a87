import { answer } from '#event-sourcing';
import { caseField, damageOfCase, noSuchCase, ofOneCase } from '#cases';
import { noticeRead } from './notice.answer.ts';
import { NOTICES, type NoticeDocument } from './notices.projection.ts';
import { query } from './query.ts';

type Told = Omit<NoticeDocument, 'held' | 'wakeAt'>;

export const caseNotices = query({
  name: 'caseNotices',
  summary: 'Who was told what of a case by the product itself, when, and what became of it.',
  group: 'Notices',
  at: 'cases/:caseId/notices',
  asks: { caseId: caseField },
  who: ofOneCase,
  reads: () => [NOTICES],
  answers: answer.object({
    caseId: answer.text('7F3K-9M2Q-X4TB'),
    notices: answer.list(noticeRead),
    'damage?': damageOfCase,
  }),
  async run({ caseId }, { readModels }) {
    const items: Told[] = [];
    let cursor: string | undefined;
    do {
      const page = await readModels.query(NOTICES, {
        where: [{ field: 'caseId', equals: caseId }],
        sort: { field: 'owedAt', direction: 'ascending' },
        ...{ limit: 200, ...(cursor !== undefined && { cursor }) },
      });
      items.push(...(page.items as readonly NoticeDocument[]).map(read));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return { caseId, notices: items };
  },
  absent: noSuchCase,
  commandLine: {
    words: 'notices of',
    description: 'who was told what of a case by the product itself',
    shows: ({ notices }) => [
      notices.length === 0
        ? 'Nobody had to be told anything of this case.\n'
        : {
            head: ['notice', 'of', 'for', 'is', 'subject', 'owed', 'sent'],
            rows: notices.map(({ notice, of, staff, status, because, subject, owedAt, sentAt }) => [
              ...[notice, of, staff ?? 'whoever complained', [status, because ?? ''].join(' ').trim()],
              ...[subject, { at: owedAt }, { at: sentAt }],
            ]),
          },
    ],
  },
});

function read({ held: _h, wakeAt: _w, ...told }: NoticeDocument): Told {
  return told;
}
