import type { ProcedureFile } from './file-schema.ts';
import { idsOf, problem, repeated, unknown } from './name-checks.ts';
import type { Finding, Path } from './problems.ts';
import { OVERSIGHT } from './select.ts';

type ConductFile = NonNullable<ProcedureFile['conduct']>;

/** What a schema cannot say of conduct: names that must be known, levels that stand above each other, steps that nothing leads to. */
export const conductRules = (file: ProcedureFile): readonly Finding[] =>
  file.conduct === undefined
    ? []
    : [...levels(file, file.conduct), ...repetitions(file.conduct), ...occasions(file.conduct)];

/** CON-4: whoever decides is no judge of an appeal against it. */
function levels({ ladder, bodies = [] }: ProcedureFile, conduct: ConductFile): readonly Finding[] {
  const { reportedBy, decidedBy, appealsTo } = conduct;
  const known = idsOf(ladder);
  const isAbove = [...known.slice(known.indexOf(decidedBy) + 1), OVERSIGHT].includes(appealsTo);
  const reporting = reportedBy.map((name, index) => ({ path: ['conduct', 'reportedBy', index], name }));
  return [
    ...unknown('level', reporting, [...known, ...idsOf(bodies)]),
    ...unknown('level', [{ path: ['conduct', 'decidedBy'], name: decidedBy }], known),
    ...unknown('level', [{ path: ['conduct', 'appealsTo'], name: appealsTo }], [...known, OVERSIGHT]),
    ...(known.includes(decidedBy) && known.includes(appealsTo) && !isAbove
      ? [
          problem(
            ['conduct', 'appealsTo'],
            `"${appealsTo}" does not stand above "${decidedBy}", which decides`,
          ),
        ]
      : []),
  ];
}

const repetitions = ({ violations, steps = [], appraisal = [] }: ConductFile): readonly Finding[] => [
  ...repeated(['conduct', 'violations'], idsOf(violations), 'id'),
  ...repeated(['conduct', 'steps'], idsOf(steps), 'id'),
  ...repeated(['conduct', 'appraisal'], idsOf(appraisal), 'id'),
];

/** CON-1: each time has one step, so that nobody asks which of two is meant. */
function occasions({ violations, steps = [] }: ConductFile): readonly Finding[] {
  const at = (index: number, ...rest: Path): Path => ['conduct', 'steps', index, 'after', ...rest];
  const named = steps.flatMap(({ after }, index) =>
    'violation' in after ? [{ path: at(index, 'violation'), name: after.violation }] : [],
  );
  const said = steps.map(({ after }) => JSON.stringify(Object.entries(after).toSorted()));
  return [
    ...unknown('violation', named, idsOf(violations)),
    ...said.flatMap((each, index) =>
      said.indexOf(each) === index ? [] : [problem(at(index), 'another step is for the same occasion')],
    ),
  ];
}
