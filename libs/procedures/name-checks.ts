import type { ProcedureFile } from './file-schema.ts';
import type { Finding, Path } from './problems.ts';
import { inBoth, type Label } from './labels.ts';
import { normalised } from './leaves.ts';
import { FRONTLINE } from './select.ts';
import { conditionsOf } from './conditions.ts';

/** Checks of the names by which one part of a procedure file refers to another. */

export const problem = (path: Path, reason: string): Finding => ({ path, reason });

export const idsOf = (entries: readonly { readonly id: string }[]): readonly string[] =>
  entries.map(({ id }) => id);

export const repeated = (path: Path, names: readonly string[], key: string): readonly Finding[] =>
  names.flatMap((name, index) =>
    names.indexOf(name) === index ? [] : [problem([...path, index, key], `"${name}" is there twice`)],
  );

/** A reference to something that the file must define. */
interface Reference {
  readonly path: Path;
  readonly name: string | undefined;
}

export const unknown = (
  what: string,
  references: readonly Reference[],
  known: readonly string[],
): readonly Finding[] =>
  references.flatMap(({ path, name }) =>
    name === undefined || known.includes(name)
      ? []
      : [problem(path, `unknown ${what} "${name}"; known: ${known.join(', ') || 'none'}`)],
  );

const listed = (path: Path, names: readonly string[] | undefined): readonly Reference[] =>
  (names ?? []).map((name, index) => ({ path: [...path, index], name }));

export function categoryNames(file: ProcedureFile): readonly Finding[] {
  if (file.categories === 'asRecorded') return [];
  const leaves = file.categories.flatMap((group, g) =>
    group.leaves.map((leaf, l) => ({
      leaf,
      path: ['categories', g, 'leaves', l] as Path,
      name: `${group.id}/${leaf.id}`,
    })),
  );
  const known = [...idsOf(file.categories), ...leaves.map(({ name }) => name)];
  const references = [
    ...(file.routing.routes ?? []).map(({ category }, index) => ({
      path: ['routing', 'routes', index, 'category'],
      name: category,
    })),
    ...conditionsOf(file).flatMap(({ path, when }) => listed([...path, 'categories'], when.categories)),
  ];
  return [...unknown('category', references, known), ...ambiguousNames(leaves)];
}

/** SOL-5: what is excluded is among the goods that the counter knows, and no word names two of them. */
export function goodsNames({ counterReturn }: ProcedureFile): readonly Finding[] {
  if (counterReturn === undefined) return [];
  const { goods, excludedGoods } = counterReturn;
  const named = goods.map((leaf, index) => ({
    ...{ leaf, name: leaf.id, path: ['counterReturn', 'goods', index] as Path },
  }));
  const references = listed(['counterReturn', 'excludedGoods'], excludedGoods);
  return [...unknown('goods', references, idsOf(goods)), ...ambiguousNames(named)];
}

/** A word that finds two leaves finds none. */
function ambiguousNames(
  leaves: readonly { leaf: { title: Label; synonyms?: string[] }; path: Path; name: string }[],
): readonly Finding[] {
  const owners = new Map<string, string>();
  const claim = (word: string, owner: string, path: Path): readonly Finding[] => {
    const other = owners.get(normalised(word)) ?? owner;
    owners.set(normalised(word), other);
    return other === owner ? [] : [problem(path, `"${word}" already names ${other}`)];
  };
  return leaves.flatMap(({ leaf, path, name }) => [
    ...inBoth(leaf.title).flatMap((title) => claim(title, name, [...path, 'title'])),
    ...(leaf.synonyms ?? []).flatMap((synonym, index) => claim(synonym, name, [...path, 'synonyms', index])),
  ]);
}

