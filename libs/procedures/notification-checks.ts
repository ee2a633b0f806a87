import type { ProcedureFile } from './file-schema.ts';
import { inBoth, type Label } from './labels.ts';
import { idsOf, problem, unknown } from './name-checks.ts';
import {
  ABOUT_CLOCKS,
  OF_CLOCKS,
  PLACEHOLDERS,
  TOLD_OUTSIDE,
  type Placeholder,
} from './notification-rules.ts';
import type { Finding, Path } from './problems.ts';

type RuleFile = NonNullable<ProcedureFile['notifications']>['rules'][number];
type At = (...rest: Path) => Path;

/** What a schema cannot say of notifications: names that must be known, and whom a fact can be told to. */
export function notificationRules(file: ProcedureFile): readonly Finding[] {
  if (file.notifications === undefined) return [];
  const { during, rules } = file.notifications;
  const calendars = ['main', ...Object.keys(file.calendars ?? {})];
  return [
    ...unknown('calendar', [{ path: ['notifications', 'during'], name: during }], calendars),
    ...rules.flatMap((rule, index) => {
      const at: At = (...rest) => ['notifications', 'rules', index, ...rest];
      return [...hearers(file, rule, at), ...clocks(file, rule, at), ...texts(rule, at)];
    }),
  ];
}

const hearers = (file: ProcedureFile, { on, tell }: RuleFile, at: At): readonly Finding[] =>
  tell.flatMap((hearer, place) => {
    if (typeof hearer === 'object')
      return 'level' in hearer
        ? unknown(
            'level',
            [{ path: at('tell', place, 'level'), name: hearer.level }],
            idsOf([...file.ladder, ...(file.bodies ?? [])]),
          )
        : [];
    if (hearer === 'complainant' && !TOLD_OUTSIDE.includes(on))
      return [
        problem(at('tell', place), `"${on}" stays in the house; told outside: ${TOLD_OUTSIDE.join(', ')}`),
      ];
    return hearer === 'responsible' && on !== 'clockMissed'
      ? [problem(at('tell', place), 'only of a clock that was missed somebody is responsible')]
      : [];
  });

function clocks(file: ProcedureFile, { on, clocks: named }: RuleFile, at: At): readonly Finding[] {
  if (named !== undefined && !ABOUT_CLOCKS.includes(on))
    return [problem(at('clocks'), `"${on}" is not about a clock`)];
  const references = (named ?? []).map((name, index) => ({ path: at('clocks', index), name }));
  return unknown('clock', references, idsOf(file.clocks));
}

const IN_BRACES = /\{([^{}]*)\}/g;

const texts = ({ on, subject, text }: RuleFile, at: At): readonly Finding[] =>
  Object.entries({ subject, text }).flatMap(([key, said]) =>
    said === undefined
      ? []
      : [...placeholders(said, ABOUT_CLOCKS.includes(on), at(key)), ...breaks(key, said, at)],
  );

function placeholders(said: Label, isAboutClock: boolean, path: Path): readonly Finding[] {
  const known: readonly string[] = PLACEHOLDERS.filter(
    (each: Placeholder) => isAboutClock || !OF_CLOCKS.includes(each),
  );
  const named = inBoth(said).flatMap((text) => [...text.matchAll(IN_BRACES)].map(([, name = '']) => name));
  return [...new Set(named)]
    .filter((name) => !known.includes(name))
    .map((name) =>
      problem(
        path,
        `nothing here is called {${name}}; known: ${known.map((each) => `{${each}}`).join(', ')}`,
      ),
    );
}

/** A line break in a subject would begin a header of its own. */
const breaks = (key: string, said: Label, at: At): readonly Finding[] =>
  key === 'subject' && inBoth(said).some((text) => /[\r\n]/.test(text))
    ? [problem(at(key), 'a subject is one line')]
    : [];
