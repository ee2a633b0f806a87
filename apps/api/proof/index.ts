export { isLogRoute, logController } from './log.controller.ts';
