import { decideBy, type Decider } from '#event-sourcing';
import type { NoticeContext, NoticeTypes } from './command.ts';
import { noticeCommands, type NoticeCommand } from './commands.ts';
import type { NoticeEvent, NoticeEventDraft } from './events.ts';
import { evolve, noNotices, type Notices } from './state.ts';

/** The whole write model: who has to be told what of a case, and what became of it. */
export const noticeDecider: Decider<Notices, NoticeCommand, NoticeEventDraft, NoticeEvent, NoticeContext> = {
  initialState: noNotices,
  decide: decideBy<NoticeTypes>(noticeCommands, (_definition, state) => state),
  evolve,
};
