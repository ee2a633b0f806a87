export type { CommandAnswer } from './answer.ts';
export { bodySchemas } from './body.ts';
export { commandControllers } from './command.controllers.ts';
export { Envelope, type CommandEnvelope } from './envelope.ts';
export { ExecuteCommandHandler, order, type ExecuteCommand } from './execute-command.ts';
export { CommandRoute } from './route.decorator.ts';
export { routesOf, type RouteOfCommand } from './routes.ts';
