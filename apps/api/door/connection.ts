import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** What is known of one connection. */
export interface Connection {
  readonly socket: Socket;
  /** Since when it has been waited for somebody to say who they are; later answers to open addresses count anew. */
  since: number;
  /** Whoever showed a token that counts. */
  client?: string;
  /** The last request on it. */
  incoming?: IncomingMessage;
  answering: boolean;
  /** Bytes that went through while the other side was waited for, and since when they are too few. */
  moved: number;
  movedAt: number;
}

export const connectionOn = (socket: Socket, now: number): Connection => ({
  ...{ socket, since: now, answering: false, moved: 0, movedAt: now },
});

/** Bytes that really left or came; what waits in our own memory counts as neither. */
const movedOn = ({ bytesRead, bytesWritten, writableLength }: Socket): number =>
  bytesRead + bytesWritten - writableLength;

/** The other side has to read or to send on; while we are at work nobody is slow but we. */
const isAwaited = ({ socket, incoming }: Connection): boolean =>
  socket.writableLength > 0 ||
  (incoming !== undefined && !incoming.complete && incoming.readableLength === 0);

export interface Pace {
  /** How long the other side may fall short. */
  readonly stalledMillis: number;
  readonly leastBytesPerSecond: number;
}

/** Whether the other side was slower than allowed for longer than allowed. Takes note of how far it is. */
export function hasStalled(connection: Connection, now: number, pace: Pace): boolean {
  const moved = movedOn(connection.socket);
  const millis = now - connection.movedAt;
  const keepsPace = (moved - connection.moved) * 1000 >= pace.leastBytesPerSecond * millis;
  if (!isAwaited(connection) || (millis > 0 && keepsPace)) {
    Object.assign(connection, { moved, movedAt: now });
    return false;
  }
  return millis > pace.stalledMillis;
}