export function severityNames(file: ProcedureFile): readonly Finding[] {
  const references: Reference[] = [
    ...conditionsOf(file).flatMap(({ path, when }) => listed([...path, 'severities'], when.severities)),
    ...(file.flagEffects ?? []).map((effect, index) => ({
      path: ['flagEffects', index, 'raiseSeverityTo'],
      name: effect.raiseSeverityTo,
    })),
    ...Object.keys(file.routing.notify ?? {}).map((name) => ({ path: ['routing', 'notify', name], name })),
    ...file.clocks.flatMap(({ allowance }, index) =>
      typeof allowance === 'string' || !('bySeverity' in allowance)
        ? []
        : Object.keys(allowance.bySeverity).map((name) => ({
            path: ['clocks', index, 'allowance', 'bySeverity', name],
            name,
          })),
    ),
    ...(file.extensions ?? []).flatMap(({ severities }, index) =>
      listed(['extensions', index, 'severities'], severities),
    ),
    ...file.settleAtOnce.flatMap((each, index) =>
      typeof each === 'string' ? [{ path: ['settleAtOnce', index], name: each }] : [],
    ),
  ];
  return unknown('severity', references, idsOf(file.severities));
}

/** Root causes that conditions name. */
export const causeNames = (file: ProcedureFile): readonly Finding[] =>
  unknown(
    'root cause',
    conditionsOf(file).flatMap(({ path, when }) => listed([...path, 'causes'], when.causes)),
    Object.keys(file.rootCauses),
  );

/** Levels that a clock gives time to, or that its miss brings in. */
const levelsOfClock = (
  { allowance, breachEffects = [] }: ProcedureFile['clocks'][number],
  index: number,
): readonly Reference[] => [
  ...(typeof allowance !== 'string' && 'byLevel' in allowance
    ? Object.keys(allowance.byLevel).map((name) => ({
        path: ['clocks', index, 'allowance', 'byLevel', name],
        name,
      }))
    : []),
  ...breachEffects.flatMap((effect, place) =>
    typeof effect === 'object' && 'escalateTo' in effect
      ? [{ path: ['clocks', index, 'breachEffects', place, 'escalateTo'], name: effect.escalateTo }]
      : [],
  ),
];

/** Calendars that clocks count by. */
export const calendarNames = ({ clocks, calendars }: ProcedureFile): readonly Finding[] =>
  unknown(
    'calendar',
    clocks.map(({ calendar: name }, index) => ({ path: ['clocks', index, 'calendar'], name })),
    Object.keys(calendars ?? {}),
  );

export function levelNames(file: ProcedureFile): readonly Finding[] {
  const references: Reference[] = [
    ...(file.directRoutes ?? []).map(({ to }, index) => ({ path: ['directRoutes', index, 'to'], name: to })),
    ...conditionsOf(file).map(({ path, when }) => ({
      path: [...path, 'respondentLevelAtLeast'],
      name: when.respondentLevelAtLeast,
    })),
    ...(file.flagEffects ?? []).map((effect, index) => ({
      path: ['flagEffects', index, 'notifyLevel'],
      name: effect.notifyLevel,
    })),
    ...Object.entries(file.routing.notify ?? {}).flatMap(([severity, levels]): readonly Reference[] =>
      typeof levels === 'string'
        ? [{ path: ['routing', 'notify', severity], name: levels }]
        : listed(['routing', 'notify', severity], levels),
    ),
    ...file.clocks.flatMap(levelsOfClock),
    ...(file.extensions ?? []).map(({ approver }, index) => ({
      path: ['extensions', index, 'approver'],
      name: approver,
    })),
    ...(file.approvals ?? []).map(({ level }, index) => ({
      path: ['approvals', index, 'level'],
      name: level,
    })),
    { path: ['counterReturn', 'otherwise'], name: file.counterReturn?.otherwise },
  ];
  const orFrontline = [
    ...Object.keys(file.authority.compensation).map((name) => ({
      path: ['authority', 'compensation', name],
      name,
    })),
    ...(file.authority.matters ?? []).map(({ level }, index) => ({
      path: ['authority', 'matters', index, 'level'],
      name: level,
    })),
  ];
  const levels = idsOf(file.ladder);
  const reserved = levels.indexOf(FRONTLINE);
  return [
    ...unknown('level', references, levels),
    ...unknown('level', orFrontline, [FRONTLINE, ...levels]),
    ...(reserved < 0
      ? []
      : [problem(['ladder', reserved, 'id'], `"${FRONTLINE}" stands for everybody below the ladder`)]),
  ];
}
