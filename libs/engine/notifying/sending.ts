import { randomUUID } from 'node:crypto';
import { commandId, type Lease, type ReadModelStore, type Timing } from '#event-sourcing';
import type { Channel, Delivery } from '#channels';
import { noticeAggregate, NOTICES, type NoticeCommand, type NoticeDocument } from '#notices';
import type { Logger } from '#platform';
import type { Outcome } from '../commands/commands.ts';
import type { Engine } from '../engine.ts';
import { justAfter } from '../scheduler/due.ts';
import type { AddressOf } from './addresses.ts';

export interface SendingOptions {
  readonly engine: Pick<Engine, 'send' | 'now' | 'readModels'>;
  readonly channel: Channel;
  readonly addressOf: AddressOf;
  readonly holder: string;
  readonly leaseMillis?: number;
  readonly timing: Timing;
  readonly log: Logger;
}

const LEASE = 'notices';
const ACTOR = { id: 'notices', role: 'system' } as const;
const MOST = 100;

/**
 * Sends what is due, in the order in which it is. What is about to be sent is on record first, and what became of it
 * afterwards: whoever dies in between leaves a notice that is begun and not ended, and the next one says that it could be
 * the second time. Correct without the lease, for the stream of the notices decides who sends; it only saves work.
 * Resolves with how many were looked at; none where another process sends.
 */
export async function sendDue(options: SendingOptions, signal: AbortSignal): Promise<number> {
  const { engine, holder, leaseMillis = 5_000 } = options;
  const lease = await engine.readModels.acquireLease(LEASE, holder, leaseMillis);
  if (lease === undefined) return 0;
  try {
    const due = await dueNow(engine);
    for (const notice of due) {
      if (signal.aborted || !(await isStillOurs(options))) break;
      await sendOne(options, notice);
    }
    return due.length;
  } finally {
    await release(engine.readModels, lease);
  }
}

async function dueNow({
  readModels,
  now,
}: Pick<Engine, 'readModels' | 'now'>): Promise<readonly NoticeDocument[]> {
  const { items } = await readModels.query(NOTICES, {
    where: [{ field: 'wakeAt', below: justAfter(now()) }],
    sort: { field: 'wakeAt', direction: 'ascending' },
    limit: MOST,
  });
  return items as readonly NoticeDocument[];
}

const isStillOurs = async ({ engine, holder, leaseMillis = 5_000 }: SendingOptions): Promise<boolean> =>
  (await engine.readModels.acquireLease(LEASE, holder, leaseMillis)) !== undefined;

const release = (readModels: Pick<ReadModelStore, 'releaseLease'>, lease: Lease): Promise<void> =>
  readModels.releaseLease(lease).catch(() => undefined);

async function sendOne(options: SendingOptions, notice: NoticeDocument): Promise<void> {
  const { channel, addressOf } = options;
  const email = channel.needsAddress ? await addressOf(notice) : undefined;
  const attempt = notice.attempts + 1;
  const reachable = !channel.needsAddress || email !== undefined;
  const begun = await tell(options, notice, {
    type: 'BeginSending',
    data: { notice: notice.notice, attempt, channel: channel.name, reachable },
  });
  const couldBeTwice = hasBegun(begun);
  if (couldBeTwice === undefined) return;
  const { notice: id, caseId, staff, language, subject, text } = notice;
  const delivery = await channel.send({
    ...{ id, caseId, language, subject, text, couldBeTwice },
    ...(staff !== undefined && { staff }),
    ...(email !== undefined && { email }),
  });
  await record(options, notice, { attempt, delivery });
}

/** Whether it could be the second time; `undefined`: another one sends it, or it is stopped. */
function hasBegun(outcome: Outcome): boolean | undefined {
  if (outcome.outcome !== 'accepted') return undefined;
  const begun = outcome.events.find(({ type }) => type === 'SendingBegun');
  return begun && 'couldBeTwice' in (begun.data as object);
}

/** Each attempt at a command is one of its own: two programs that begin at once are not taken for one. */
const tell = (
  { engine }: SendingOptions,
  { caseId, notice }: NoticeDocument,
  command: NoticeCommand,
): Promise<Outcome> =>
  engine.send(noticeAggregate.kind, {
    ...{ id: caseId, command, actor: ACTOR },
    commandId: commandId('notices', notice, command.type, randomUUID()),
  });

const MOST_RECORDING = 5;

/** What was sent has to be on record; otherwise it is sent once more. */
async function record(
  options: SendingOptions,
  notice: NoticeDocument,
  { attempt, delivery }: { readonly attempt: number; readonly delivery: Delivery },
): Promise<void> {
  const failed =
    delivery.outcome === 'sent'
      ? {}
      : { failed: delivery.because, unsure: delivery.unsure, forGood: delivery.forGood };
  const command = { type: 'RecordSending', data: { notice: notice.notice, attempt, ...failed } } as const;
  if (delivery.outcome === 'failed')
    options.log.warn({ notice: notice.notice, because: delivery.because }, 'somebody could not be told');
  for (let tries = 1; ; tries += 1)
    try {
      await tell(options, notice, command);
      return;
    } catch (error) {
      if (tries === MOST_RECORDING) throw error;
      await options.timing.sleep(1_000 * tries);
    }
}
