import type { ProcedureFile } from './file-schema.ts';
import type { ImprovementRules } from './improvement-rules.ts';
import { titled } from './labels.ts';
import { timeOf } from './sound-figures.ts';

type ImprovementFile = NonNullable<ProcedureFile['improvement']>;

const actionTime = ({ due, ...more }: ImprovementFile['actions']['planned']) => ({
  ...more,
  due: timeOf(due),
});

const rulesOf = ({
  recurrence = [],
  actions: { immediate, planned },
  ...rest
}: ImprovementFile): ImprovementRules => ({
  ...rest,
  recurrence: recurrence.map(titled),
  actions: { immediate: actionTime(immediate), planned: actionTime(planned) },
});

export const improvementOf = ({ improvement }: ProcedureFile): { readonly improvement?: ImprovementRules } =>
  improvement === undefined ? {} : { improvement: rulesOf(improvement) };
