export { ParkedEventsController } from './parked-events.controller.ts';
export { SettleParkedHandler } from './settle-parked.command.ts';
