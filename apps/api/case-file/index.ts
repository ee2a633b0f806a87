export { CaseFileController } from './case-file.controller.ts';
