export { systemTiming } from './system-timing.ts';
