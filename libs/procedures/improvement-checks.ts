import type { ProcedureFile } from './file-schema.ts';
import { idsOf, problem, unknown } from './name-checks.ts';
import type { Finding } from './problems.ts';
import { OVERSIGHT } from './select.ts';

/** What a schema cannot say of improvement: who there is to lead it, and that what closing waits for can come. */
export function improvementRules(file: ProcedureFile): readonly Finding[] {
  const { improvement } = file;
  if (improvement === undefined) return unreachable(file);
  const { ledBy, extendedBy } = improvement;
  const levels = idsOf(file.ladder);
  const above = [...levels.slice(levels.indexOf(ledBy)), OVERSIGHT];
  return [
    ...unknown('level', [{ path: ['improvement', 'ledBy'], name: ledBy }], levels),
    ...(levels.includes(extendedBy) && !above.includes(extendedBy)
      ? [problem(['improvement', 'extendedBy'], `"${extendedBy}" stands below whoever leads`)]
      : unknown(
          'level',
          [{ path: ['improvement', 'extendedBy'], name: extendedBy }],
          [...levels, OVERSIGHT],
        )),
  ];
}

/** IMP-2: without anybody who could decide on an action, nothing that waits for one would ever close. */
const unreachable = ({ closing }: ProcedureFile): readonly Finding[] =>
  closing.requires.flatMap((each, index) =>
    (typeof each === 'string' ? each : each.step) === 'improvementPlanned'
      ? [problem(['closing', 'requires', index], 'who decides on actions? say it under improvement')]
      : [],
  );
