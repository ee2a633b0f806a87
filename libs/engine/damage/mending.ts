import type { Engine } from '../engine.ts';
import type { Projecting } from '../projecting.ts';
import { createSettingAside, type SetAsidePorts } from './set-aside.ts';

type MendingPorts = SetAsidePorts & Pick<Projecting, 'parked' | 'release'>;

/** What administrators do about a damaged history, once `verify` has found the right servers. */
export function createMending(ports: MendingPorts, verify: () => Promise<void>): Pick<Engine, 'setAside'> {
  const setAside = createSettingAside(ports);
  return {
    async setAside(request) {
      await verify();
      const outcome = await setAside(request);
      if (outcome.outcome !== 'refused') await releaseWaiting(ports, request.stream);
      return outcome;
    },
  };
}

/** Behind an event that cannot be read its whole stream waits. Whoever was interrupted here repeats the request. */
async function releaseWaiting({ parked, release }: MendingPorts, stream: string): Promise<void> {
  const waiting = (await parked()).filter((event) => event.stream === stream);
  for (const readModel of new Set(waiting.map(({ projection }) => projection)))
    await release(readModel, stream);
}
