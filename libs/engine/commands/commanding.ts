import { mergeProcess } from '#cases';
import { BEGINNING, ReadModelsUnavailable } from '#event-sourcing';
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
  const may = (): Promise<void> => mayRecord(ports, verify);
  return {
    execute: (request) => may().then(() => cases(request)),
    organise: (request) => may().then(() => organising(request)),
    organisation: (knownAt) => (knownAt === undefined ? directory.current() : directory.knownAt(knownAt)),
  };
}

/**
 * A process that was told of the wrong servers must not begin a history of its own while it waits. Where there is a
 * history, read models that are away keep nobody from complaining (INT-7).
 */
async function mayRecord({ store }: Pick<Ports, 'store'>, verify: () => Promise<void>): Promise<void> {
  try {
    await verify();
  } catch (error) {
    if (!(error instanceof ReadModelsUnavailable) || (await store.readAll(BEGINNING, 1)).length === 0)
      throw error;
  }
}
