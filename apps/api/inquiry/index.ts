export { askingOf, PROGRESS_PATH } from './asking.ts';
export { ProgressController } from './progress.controller.ts';
