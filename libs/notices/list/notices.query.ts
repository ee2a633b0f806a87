import { field } from '#event-sourcing';
import { STOPPED } from '../notice/events.ts';
import { noticeShown } from './notice.answer.ts';
import { NOTICES, type NoticeDocument } from './notices.projection.ts';
import { list } from './query.ts';

type Listed = Omit<NoticeDocument, 'held' | 'wakeAt' | 'language' | 'subject' | 'text'>;

export const notices = list({
  name: 'notices',
  summary: 'What people had to be told, and what became of it; what was stopped waits for somebody.',
  group: 'Notices',
  at: 'notices',
  who: { readers: ['admin'] },
  of: NOTICES,
  filters: {
    status: field.choice(['owed', 'sending', 'sent', 'stopped'], { optional: true }),
    because: field.choice(STOPPED, { optional: true, description: 'Why it was stopped.' }),
    staff: field.reference({ optional: true, of: 'staff', example: 'pan.xin' }),
  },
  order: () => ({ field: 'owedAt', direction: 'descending' }),
  moves: false,
  visible: (found: readonly NoticeDocument[], { ports, reader }) => ports.knowable(found, reader),
  row: noticeShown,
  told: listed,
  commandLine: {
    words: 'notices list',
    description: 'what people had to be told, and what became of it',
    none: 'No notice matches.',
    columns: {
      notice: ({ notice }) => notice,
      case: ({ caseId }) => caseId,
      of: ({ of }) => of,
      for: ({ staff }) => staff ?? 'whoever complained',
      is: ({ status, because }) => [status, because ?? ''].join(' ').trim(),
      attempts: ({ attempts }) => String(attempts),
      owed: ({ owedAt }) => ({ at: owedAt }),
      sent: ({ sentAt }) => ({ at: sentAt }),
    },
  },
});

function listed(document: NoticeDocument): Listed {
  const { held: _h, wakeAt: _w, language: _l, subject: _s, text: _t, ...told } = document;
  return told;
}
