import { mergeProcess } from '#cases';
import type { Logger } from '#platform';
import type { Engine } from '../engine.ts';
import { withFollowUps } from '../processes/follow-ups.ts';
import { HistoryBehind } from '../readiness/readiness.ts';
import { isOutage } from '../readiness/waiting-for-stores.ts';
import { createAuditing } from '../audit/auditing.ts';
import { createCaseCommands, type CaseCommandPorts } from './case-commands.ts';
import { createDirectory } from './directory.ts';
import { createDuplicates, type DuplicatePorts } from './duplicates.ts';
import { createOrganisationCommands } from './organisation-commands.ts';

type Ports = Omit<CaseCommandPorts, 'directory' | 'duplicates'> & DuplicatePorts & { readonly log: Logger };

/** Nothing is acknowledged that was recorded behind a connection that leads to another history than before. */
async function held<Result>(verify: () => Promise<void>, work: () => Promise<Result>): Promise<Result> {
  await verify();
  const result = await work();
  await verify().catch((error: unknown) => {
    // A server that has gone away since is still the same one, and what was recorded there is.
    if (!isOutage(error) || error instanceof HistoryBehind) throw error;
  });
  return result;
}

/** Every kind of command, once the right servers are known. */
export function createCommanding(
  ports: Ports,
  verify: () => Promise<void>,
): Pick<Engine, 'execute' | 'organise' | 'organisation' | 'audit'> {
  const directory = createDirectory(ports.store);
  const duplicates = createDuplicates(ports);
  const cases = withFollowUps(
    createCaseCommands({ ...ports, directory, duplicates }),
    mergeProcess,
    ports.log,
  );
  const organising = createOrganisationCommands(ports);
  const auditing = createAuditing(ports);
  return {
    execute: (request) => held(verify, () => cases(request)),
    organise: (request) => held(verify, () => organising(request)),
    audit: (act) => held(verify, () => auditing(act)),
    organisation: (knownAt) =>
      verify().then(() => (knownAt === undefined ? directory.current() : directory.knownAt(knownAt))),
  };
}
