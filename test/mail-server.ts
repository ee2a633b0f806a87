import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

interface Received {
  readonly to: readonly string[];
  readonly mail: Email;
}

/** A real server for mail, which keeps what it takes. */
export interface MailServer {
  readonly url: string;
  readonly port: number;
  readonly received: readonly Received[];
  /** What it answers to an address from now on; `undefined`: it takes it. */
  refuse(code: number | undefined): void;
  /** The same of the sender. */
  refuseSender(code: number | undefined): void;
  /** Takes the whole mail, and breaks the connection off before it says so. */
  breakOff(times: number): void;
  close(): Promise<void>;
}

export async function startMailServer(port = 0): Promise<MailServer> {
  const received: Received[] = [];
  let refused: number | undefined;
  let senderRefused: number | undefined;
  let breaks = 0;
  const answering = (code: number | undefined): Error | null =>
    code === undefined ? null : Object.assign(new Error('Not here'), { responseCode: code });
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS'], logger: false },
    onMailFrom(_address, _session, callback) {
      callback(answering(senderRefused));
    },
    onRcptTo(_address, _session, callback) {
      callback(answering(refused));
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        void PostalMime.parse(Buffer.concat(chunks)).then((mail) => {
          received.push({ to: session.envelope.rcptTo.map(({ address }) => address), mail });
          if (breaks === 0) {
            callback(null);
            return;
          }
          breaks -= 1;
          for (const each of server.connections) each.close();
        });
      });
    },
  });
  server.on('error', () => undefined);
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  const at = (server.server.address() as AddressInfo).port;
  return {
    ...{ url: `smtp://127.0.0.1:${String(at)}`, port: at, received },
    refuse(code) {
      refused = code;
    },
    refuseSender(code) {
      senderRefused = code;
    },
    breakOff(times) {
      breaks = times;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}
