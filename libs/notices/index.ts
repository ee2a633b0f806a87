export { noticeAggregate } from './notice.aggregate.ts';
export { outboxAggregate } from './outbox.aggregate.ts';
export { noticesStreamOf } from './notice/codec.ts';
export type { NoticeCommand } from './notice/commands.ts';
export type { Hearing, NoticeEvent, NoticeOwed } from './notice/events.ts';
export { BROKEN_OFF_MILLIS } from './notice/rules.ts';
export {
  nobodyTold,
  OUTBOX_ID,
  outboxDecider,
  outboxStream,
  type Outbox,
  type OutboxCommand,
} from './outbox/outbox.ts';
export type { OutboxEvent } from './outbox/events.ts';
export { NOTICES, type NoticeDocument } from './list/notices.projection.ts';
export { tellingProcess } from './telling-process.ts';
export { mailOf } from './telling/notices-owed.ts';
