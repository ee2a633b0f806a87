import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { connectionOn, hasStalled, type Connection, type Pace } from './connection.ts';

export interface ConnectionLimits extends Pace {
  /** Connections of whom nobody knows who they are; one more closes the one that has waited longest. */
  readonly strangers: number;
  /** How long a connection may stay open before a token, or between two requests without one. */
  readonly strangerMillis: number;
  /** Connections of one client; a further one is not let in. */
  readonly connectionsPerClient: number;
}

/**
 * All open connections of the server. Strangers wait for a place among themselves, so that they can take none from
 * those who are known, and whoever is known takes none but their own.
 */
export class Connections {
  readonly #limits: ConnectionLimits;
  readonly #now: () => number;
  readonly #all = new Map<Socket, Connection>();
  /** In the order in which they have waited. */
  readonly #strangers = new Set<Connection>();
  readonly #byClient = new Map<string, Set<Connection>>();
  #leaving = false;

  constructor(limits: ConnectionLimits, now: () => number = Date.now) {
    this.#limits = limits;
    this.#now = now;
  }

  open(socket: Socket): void {
    const connection = connectionOn(socket, this.#now());
    this.#all.set(socket, connection);
    this.#strangers.add(connection);
    socket.once('close', () => {
      this.#forget(connection);
    });
    if (this.#strangers.size > this.#limits.strangers) cutFirst(this.#strangers);
  }

  /** A stranger sends one request after the other: a second one before the answer to the first cuts the line. */
  begins(request: IncomingMessage): void {
    const connection = this.#all.get(request.socket);
    if (connection === undefined) return;
    if (connection.answering && connection.client === undefined) request.socket.destroy();
    Object.assign(connection, { incoming: request, answering: true });
  }

  ends({ socket }: IncomingMessage): void {
    const connection = this.#all.get(socket);
    if (connection === undefined) return;
    connection.answering = false;
    if (this.#leaving) socket.destroySoon();
    if (connection.client !== undefined) return;
    connection.since = this.#now();
    this.#strangers.delete(connection);
    this.#strangers.add(connection);
  }

  /** False: this client has too many already. */
  known({ socket }: IncomingMessage, client: string): boolean {
    const connection = this.#all.get(socket);
    if (connection === undefined || connection.client === client) return true;
    const own = this.#byClient.get(client) ?? new Set();
    if (own.size >= this.#limits.connectionsPerClient) return false;
    this.#leave(connection);
    connection.client = client;
    this.#byClient.set(client, own.add(connection));
    return true;
  }

  /** Only what is being answered stays, each connection until its answer is out. */
  leave(): void {
    this.#leaving = true;
    for (const { answering, socket } of this.#all.values()) if (!answering) socket.destroy();
  }

  cutAll(): void {
    for (const { socket } of this.#all.values()) socket.destroy();
  }

  /** Cuts strangers who have waited too long, and whoever sends or reads too slowly. */
  sweep(): void {
    const now = this.#now();
    for (const connection of this.#all.values()) {
      const waited = connection.client === undefined && now - connection.since > this.#limits.strangerMillis;
      if (waited || hasStalled(connection, now, this.#limits)) connection.socket.destroy();
    }
  }

  #forget(connection: Connection): void {
    this.#all.delete(connection.socket);
    this.#leave(connection);
  }

  #leave(connection: Connection): void {
    this.#strangers.delete(connection);
    if (connection.client === undefined) return;
    const own = this.#byClient.get(connection.client);
    own?.delete(connection);
    if (own?.size === 0) this.#byClient.delete(connection.client);
  }
}

function cutFirst(connections: Set<Connection>): void {
  const [first] = connections;
  if (first === undefined) return;
  // At once and not when it is closed: the next one must not find the same place taken.
  connections.delete(first);
  first.socket.destroy();
}
