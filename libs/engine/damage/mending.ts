import type { Engine } from '../engine.ts';
import { createSettingAside, type SetAsidePorts } from './set-aside.ts';
import { createVerification, type VerifyPorts } from './verify-history.ts';

/** What administrators do about a damaged history, once `verify` has found the right servers. */
export function createMending(
  ports: SetAsidePorts & VerifyPorts,
  verify: () => Promise<void>,
): Pick<Engine, 'setAside' | 'verifyHistory'> {
  const setAside = createSettingAside(ports);
  const verifyHistory = createVerification(ports);
  return {
    setAside: (request) => verify().then(() => setAside(request)),
    verifyHistory: (options) => verify().then(() => verifyHistory(options)),
  };
}
