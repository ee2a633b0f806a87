import type { ProcedureFile } from './file-schema.ts';
import { idsOf, problem, unknown } from './name-checks.ts';
import type { Finding, Path } from './problems.ts';
import { OVERSIGHT } from './select.ts';

type DutyFile = NonNullable<ProcedureFile['duties']>[number];

/** What a schema cannot say of duties: names that must be known, and keys that go together. */
export const dutyRules = (file: ProcedureFile): readonly Finding[] =>
  (file.duties ?? []).flatMap((duty, index) => {
    const at = (...rest: Path): Path => ['duties', index, ...rest];
    return [...names(file, duty, at), ...answering(file, duty, at), ...together(duty, at)];
  });

type At = (...rest: Path) => Path;

function names(file: ProcedureFile, { calendar, owedBy }: DutyFile, at: At): readonly Finding[] {
  const owing = 'level' in owedBy ? [{ path: at('owedBy', 'level'), name: owedBy.level }] : [];
  const calendars = Object.keys(file.calendars ?? {});
  return [
    ...unknown('level', owing, idsOf([...file.ladder, ...(file.bodies ?? [])])),
    ...unknown('calendar', [{ path: at('calendar'), name: calendar }], calendars),
  ];
}

/** Nobody excuses themselves, so whoever may excuse stands above whoever owes it. */
function answering({ ladder }: ProcedureFile, { owedBy, answersTo }: DutyFile, at: At): readonly Finding[] {
  const levels = idsOf(ladder);
  const owing = 'level' in owedBy ? levels.indexOf(owedBy.level) : -1;
  const above = [...levels.slice(owing + 1), OVERSIGHT];
  return answersTo.flatMap((level, place) =>
    levels.includes(level) && !above.includes(level)
      ? [problem(at('answersTo', place), `"${level}" does not stand above whoever owes it`)]
      : unknown('level', [{ path: at('answersTo', place), name: level }], above),
  );
}

function together({ work, every, on, atLeast }: DutyFile, at: At): readonly Finding[] {
  return [
    ...(on !== undefined && every !== 'week'
      ? [problem(at('on'), 'only what is owed weekly has its weekdays')]
      : []),
    ...(atLeast !== undefined && work !== 'spotCheck'
      ? [problem(at('atLeast'), 'only for a spot check cases are drawn')]
      : []),
    ...(atLeast === undefined && work === 'spotCheck'
      ? [problem(at('atLeast'), 'missing: how many cases are drawn')]
      : []),
  ];
}
