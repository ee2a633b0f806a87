import type { ProcedureFile } from './file-schema.ts';
import { INTAKE_FACTS } from './intake-profile.ts';
import { problem, unknown } from './name-checks.ts';
import type { Finding } from './problems.ts';
import { conditionsOf } from './conditions.ts';

const FACTS: readonly string[] = INTAKE_FACTS;

/** INT-2: what is asked for is a field of the file or a fact that any complaint may come with, and a choice has choices. */
export function intakeNames(file: ProcedureFile): readonly Finding[] {
  const fields = file.intake?.fields ?? {};
  const own = Object.keys(fields);
  const asked = (file.intake?.requires ?? []).map((each, index) => ({
    path: typeof each === 'string' ? ['intake', 'requires', index] : ['intake', 'requires', index, 'field'],
    name: typeof each === 'string' ? each : each.field,
  }));
  return [
    ...unknown('field', asked, [...own, ...FACTS]),
    ...own.flatMap((id) => wrongField(id, fields[id])),
    ...conditionsOf(file).flatMap(({ path, when }) =>
      Object.entries(when.details ?? {}).flatMap(([id, values]) => [
        ...(path[0] === 'authority'
          ? [
              problem(
                [...path, 'details', id],
                'who decides does not hang on own fields: a merged case does not carry them',
              ),
            ]
          : []),
        ...unknown('field', [{ path: [...path, 'details', id], name: id }], own),
        ...values.flatMap((value, index) => noChoice(fields[id], value, [...path, 'details', id, index])),
      ]),
    ),
  ];
}

type FieldFile = NonNullable<NonNullable<ProcedureFile['intake']>['fields']>[string];

function wrongField(id: string, field: FieldFile | undefined): readonly Finding[] {
  const path = ['intake', 'fields', id];
  const hasChoices = Object.keys(field?.choices ?? {}).length > 0;
  return [
    ...(FACTS.includes(id)
      ? [problem(path, 'any complaint may come with that; give the field another name')]
      : []),
    ...(hasChoices === (field?.kind === 'choice')
      ? []
      : [problem([...path, 'choices'], 'a choice has choices, and nothing else has')]),
  ];
}

const noChoice = (
  field: FieldFile | undefined,
  value: string,
  path: readonly (string | number)[],
): readonly Finding[] =>
  field?.kind === 'choice' && field.choices !== undefined && !Object.hasOwn(field.choices, value)
    ? unknown('choice', [{ path, name: value }], Object.keys(field.choices))
    : [];
