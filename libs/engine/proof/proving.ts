import type { Engine } from '../engine.ts';
import { createVerification, type VerifyPorts } from '../verify/verify-history.ts';
import { createProofLog, type LogPorts } from './proof.ts';

/** What proves the history, and what looks for everything that is wrong with it. `verify`: finds the right servers. */
export function createProving(
  ports: LogPorts & Omit<VerifyPorts, 'folder' | 'ownKey'>,
  verify: () => Promise<void>,
): Pick<Engine, 'proof' | 'verifyHistory'> {
  const proof = createProofLog(ports);
  // That the servers are the wrong ones is one of the things that are found.
  const catchUp = (): Promise<void> => verify().then(() => ports.catchUp());
  return { proof, verifyHistory: createVerification({ ...ports, ...proof, catchUp }) };
}
