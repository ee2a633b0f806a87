import type { Engine } from '../engine.ts';
import { createSettingAside, type SetAsidePorts } from './set-aside.ts';

/** What administrators do about a damaged history, once `verify` has found the right servers. */
export function createMending(ports: SetAsidePorts, verify: () => Promise<void>): Pick<Engine, 'setAside'> {
  const setAside = createSettingAside(ports);
  return { setAside: (request) => verify().then(() => setAside(request)) };
}
