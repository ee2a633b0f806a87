import { connect, createServer, type Server, type Socket } from 'node:net';

/** Which half of a write is lost: its request does not arrive, or its answer does not. */
type Moment = 'request' | 'answer';

/** Stands between the driver and a server, and troubles them. */
export interface Line {
  readonly url: string;
  /** Ends the connection of the next write. */
  cut(at: Moment): void;
  /** Answers come this much later from now on. */
  delay(millis: number): void;
  /** Holds answers back until {@link release}: then they come late. */
  hold(): void;
  release(): void;
  readonly close: () => void;
}

const isWrite = (request: Buffer): boolean => request.includes('update\0') || request.includes('insert\0');

export async function startLine(url: string): Promise<Line> {
  const [, host = '', port = '27017', rest = ''] = /^mongodb:\/\/([^:/,]+):?(\d*)(.*)$/.exec(url) ?? [];
  const sockets = new Set<Socket>();
  let next: Moment | undefined;
  let late = 0;
  let held: { readonly until: Promise<void>; readonly end: () => void } | undefined;
  const server: Server = createServer((near) => {
    const far = connect(Number(port), host);
    let cutAt: Moment | undefined;
    near.on('data', (request: Buffer) => {
      if (next !== undefined && isWrite(request)) [cutAt, next] = [next, undefined];
      if (cutAt === 'request') near.destroy();
      else far.write(request);
    });
    // One after the other, so that parts of an answer keep their order when the delay changes.
    let answers = Promise.resolve();
    far.on('data', (answer: Buffer) => {
      if (cutAt === 'answer') {
        far.destroy();
        return;
      }
      const due = Promise.all([held?.until, new Promise((resolve) => setTimeout(resolve, late))]);
      answers = answers.then(async () => {
        await due;
        if (!near.destroyed) near.write(answer);
      });
    });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `mongodb://127.0.0.1:${bound}${rest}${rest.includes('?') ? '&' : '/?'}directConnection=true`,
    cut(at) {
      next = at;
    },
    delay(millis) {
      late = millis;
    },
    hold() {
      let end = (): void => undefined;
      const until = new Promise<void>((resolve) => {
        end = resolve;
      });
      held ??= { until, end };
    },
    release() {
      held?.end();
      held = undefined;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
