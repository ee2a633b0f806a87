import type { ConditionFile, ProcedureFile } from './file-schema.ts';
import { titled } from './labels.ts';
import type { MatterCondition } from './matter-condition.ts';
import type { Procedure } from './procedure.ts';

export function conductOf(
  { conduct }: ProcedureFile,
  read: (when: ConditionFile) => MatterCondition,
): Pick<Procedure, 'conduct'> {
  if (conduct === undefined) return {};
  const { violations, steps = [], appraisal = [], ...rules } = conduct;
  return {
    conduct: {
      ...rules,
      violations: violations.map(({ when, ...rule }) => ({
        ...titled(rule),
        ...(when && { when: read(when) }),
      })),
      steps: steps.map(titled),
      appraisal: appraisal.map(titled),
    },
  };
}
