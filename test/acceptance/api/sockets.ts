import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { turns } from '#event-sourcing/testing';
import type { TestApp } from './app.ts';

/** A caller who decides byte by byte what is sent, and whether anything is read. */
export interface Caller {
  readonly socket: Socket;
  /** All that was answered so far. */
  readonly heard: () => string;
  /** Resolves when the API has let go of the connection, not only of one direction: what is sent then comes back. */
  readonly cut: Promise<unknown>;
}

export async function callOn({ url }: Pick<TestApp, 'url'>): Promise<Caller> {
  const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', allowHalfOpen: true });
  let heard = '';
  socket.on('data', (chunk) => (heard += chunk.toString()));
  socket.on('error', () => undefined);
  const cut = new Promise((resolve) => socket.once('close', resolve));
  socket.once('end', () => void drip(socket));
  await once(socket, 'connect');
  return { socket, heard: () => heard, cut };
}

/** Sends byte after byte for as long as the connection stands. */
export async function drip(socket: Socket): Promise<void> {
  while (!socket.destroyed) {
    socket.write('x');
    await turns(5);
  }
}

/** The lines of a request up to its body. */
export const head = (line: string, token?: string, ...more: readonly string[]): string =>
  [
    `${line} HTTP/1.1`,
    'host: localhost',
    ...(token === undefined ? [] : [`authorization: Bearer ${token}`]),
    ...more,
    '\r\n',
  ].join('\r\n');

/** The lines of a command whose body never comes whole. */
export const halfCommand = (token?: string): string =>
  `${head('POST /cases', token, 'content-type: application/json', 'content-length: 5000')}{"half":`;
