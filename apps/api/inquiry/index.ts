export { ProgressController } from './progress.controller.ts';
