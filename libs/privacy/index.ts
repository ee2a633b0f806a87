export { privacyAggregate } from './privacy.aggregate.ts';
export { privacyStreamOf, subjectOf } from './erasure/codec.ts';
export { erasingProcess } from './erasing-process.ts';
export type { PrivacyCommand } from './erasure/commands.ts';
export type { PrivacyEvent } from './erasure/events.ts';
export type { Subject, Subjects } from './erasure/subject.ts';
export { GROUNDS } from './erasure/events.ts';
