import { refuse, type AggregateDefinition } from '#event-sourcing';
import { CASE_ID, caseAggregate, type CaseState } from '#cases';
import type { Organisation } from '#organisation';
import type { Rules } from '#procedures';
import { NOTICE_STREAM, noticeEventContracts, noticesStreamOf } from './notice/codec.ts';
import type { NoticeContext } from './notice/command.ts';
import { noticeCommands, type NoticeCommand } from './notice/commands.ts';
import type { NoticeEvent } from './notice/events.ts';
import { noticeDecider } from './notice/notice.decider.ts';
import type { Notices } from './notice/state.ts';
import type { Outbox } from './outbox/outbox.ts';
import { noticeProjections, noticeQueries } from './read-models.ts';

interface NoticePorts {
  readonly organisation: () => Promise<Organisation>;
  readonly procedures: Pick<Rules, 'get' | 'know'>;
  /** A case as it stands now. Throws StreamFault. */
  readonly stateOf: (caseId: string) => Promise<CaseState>;
  readonly outbox: () => Promise<Outbox>;
}

/** What people have to be told of one case (OUT-1, DIS-1, DIS-3). */
export const noticeAggregate: AggregateDefinition<
  Notices,
  NoticeCommand,
  NoticeEvent,
  NoticeContext,
  NoticePorts
> & {
  readonly queries: typeof noticeQueries;
  readonly projections: () => typeof noticeProjections;
} = {
  kind: NOTICE_STREAM,
  about: 'What people had to be told of one case by the rules of its procedure, and what became of it.',
  address: 'notices/:noticesOf',
  id: { name: 'noticesOf', example: CASE_ID },
  access: 'admin',
  idOf: ({ noticesOf = '' }) => caseAggregate.idOf({ caseId: noticesOf }),
  newId: (command) => command,
  contracts: noticeEventContracts,
  commands: noticeCommands,
  queries: noticeQueries,
  projections: () => noticeProjections,
  decider: noticeDecider,
  stream: noticesStreamOf,
  async prepare({ id: caseId, actor: { id, role = 'admin' }, rehearsal }, ports) {
    const [about, organisation, { since }] = await Promise.all([
      ports.stateOf(caseId),
      ports.organisation(),
      ports.outbox(),
    ]);
    if (about.status !== 'none') await ports.procedures.know(about.procedure, { rehearsal });
    const procedure =
      about.status === 'none' ? undefined : ports.procedures.get(about.procedure.id, about.procedure.version);
    return {
      actor: () => ({ id, role }),
      context: (now) => ({ now, caseId, about, procedure, organisation, since }),
    };
  },
  missing: (id) => refuse('OUT-1', 'no-notices', `Nobody had to be told anything of ${id}.`),
};
