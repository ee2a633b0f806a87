import { afterEach } from 'vitest';
import { startApp, type StartOptions, type TestApp } from './app.ts';
import { callOn, type Caller } from './sockets.ts';

/** Long enough for nobody to be cut unless a test says so. */
export const PATIENT = 600_000;

type Replace = NonNullable<Parameters<typeof startApp>[1]>;

export interface Callers {
  readonly api: () => TestApp;
  /** Commands wait until they are let go, unless other parts are put in. */
  readonly start: (options: StartOptions, replace?: Replace) => Promise<void>;
  readonly call: (said: string) => Promise<Caller>;
  /** All who have called in this test. */
  readonly all: () => readonly Caller[];
  /** How many commands wait. */
  readonly waiting: () => number;
  readonly letGo: () => void;
}

/** An API of each test, and those who call on it byte by byte; when the test is over they hang up. */
export function useCallers(): Callers {
  let api: TestApp;
  let callers: Caller[] = [];
  let waiting: (() => void)[] = [];
  const letGo = (): void => {
    for (const go of waiting) go();
  };
  const holding: Replace = (engine) => ({
    ...engine,
    send: async (...request) => {
      await new Promise<void>((go) => waiting.push(go));
      return engine.send(...request);
    },
  });
  afterEach(async () => {
    for (const { socket } of callers) socket.destroy();
    letGo();
    [callers, waiting] = [[], []];
    await api.close();
  });
  return {
    api: () => api,
    start: async (options, replace = holding) => {
      api = await startApp(options, replace);
    },
    call: async (said) => {
      const caller = await callOn(api);
      callers.push(caller);
      caller.socket.write(said);
      return caller;
    },
    all: () => callers,
    waiting: () => waiting.length,
    letGo,
  };
}
