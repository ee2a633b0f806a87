import type { Faults } from './faults.ts';
import type { Expected, Log, NewEvent, WriteResult } from './log.ts';
import type { User } from './rights.ts';
import type { ServedSubscription } from './subscribe.ts';

/** `log` without `prefixes`: everything that anybody wrote. */
export interface Asked {
  readonly what: 'stream' | 'log' | 'subscription';
  readonly requiresLeader: boolean;
  readonly prefixes?: readonly string[];
}

/** What the handlers of the double share. */
export interface Double {
  /** As this node knows it. */
  readonly log: Log;
  readonly faults: Faults;
  readonly subscriptions: Set<ServedSubscription>;
  /** How often each procedure was called. */
  readonly calls: Record<
    'append' | 'batchAppend' | 'readStream' | 'readAll' | 'subscribe' | 'gossip',
    number
  >;
  /** Every read and subscription, as it was asked for. */
  readonly asked: Asked[];
  /** How long each append would wait for its answer, in ms. */
  readonly patience: number[];
  /** Events that were sent to clients, in answer to reads of any kind. */
  sent: number;
  /** By what a request must carry; nobody asks who sends it while there are none. */
  readonly users: ReadonlyMap<string, User>;
  /** Takes itself for the leader still; nothing that it writes comes through. */
  readonly isDeposed: () => boolean;
  /** Writes, and lets the server add events of its own as a real one does. */
  write(stream: string, expected: Expected, events: readonly NewEvent[]): WriteResult;
  /** Breaks all connections. */
  cut: () => void;
  /** Answers and writes that are held back until the test lets them happen. */
  readonly late: (() => void)[];
}
