export type { Allowance } from './allowance.ts';
export { daysBetween, isWorkingDay, localDate } from './calendars.ts';
export type { CountingReason } from './counting.ts';
export { computeDeadline, type Deadline, type DeadlineInput, type DeadlineInterval } from './deadline.ts';
export * from './clock-words.ts';
export { MILESTONES, subjectKindOf, TAKEN_BACK, type Milestone, type SubjectKind } from './milestones.ts';
export * from './procedure.ts';
export {
  FRONTLINE,
  allowanceFor,
  clockApplies,
  compensationLevel,
  counterReturnObstacles,
  departmentFor,
  directRoutes,
  findGoods,
  findLeaf,
  highestLevelOf,
  levelRank,
  limitOf,
  OVERSIGHT,
  rulesFor,
  matches,
  normalised,
  requiredLevel,
  severityRank,
  stepsFor,
  type CategoryLeaf,
  type Condition,
  type Matter,
} from './select.ts';
export { loadProcedures } from './load.ts';
export { parseProcedure } from './parse.ts';
export { readText, type Finding } from './problems.ts';
export { createRegistry, registryOf, type ProcedureSource } from './registry.ts';
