export { AskHandler } from './ask.ts';
export { EventsController } from './events.controller.ts';
export { EventsHandler } from './events.queries.ts';
export { queryControllers } from './query.controllers.ts';
export { readerFor } from './reader.ts';
