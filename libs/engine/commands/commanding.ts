import { mergeProcess } from '#cases';
import type { Logger } from '#platform';
import type { Engine } from '../engine.ts';
import { withFollowUps } from '../processes/follow-ups.ts';
import { createCaseCommands, type CaseCommandPorts } from './case-commands.ts';
import { createDirectory } from './directory.ts';
import { createDuplicates, type DuplicatePorts } from './duplicates.ts';
import { createOrganisationCommands } from './organisation-commands.ts';

type Ports = Omit<CaseCommandPorts, 'directory' | 'duplicates'> & DuplicatePorts & { readonly log: Logger };

/** Every kind of command, once the right servers are known. */
export function createCommanding(
  ports: Ports,
  verify: () => Promise<void>,
): Pick<Engine, 'execute' | 'organise' | 'organisation'> {
  const directory = createDirectory(ports.store);
  const duplicates = createDuplicates(ports);
  const cases = withFollowUps(
    createCaseCommands({ ...ports, directory, duplicates }),
    mergeProcess,
    ports.log,
  );
  const organising = createOrganisationCommands(ports);
  return {
    execute: (request) => verify().then(() => cases(request)),
    organise: (request) => verify().then(() => organising(request)),
    organisation: (knownAt) =>
      verify().then(() => (knownAt === undefined ? directory.current() : directory.knownAt(knownAt))),
  };
}
