import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import type { SigningKey, VerifierKey } from '#keys';
import { cosigned, InvalidNote, parseConsistency, writeNote, type Checkpoint, type Cosigning } from '#proof';

/** A witness as tlog-witness wants one, which follows one log. */
export interface RunningWitness {
  readonly url: string;
  /** What it has signed last. */
  last(): Checkpoint | undefined;
  stop(): Promise<void>;
}

export async function startWitness(key: SigningKey, log: VerifierKey): Promise<RunningWitness> {
  let last: Checkpoint | undefined;
  const answer = (body: string): readonly [number, string] => {
    const asked = parseConsistency(body);
    const found = cosigned(asked, { log, last, key, now: 1_790_000_000 });
    if (found.outcome !== 'signed') return refused(found);
    last = asked.checkpoint;
    // Alone, as signature lines.
    return [200, writeNote({ text: '', signatures: [found.signature] }).slice(1)];
  };
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const [status, answered] =
        request.url === '/add-checkpoint' ? answered400(() => answer(body)) : [404, ''];
      response.writeHead(status, { connection: 'close' }).end(answered);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    last: () => last,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}

function answered400(work: () => readonly [number, string]): readonly [number, string] {
  try {
    return work();
  } catch (error) {
    if (error instanceof InvalidNote) return [400, ''];
    throw error;
  }
}

function refused(found: Exclude<Cosigning, { readonly outcome: 'signed' }>): readonly [number, string] {
  switch (found.outcome) {
    case 'otherLog':
      return [404, ''];
    case 'notSigned':
      return [403, ''];
    case 'shorter':
      return [400, ''];
    case 'elsewhere':
      return [409, `${String(found.size)}\n`];
    case 'forked':
      return [422, ''];
  }
}
