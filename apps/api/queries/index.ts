export {
  BreachesHandler,
  CaseDetailsHandler,
  DeadlinesHandler,
  MonthlyReportHandler,
  OpenCasesHandler,
} from './case.queries.ts';
export { CasesController } from './cases.controller.ts';
export { EventsController } from './events.controller.ts';
export { EventsHandler } from './events.queries.ts';
export { ListsController } from './lists.controller.ts';
export { auditReading } from './privacy.ts';
export { readerFor } from './reader.ts';
export { SystemController } from './system.controller.ts';
export { ProcedureHandler, ProceduresHandler, ProjectionsHandler } from './system.queries.ts';
