import { caseCommands, caseEventSchemas, caseIdFrom, caseStreamOf, type CaseCommand } from '#cases';
import { caseIdParam } from '../http/params.ts';
import { Problem } from '../problems/index.ts';
import type { CommandSurface } from './surface.ts';

/** The commands of a case. */
export const cases: CommandSurface = {
  commands: caseCommands,
  events: caseEventSchemas,
  access: 'operations',
  address: 'cases/:caseId',
  id: { name: 'caseId', example: '7F3K-9M2Q-X4TB' },
  answer: 'CommandAnswer',
  noun: 'case',
  idOf: ({ caseId = '' }) => caseIdParam(caseId),
  newId: caseIdFrom,
  /** Numbers of cases are given out here; a complaint cannot choose one. */
  async assertBegun({ store }, caseId) {
    const [first] = await store.readStream(caseStreamOf(caseId), { limit: 1 });
    if (first === undefined) throw new Problem(404, 'case-not-found', 'There is no such case.');
  },
  send: (engine, { id: caseId, command, ...circumstances }) =>
    // The route's check has brought the data to what the command's definition says.
    engine.execute({ caseId, command: command as CaseCommand, ...circumstances }),
};
