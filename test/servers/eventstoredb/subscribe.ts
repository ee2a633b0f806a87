import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { serviceError } from './faults.ts';
import type { LoggedEvent } from './log.ts';
import {
  caughtUpMessage,
  checkpointMessage,
  confirmationMessage,
  eventMessage,
  NO_POSITION,
  startOf,
} from './messages.ts';
import { indexOf, type ReadCall } from './read.ts';
import type { Double } from './state.ts';

/** A subscription at the server's end, for tests to break. */
export interface ServedSubscription {
  /** Where it began, as the client asked for. */
  readonly from: 'start' | 'end' | bigint;
  /** Prefixes of the server-side filter. */
  readonly prefixes: readonly string[];
  /** Events sent so far. */
  readonly sent: () => number;
  /** More is there to be sent, and the client has not taken the last of what was sent. */
  readonly isHeldBack: () => boolean;
  /** Ends well, without a word. */
  end(): void;
  fail(): void;
  /** Sends nothing more and stays open. */
  fallSilent(): void;
  /** Sends the last event once more. */
  repeat(): void;
  checkpoint(position: bigint): void;
}

/** How many events are looked at before others get their turn. */
const SLICE = 256;

export function subscribe(double: Double, call: ReadCall, options: ReadReq.Options): void {
  double.calls.subscribe += 1;
  const from = startOf(options);
  const filter = options.getFilter();
  const prefixes = filter?.getStreamIdentifier()?.getPrefixList() ?? [];
  const interval = (filter?.getMax() ?? 0) * (filter?.getCheckpointintervalmultiplier() ?? 0);
  const sender = new Sender(double, call, { prefixes, from, interval });
  const stopListening = double.log.onAppend(() => {
    sender.schedule();
  });
  const served: ServedSubscription = {
    from,
    prefixes,
    sent: () => sender.sent,
    isHeldBack: () => sender.heldBack,
    end: () => call.end(),
    fail: () => call.emit('error', serviceError(status.UNAVAILABLE, 'Server Is Not Ready')),
    fallSilent: () => {
      sender.silent = true;
    },
    repeat: () => {
      sender.repeat();
    },
    checkpoint: (position) => call.write(checkpointMessage(position)),
  };
  double.subscriptions.add(served);
  call.on('cancelled', () => {
    stopListening();
    sender.silent = true;
    double.subscriptions.delete(served);
  });
  call.write(confirmationMessage(randomUUID()));
  sender.schedule();
}

interface Wish {
  readonly prefixes: readonly string[];
  readonly from: 'start' | 'end' | bigint;
  /** A checkpoint is due after so many events, whether they were sent or not. */
  readonly interval: number;
}

/**
 * Sends what the filter lets through as server 24.10.4 does: a checkpoint after each interval and one when it goes live,
 * never one that is not after the last. Going live without having sent anything since the start, it sends "none".
 */
class Sender {
  silent = false;
  sent = 0;
  heldBack = false;
  readonly #double: Double;
  readonly #call: ReadCall;
  readonly #wish: Wish;
  #next: number;
  #last: LoggedEvent | undefined;
  /** What was last sent, event or checkpoint; or where the client is. */
  #reached: bigint | undefined;
  #checkpoint = -1n;
  #considered = 0;
  #live = false;
  #scheduled = false;

  constructor(double: Double, call: ReadCall, wish: Wish) {
    this.#double = double;
    this.#call = call;
    this.#wish = wish;
    const { events } = double.log;
    const { from } = wish;
    const at = indexOf(events, from);
    // Exclusive: a subscription starts after its position.
    this.#next = typeof from === 'bigint' && events[at]?.position === from ? at + 1 : at;
    this.#reached = typeof from === 'bigint' ? from : undefined;
  }

  schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (!this.silent && !this.#call.cancelled) this.#sendSlice();
    });
  }

  repeat(): void {
    if (this.#last !== undefined) this.#call.write(eventMessage(this.#last, true));
  }

  #sendSlice(): void {
    const { events } = this.#double.log;
    const slice = events.slice(this.#next, this.#next + SLICE);
    this.#next += slice.length;
    this.#considered += slice.length;
    const room = this.#send(slice);
    const behind = this.#next < events.length;
    if (!behind && !this.#live) {
      this.#sendCheckpoint(this.#reached ?? NO_POSITION);
      this.#call.write(caughtUpMessage());
    } else if (this.#considered >= this.#wish.interval) {
      this.#considered %= this.#wish.interval;
      this.#reached = slice.at(-1)?.position ?? this.#reached;
      this.#sendCheckpoint(this.#reached ?? NO_POSITION);
    }
    this.#live = !behind;
    if (!behind) return;
    if (room) this.schedule();
    else this.#sendMoreOnceTaken();
  }

  #sendMoreOnceTaken(): void {
    this.heldBack = true;
    this.#call.once('drain', () => {
      this.heldBack = false;
      this.schedule();
    });
  }

  /** False when the client has not taken the last of it yet. */
  #send(slice: readonly LoggedEvent[]): boolean {
    let room = true;
    for (const event of slice) {
      if (!this.#wish.prefixes.some((prefix) => event.stream.startsWith(prefix))) continue;
      room = this.#call.write(eventMessage(event, true));
      this.#last = event;
      this.#reached = event.position;
      this.sent += 1;
      this.#double.sent += 1;
    }
    return room;
  }

  #sendCheckpoint(position: bigint): void {
    if (position <= this.#checkpoint) return;
    this.#checkpoint = position;
    this.#call.write(checkpointMessage(position));
  }
}
