import type { Readable } from 'node:stream';
import type { Position as LogPosition } from '@eventstore/db-client';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams, { type ReadReq, type ReadResp } from '@eventstore/db-client/generated/streams_pb.js';

/**
 * The protocol's read, in its own words. The client's own methods know no filter for reads, and parse what they read:
 * with these nobody else's event is sent to us, and nobody's bytes are interpreted on the way.
 */

const { Options } = streams.ReadReq;

/** Where a read of the log begins. Backwards from a place leaves out what stands there; forwards does not. */
export type LogPlace = 'start' | 'end' | LogPosition;
type Direction = 'forwards' | 'backwards';

export interface LogSelection {
  readonly from: LogPlace;
  readonly direction: Direction;
  readonly limit: number;
  /** Only streams whose names begin so; absent: everything that anybody wrote. */
  readonly prefixes?: readonly string[];
}

export interface StreamSelection {
  readonly stream: string;
  readonly from?: bigint | undefined;
  readonly direction: Direction;
  readonly limit?: number | undefined;
}

/** What a server sends; destroyed when it is not wanted any more. */
export type ReadCall = Pick<Readable, 'on' | 'destroy' | 'resume'> &
  AsyncIterable<ReadResp> & { cancel(): void };

/** An event as it stands on the server. */
export interface LoggedEvent {
  readonly id: string;
  readonly stream: string;
  readonly type: string;
  readonly revision: bigint;
  readonly position: LogPosition | undefined;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** Events that the server looks through in one go. */
const SEARCH_WINDOW = 2000;
const NO_LIMIT = Number.MAX_SAFE_INTEGER;

export function readStreamRequest({ stream, from, direction, limit }: StreamSelection): ReadReq {
  const selection = new Options.StreamOptions().setStreamIdentifier(
    new shared.StreamIdentifier().setStreamName(Buffer.from(stream, 'utf8')),
  );
  if (from !== undefined) selection.setRevision(from.toString());
  else if (direction === 'forwards') selection.setStart(new shared.Empty());
  else selection.setEnd(new shared.Empty());
  return request(
    bounded(direction, limit ?? NO_LIMIT)
      .setStream(selection)
      .setNoFilter(new shared.Empty()),
  );
}

export function readLogRequest({ from, direction, limit, prefixes }: LogSelection): ReadReq {
  const options = bounded(direction, limit).setAll(placed(from));
  return request(
    prefixes === undefined ? options.setNoFilter(new shared.Empty()) : options.setFilter(filter(prefixes)),
  );
}

export const subscribeRequest = (from: LogPlace, prefixes: readonly string[]): ReadReq =>
  request(
    new Options()
      .setAll(placed(from))
      .setSubscription(new Options.SubscriptionOptions())
      .setFilter(filter(prefixes)),
  );

const request = (options: ReadReq.Options): ReadReq =>
  new streams.ReadReq().setOptions(
    options.setUuidOption(new Options.UUIDOption().setString(new shared.Empty())).setResolveLinks(false),
  );

const bounded = (direction: Direction, limit: number): ReadReq.Options =>
  new Options()
    .setReadDirection(
      direction === 'forwards' ? Options.ReadDirection.FORWARDS : Options.ReadDirection.BACKWARDS,
    )
    .setCount(limit.toString());

function placed(from: LogPlace): ReadReq.Options.AllOptions {
  const all = new Options.AllOptions();
  if (from === 'start') return all.setStart(new shared.Empty());
  if (from === 'end') return all.setEnd(new shared.Empty());
  return all.setPosition(
    new Options.Position()
      .setCommitPosition(from.commit.toString())
      .setPreparePosition(from.prepare.toString()),
  );
}

const filter = (prefixes: readonly string[]): ReadReq.Options.FilterOptions =>
  new Options.FilterOptions()
    .setStreamIdentifier(new Options.FilterOptions.Expression().setPrefixList([...prefixes]))
    .setMax(SEARCH_WINDOW)
    .setCheckpointintervalmultiplier(1);

/** The event of an answer, if it holds one. */
export function eventOf(answer: ReadResp): LoggedEvent | undefined {
  const event = answer.getEvent()?.getEvent();
  if (event === undefined) return undefined;
  return {
    id: event.getId()?.getString() ?? '',
    stream: Buffer.from(event.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8'),
    type: event.getMetadataMap().get('type') ?? '',
    revision: BigInt(event.getStreamRevision()),
    position: { commit: BigInt(event.getCommitPosition()), prepare: BigInt(event.getPreparePosition()) },
    data: event.getData_asU8(),
    metadata: event.getCustomMetadata_asU8(),
  };
}

/** How far the server has looked, when it says so. */
export function checkpointOf(answer: ReadResp): LogPosition | undefined {
  const checkpoint = answer.getCheckpoint();
  return (
    checkpoint && {
      commit: BigInt(checkpoint.getCommitPosition()),
      prepare: BigInt(checkpoint.getPreparePosition()),
    }
  );
}
