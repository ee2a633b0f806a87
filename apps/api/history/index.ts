export { DamageController } from './damage.controller.ts';
export { MetricsController } from './metrics.controller.ts';
export { SetEventAsideHandler } from './set-event-aside.command.ts';
