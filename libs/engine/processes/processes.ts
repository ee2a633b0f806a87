import { budgetProcess, duplicateProcess, mergeProcess } from '#cases';
import { conductProcess } from '#conduct';
import { feedbackProcess } from '#feedback';
import { improvementProcess, recurrenceProcess } from '#improvement';
import { erasingProcess } from '#privacy';
import type { ProcedureRegistry } from '#procedures';
import type { AnyProcess } from './follow-ups.ts';

/** Everything that follows the history. */
export const processesOf = (procedures: Pick<ProcedureRegistry, 'get'>): readonly AnyProcess[] => [
  mergeProcess,
  duplicateProcess,
  budgetProcess,
  conductProcess,
  recurrenceProcess(procedures),
  improvementProcess,
  feedbackProcess,
  erasingProcess,
];
