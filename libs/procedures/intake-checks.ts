import type { ProcedureFile } from './file-schema.ts';
import { INTAKE_FACTS } from './intake-profile.ts';
import { problem, unknown } from './name-checks.ts';
import type { Finding, Path } from './problems.ts';
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
    ...own.flatMap((id) =>
      FACTS.includes(id)
        ? [problem(['intake', 'fields', id], 'any complaint may come with that; give the field another name')]
        : [],
    ),
    ...choicesOf(['intake', 'fields'], fields),
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

/** OUT-3: what is asked at a follow-up is a field like those of the intake. */
export const questionNames = ({ followUp }: ProcedureFile): readonly Finding[] =>
  choicesOf(['followUp', 'questions'], followUp.questions ?? {});

type FieldFiles = NonNullable<NonNullable<ProcedureFile['intake']>['fields']>;
type FieldFile = FieldFiles[string];

const choicesOf = (path: Path, fields: FieldFiles): readonly Finding[] =>
  Object.entries(fields).flatMap(([id, { kind, choices = {} }]) =>
    Object.keys(choices).length > 0 === (kind === 'choice')
      ? []
      : [problem([...path, id, 'choices'], 'a choice has choices, and nothing else has')],
  );

const noChoice = (
  field: FieldFile | undefined,
  value: string,
  path: readonly (string | number)[],
): readonly Finding[] =>
  field?.kind === 'choice' && field.choices !== undefined && !Object.hasOwn(field.choices, value)
    ? unknown('choice', [{ path, name: value }], Object.keys(field.choices))
    : [];
