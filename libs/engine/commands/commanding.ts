import { mergeProcess } from '#cases';
import type { Logger } from '#platform';
import type { Engine } from '../engine.ts';
import { withFollowUps } from '../processes/follow-ups.ts';
import { createCaseCommands, type CaseCommandPorts } from './case-commands.ts';
import { createDirectory } from './directory.ts';
import { createOrganisationCommands } from './organisation-commands.ts';

/**
 * Every kind of command, once `verify` has found the right servers: a process that was told of the wrong ones must not
 * begin a history of its own while it waits.
 */
export function createCommanding(
  ports: Omit<CaseCommandPorts, 'directory'> & { readonly log: Logger },
  verify: () => Promise<void>,
): Pick<Engine, 'execute' | 'organise' | 'organisation'> {
  const directory = createDirectory(ports.store);
  const cases = withFollowUps(createCaseCommands({ ...ports, directory }), mergeProcess, ports.log);
  const organising = createOrganisationCommands(ports);
  return {
    execute: (request) => verify().then(() => cases(request)),
    organise: (request) => verify().then(() => organising(request)),
    organisation: (knownAt) => (knownAt === undefined ? directory.current() : directory.knownAt(knownAt)),
  };
}
