import { personKey, readFields, type FieldError } from '#event-sourcing';
import { FRONTLINE, OVERSIGHT, readText, type Finding, type ProcedureProblem } from '#procedures';
import type { OrganisationContext } from '../organisation/command.ts';
import { rosterFields, type Roster } from './roster-fields.ts';

/** A roster that cannot be used: each line of the message reads `file: path: reason (line n)`, for every problem found. */
export class InvalidRoster extends Error {
  override readonly name = 'InvalidRoster';
  constructor(readonly problems: readonly ProcedureProblem[]) {
    super(
      problems
        .map(({ file, path, reason, line }) =>
          [file, path, line === undefined ? reason : `${reason} (line ${line})`]
            .filter((part) => part !== '')
            .join(': '),
        )
        .join('\n'),
    );
  }
}

/**
 * Reads the text of a roster file. Pure. Throws {@link InvalidRoster} with every problem: syntax first; then wrong fields;
 * then names that nothing has.
 */
export function parseRoster(file: string, text: string, ladders: OrganisationContext['ladders']): Roster {
  const read = readText(file, text);
  if (read.syntax.length > 0) throw new InvalidRoster(read.syntax);
  const { data, errors } = readFields(rosterFields, read.value);
  if (errors.length > 0) throw new InvalidRoster(read.locate(errors.map(findingOf)));
  const roster = data as unknown as Roster;
  const findings = [
    ...repeated(roster),
    ...unknownPlaces(roster),
    ...unknownLevels(roster, ladders),
    ...unknownRules(roster, ladders),
  ];
  if (findings.length > 0) throw new InvalidRoster(read.locate(findings));
  return roster;
}

/** `people[0].levels[1].level` */
const findingOf = ({ field, message }: FieldError): Finding => ({
  path: [...field.matchAll(/[^.[\]]+/g)].map(([step]) => (/^\d+$/.test(step) ? Number(step) : step)),
  reason: message,
});

function repeated({ sites = [], departments = [], people }: Roster): readonly Finding[] {
  const within = (list: string, ids: readonly string[]): readonly Finding[] =>
    ids.flatMap((id, index) =>
      ids.indexOf(id) < index ? [{ path: [list, index, 'id'], reason: 'stands here a second time' }] : [],
    );
  return [
    ...within(
      'sites',
      sites.map(({ id }) => id),
    ),
    ...within(
      'departments',
      departments.map(({ id }) => id),
    ),
    ...within(
      'people',
      people.map(({ id }) => personKey(id)),
    ),
  ];
}

function unknownPlaces({
  sites = [],
  departments = [],
  people,
  deputies = [],
  adopts = [],
}: Roster): readonly Finding[] {
  const places = {
    site: new Set(sites.map(({ id }) => id)),
    department: new Set(departments.map(({ id }) => id)),
    person: new Set(people.map(({ id }) => personKey(id))),
  };
  const missing = (kind: keyof typeof places, name: string | undefined, path: Finding['path']) =>
    name === undefined || places[kind].has(name)
      ? []
      : [{ path, reason: `there is no ${kind} "${name}" here` }];
  return [
    ...departments.flatMap(({ site }, index) => missing('site', site, ['departments', index, 'site'])),
    ...adopts.flatMap(({ site }, index) => missing('site', site, ['adopts', index, 'site'])),
    ...people.flatMap(({ site, departments: theirs = [], levels = [] }, index) => [
      ...missing('site', site, ['people', index, 'site']),
      ...theirs.flatMap((each, at) => missing('department', each, ['people', index, 'departments', at])),
      ...levels.flatMap((level, at) => [
        ...missing('site', level.site, ['people', index, 'levels', at, 'site']),
        ...missing('department', level.department, ['people', index, 'levels', at, 'department']),
      ]),
    ]),
    ...deputies.flatMap((each, index) => [
      ...missing('person', personKey(each.deputy), ['deputies', index, 'deputy']),
      ...missing('person', personKey(each.for), ['deputies', index, 'for']),
    ]),
  ];
}

const noProcedure = (procedure: string): string => `there is no procedure "${procedure}"`;

const unknownRules = ({ adopts = [] }: Roster, ladders: OrganisationContext['ladders']): readonly Finding[] =>
  adopts.flatMap(({ procedure }, index) =>
    Object.hasOwn(ladders, procedure)
      ? []
      : [{ path: ['adopts', index, 'procedure'], reason: noProcedure(procedure) }],
  );

function unknownLevels({ people }: Roster, ladders: OrganisationContext['ladders']): readonly Finding[] {
  return people.flatMap(({ levels = [] }, index) =>
    levels.flatMap(({ procedure, level }, at): readonly Finding[] => {
      const path = ['people', index, 'levels', at];
      const ladder = Object.hasOwn(ladders, procedure) ? ladders[procedure] : undefined;
      if (ladder === undefined) return [{ path: [...path, 'procedure'], reason: noProcedure(procedure) }];
      const all = [FRONTLINE, ...ladder, OVERSIGHT];
      if (all.includes(level)) return [];
      const known = all.join(', ');
      return [{ path: [...path, 'level'], reason: `"${procedure}" has no level "${level}", only ${known}` }];
    }),
  );
}
