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
  const prefixes = options.getFilter()?.getStreamIdentifier()?.getPrefixList() ?? [];
  const sender = new Sender(double, call, prefixes, from);
  const stopListening = double.log.onAppend(() => {
    sender.schedule();
  });
  const served: ServedSubscription = {
    from,
    prefixes,
    sent: () => sender.sent,
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

/** Sends what the filter lets through, with a checkpoint after each stretch, and `caught up` at the end. */
class Sender {
  silent = false;
  sent = 0;
  readonly #double: Double;
  readonly #call: ReadCall;
  readonly #prefixes: readonly string[];
  #next: number;
  #last: LoggedEvent | undefined;
  #live = false;
  #scheduled = false;

  constructor(double: Double, call: ReadCall, prefixes: readonly string[], from: 'start' | 'end' | bigint) {
    this.#double = double;
    this.#call = call;
    this.#prefixes = prefixes;
    const { events } = double.log;
    const at = indexOf(events, from);
    // Exclusive: a subscription starts after its position.
    this.#next = typeof from === 'bigint' && events[at]?.position === from ? at + 1 : at;
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
    let room = true;
    for (const event of slice) {
      if (!this.#prefixes.some((prefix) => event.stream.startsWith(prefix))) continue;
      room = this.#call.write(eventMessage(event, true));
      this.#last = event;
      this.sent += 1;
    }
    const last = slice.at(-1);
    if (last !== undefined) this.#call.write(checkpointMessage(last.position));
    if (this.#next < events.length) {
      this.#live = false;
      if (room) this.schedule();
      else
        this.#call.once('drain', () => {
          this.schedule();
        });
    } else if (!this.#live) {
      this.#live = true;
      this.#call.write(caughtUpMessage());
    }
  }
}
