import { randomUUID } from 'node:crypto';
import { commandId, type Lease, type ReadModelStore, type Timing } from '#event-sourcing';
import type { Channel, Delivery } from '#channels';
import { noticeAggregate, NOTICES, type NoticeCommand, type NoticeDocument } from '#notices';
import type { Logger } from '#platform';
import type { Outcome } from '../commands/commands.ts';
import type { Engine } from '../engine.ts';
import { isOutage } from '../readiness/waiting-for-stores.ts';
import { justAfter } from '../scheduler/due.ts';
import type { HoldBack } from '../scheduler/hold-back.ts';
import type { AddressOf } from './addresses.ts';

export interface SendingOptions {
  readonly engine: Pick<Engine, 'send' | 'now' | 'readModels'>;
  readonly channel: Channel;
  readonly addressOf: AddressOf;
  /** What was tried as it stands: it waits, and whatever is behind it does not. */
  readonly heldBack: HoldBack<string>;
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
 * Resolves with how many were sent, tried or stopped; none where another process sends.
 */
export async function sendDue(options: SendingOptions, signal: AbortSignal): Promise<number> {
  const { engine, holder, leaseMillis = 5_000 } = options;
  const lease = await engine.readModels.acquireLease(LEASE, holder, leaseMillis);
  if (lease === undefined) return 0;
  try {
    let moved = 0;
    for (const notice of await dueNow(options)) {
      if (signal.aborted || !(await isStillOurs(options))) break;
      if (await isMoved(options, notice)) moved += 1;
    }
    return moved;
  } finally {
    await release(engine.readModels, lease);
  }
}

/** As the list has it: once anything has become of it, it is another one. */
const asItStands = ({ notice, attempts, wakeAt = '' }: NoticeDocument): string =>
  [notice, String(attempts), wakeAt].join(' ');

/** Reads on while nothing can be tried, so that what fails never hides what is behind it. */
async function dueNow({
  engine: { readModels, now },
  heldBack,
}: Pick<SendingOptions, 'engine' | 'heldBack'>): Promise<readonly NoticeDocument[]> {
  const listed = new Set<string>();
  const query = {
    where: [{ field: 'wakeAt', below: justAfter(now()) }],
    sort: { field: 'wakeAt', direction: 'ascending' },
    limit: MOST,
  } as const;
  let cursor: string | undefined;
  do {
    const page = await readModels.query(NOTICES, { ...query, ...(cursor !== undefined && { cursor }) });
    const items = page.items as readonly NoticeDocument[];
    for (const each of items) listed.add(asItStands(each));
    const free = items.filter((each) => !heldBack.holds(asItStands(each)));
    if (free.length > 0) return free;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  heldBack.keepOnly(listed);
  return [];
}

/** What is wrong with one case is no reason to tell nobody of the others; where the stores are away, all of them wait. */
async function isMoved(options: SendingOptions, notice: NoticeDocument): Promise<boolean> {
  const { heldBack } = options;
  try {
    const moved = await sendOne(options, notice);
    heldBack.note(asItStands(notice));
    return moved;
  } catch (error) {
    if (isOutage(error)) throw error;
    heldBack.note(asItStands(notice));
    options.log.warn(
      { err: error, notice: notice.notice, case: notice.caseId },
      'somebody cannot be told now; trying again later, and going on with the others',
    );
    return false;
  }
}

const isStillOurs = async ({ engine, holder, leaseMillis = 5_000 }: SendingOptions): Promise<boolean> =>
  (await engine.readModels.acquireLease(LEASE, holder, leaseMillis)) !== undefined;

const release = (readModels: Pick<ReadModelStore, 'releaseLease'>, lease: Lease): Promise<void> =>
  readModels.releaseLease(lease).catch(() => undefined);

/** Whether anything became of it. */
async function sendOne(options: SendingOptions, notice: NoticeDocument): Promise<boolean> {
  const { channel, addressOf } = options;
  const email = channel.needsAddress ? await addressOf(notice) : undefined;
  const attempt = notice.attempts + 1;
  const reachable = !channel.needsAddress || email !== undefined;
  const begun = await tell(options, notice, {
    type: 'BeginSending',
    data: { notice: notice.notice, attempt, channel: channel.name, reachable },
  });
  if (begun.outcome === 'refused')
    options.log.warn(
      { notice: notice.notice, case: notice.caseId, refusal: begun.refusal.code },
      'somebody cannot be told now; trying again later, and going on with the others',
    );
  const couldBeTwice = hasBegun(begun);
  if (couldBeTwice === undefined) return begun.outcome === 'accepted';
  const { notice: id, caseId, staff, language, subject, text } = notice;
  const delivery = await channel.send({
    ...{ id, caseId, language, subject, text, couldBeTwice },
    ...(staff !== undefined && { staff }),
    ...(email !== undefined && { email }),
  });
  await record(options, notice, { attempt, delivery });
  return true;
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
