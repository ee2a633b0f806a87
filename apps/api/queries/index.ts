export { awaitPosition } from './await-position.ts';
export { AskHandler } from './ask.ts';
export { EventsController } from './events.controller.ts';
export { EventsHandler } from './events.queries.ts';
export { isCompressedRoute, queryControllers } from './query.controllers.ts';
export { readerFor } from './reader.ts';
