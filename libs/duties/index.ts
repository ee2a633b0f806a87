export { dutyAggregate, type DutyCases, type DutyPorts } from './duty.aggregate.ts';
export { dutyCommands, type DutyCommand } from './duty/commands.ts';
export { drawOf, hashOfPool, poolOf, seedOf } from './duty/draw.ts';
export { dutyIdOf, dutyStreamOf, turnNamed } from './duty/duty-id.ts';
export type { DutyEvent, DutyOpened } from './duty/events.ts';
export { DUTIES, type DutyDocument } from './list/duties.projection.ts';
export { dueDuty, dueOfTurn, type DueDuty } from './owed/due-duties.ts';
export { nextTurn, seriesOwed, type OwedSeries } from './owed/turns-owed.ts';
