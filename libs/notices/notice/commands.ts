import type { CommandOf } from '#event-sourcing';
import { beginSending } from './commands/begin-sending.ts';
import { oweNotices } from './commands/owe-notices.ts';
import { recordSending } from './commands/record-sending.ts';
import { sendNotice } from './commands/send-notice.ts';

/** Every command about the notices of a case. A new command is a file and a line here. */
export const noticeCommands = [oweNotices, beginSending, recordSending, sendNotice] as const;

export type NoticeCommand = CommandOf<typeof noticeCommands>;
