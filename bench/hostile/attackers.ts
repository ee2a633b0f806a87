import { connect, type Socket } from 'node:net';

/**
 * A process of its own: `attackers.ts <url> <connections> <token>`. Holds that many connections of six kinds, and opens
 * each again a second after it was cut. Says `ready` once all have been open.
 */
const [url = '', connections = '0', token = ''] = process.argv.slice(2);
const port = Number(new URL(url).port);
const AGAIN_MILLIS = 1_000;
const DRIP_MILLIS = 1_000;

const lines = (line: string, ...more: readonly string[]): string =>
  `${[`${line} HTTP/1.1`, 'host: localhost', ...more].join('\r\n')}\r\n\r\n`;
const HALF_HEADERS = 'GET /cases HTTP/1.1\r\nhost: localhost\r\nx-more: ';
const HALF_BODY = `${lines('POST /cases', 'content-type: application/json', 'content-length: 200000')}{"half":`;
const insider = `authorization: Bearer ${token}`;

/** What each kind does once it is connected. */
const KINDS: readonly ((socket: Socket) => void)[] = [
  (socket) => socket.write(HALF_HEADERS),
  (socket) => socket.write(HALF_BODY),
  // Byte after byte, with a token that counts.
  (socket) => {
    socket.write(lines('POST /cases', insider, 'content-type: application/json', 'content-length: 200000'));
    const drip = setInterval(() => socket.write('x'), DRIP_MILLIS);
    socket.once('close', () => {
      clearInterval(drip);
    });
  },
  // Asks for much and reads nothing.
  (socket) => {
    socket.pause();
    socket.write(lines('GET /events?limit=10000', insider));
  },
  () => undefined,
  // As fast as it is answered.
  (socket) => {
    const ask = (): void => void socket.write(lines('GET /cases', 'authorization: Bearer a.b.c'));
    socket.on('data', ask);
    ask();
  },
];

const total = Number(connections);
const opened = new Set<number>();

function attack(index: number): void {
  const kind = index % KINDS.length;
  const socket = connect({ port, host: '127.0.0.1', localAddress: `127.0.0.${String(kind + 2)}` });
  socket.once('connect', () => {
    opened.add(index);
    if (opened.size === total) process.stdout.write('ready\n');
    KINDS[kind]?.(socket);
  });
  socket.on('error', () => undefined);
  socket.resume();
  socket.once('close', () => setTimeout(attack, AGAIN_MILLIS, index));
}

for (let index = 0; index < total; index += 1) attack(index);
