import {
  commandsOf,
  contractsOf,
  decideBy,
  field,
  streamName,
  type CommandOf,
  type Decider,
  type Instant,
} from '#event-sourcing';
import { draft, outboxEventSchemas, type OutboxEvent, type OutboxEventDraft } from './events.ts';

export const OUTBOX_STREAM = 'outbox';
/** There is one. */
export const OUTBOX_ID = 'main';
export const outboxStream = streamName(OUTBOX_STREAM, OUTBOX_ID);
export const outboxEventContracts = contractsOf(outboxEventSchemas);

export interface Outbox {
  /** From when on people are told; absent: they never were. */
  readonly since?: Instant;
}

export const nobodyTold: Outbox = {};

interface OutboxTypes {
  readonly state: Outbox;
  readonly context: object;
  readonly draft: OutboxEventDraft;
  readonly who: 'administrator' | 'ourselves';
  readonly weight: undefined;
  readonly when: 'always';
  readonly group: 'Notices';
}

const command = commandsOf<OutboxTypes>();

/** The first time that a channel is there, and after a backup was restored. */
const beginTelling = command({
  name: 'BeginTelling',
  summary: 'From now on people are told what happens, by the rules of the procedures.',
  ...{ group: 'Notices', who: 'ourselves', when: 'always', route: 'none' },
  data: { because: field.choice(['switchedOn', 'restored']) },
  decide: ({ because }, { since }) =>
    because === 'switchedOn' && since !== undefined ? [] : [draft('TellingBegan', { because })],
});

const holdNotices = command({
  name: 'HoldNotices',
  summary: 'Hold back everything that is still owed to anybody; from now on people are told as before.',
  ...{ group: 'Notices', who: 'administrator', when: 'always' },
  data: { reason: field.text({ max: 500, example: 'The server was set back to last week.' }) },
  decide: ({ reason }) => [draft('TellingBegan', { because: 'asked', reason })],
});

export const outboxCommands = [beginTelling, holdNotices] as const;
export type OutboxCommand = CommandOf<typeof outboxCommands>;

export const outboxDecider: Decider<Outbox, OutboxCommand, OutboxEventDraft, OutboxEvent, object> = {
  initialState: nobodyTold,
  decide: decideBy<OutboxTypes>(outboxCommands, (_definition, state) => state),
  evolve: (_state, { metadata: { recordedAt } }) => ({ since: recordedAt }),
};
