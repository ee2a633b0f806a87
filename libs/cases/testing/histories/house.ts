import { instant, type CommandActor } from '#event-sourcing';
import type { Organisation, Person, Post } from '#organisation';
import { FRONTLINE, type Procedure } from '#procedures';
import { OPERATIONS } from '../../case/standing.ts';

const EVER = instant('2000-01-01T00:00:00Z');
const FOR_EVER = instant('2100-01-01T00:00:00Z');
/** In the middle of the histories. */
const CHANGE = instant('2026-09-08T00:00:00Z');

export const SITES = ['north', 'south'] as const;

/** Who works in a house, and everything that each of them may act in. */
export interface House {
  readonly procedure: Procedure;
  readonly organisation: Organisation;
  readonly people: readonly string[];
  readonly departments: readonly string[];
  /** As people come: some say in what they act, others do not. */
  readonly actors: readonly CommandActor[];
  /** Everybody in everything that they may act in, from the front line upwards. */
  readonly staff: readonly Required<CommandActor>[];
}

interface Hired {
  readonly id: string;
  readonly posts?: readonly (Omit<Post, 'procedure'> & Partial<Post>)[];
  readonly departments?: readonly string[];
  readonly site?: string;
  readonly leaves?: true;
  readonly unnamed?: true;
}

/**
 * Two sites under one head office: every level is held for both and for each of them, there are people of every department,
 * somebody of another procedure, somebody who leaves, deputies, and some who hold two levels at once.
 */
export function houseOf(procedure: Procedure): House {
  const departments = departmentsOf(procedure);
  const hired = [
    ...frontLine(departments),
    ...managers(procedure),
    ...ofBodies(procedure),
    ...strangers(procedure),
  ];
  const staff = [OPERATIONS, ...[...procedure.ladder, ...procedure.bodies].map(({ id }) => id)].flatMap(
    (role) =>
      hired
        .filter((each) => role === OPERATIONS || levelsOf(each, procedure).includes(role))
        .map(({ id }) => ({ id, role })),
  );
  return {
    ...{ procedure, departments, people: hired.filter(({ unnamed }) => !unnamed).map(({ id }) => id) },
    organisation: {
      sites: new Map(SITES.map((name) => [name, { name, closed: false }])),
      departments: new Map(departments.map((name) => [name, { name, closed: false }])),
      people: new Map(hired.map((each) => [each.id, personOf(each, procedure)])),
      deputies: deputiesOf(procedure).map((each) => ({ ...each, from: EVER, until: FOR_EVER })),
      adoptions: [],
    },
    actors: [...hired.map(({ id }) => ({ id })), ...staff],
    staff,
  };
}

const departmentsOf = ({ routing }: Procedure): readonly string[] => [
  ...new Set([routing.defaultDepartment, ...routing.routes.map(({ department }) => department)]),
];

const frontLine = (departments: readonly string[]): readonly Hired[] => [
  ...['desk-1', 'desk-2', 'desk-3'].map((id) => ({ id, posts: [{ level: FRONTLINE }] })),
  ...SITES.map((site) => ({ id: `desk-${site}`, site, posts: [{ level: FRONTLINE, site }] })),
  { id: 'leaver', posts: [{ level: FRONTLINE }], departments, leaves: true },
  ...['hand-1', 'hand-2'].map((id) => ({ id, departments })),
];

/** Whoever holds a level for one site only works there; the first of the whole house is below the last as well. */
const managers = ({ ladder }: Procedure): readonly Hired[] =>
  ladder.flatMap(({ id: level }) => [
    ...['1', '2', '3'].map((number) => ({ id: `${level}-${number}`, posts: [{ level }] })),
    ...SITES.map((site) => ({ id: `${level}-${site}`, site, posts: [{ level, site }] })),
  ]);

/**
 * Two of each, one of whom works at the desk besides, and one whom nobody names: whom the administrator appoints where all
 * the others are complained about (INV-4).
 */
const ofBodies = ({ bodies }: Procedure): readonly Hired[] =>
  bodies.flatMap(({ id: level }) => [
    { id: `${level}-1`, posts: [{ level }] },
    { id: `${level}-2`, posts: [{ level }, { level: FRONTLINE }] },
    { id: `${level}-3`, posts: [{ level }], unnamed: true },
  ]);

const strangers = ({ ladder }: Procedure): readonly Hired[] => {
  const [first, top] = [ladder[0]?.id ?? FRONTLINE, ladder.at(-1)?.id ?? FRONTLINE];
  return [
    { id: 'of-another-procedure', posts: [{ level: top, procedure: 'another' }] },
    { id: 'with-two-levels', posts: [{ level: FRONTLINE }, { level: first }, { level: top, site: 'north' }] },
    { id: 'deputy-1', posts: [{ level: FRONTLINE }] },
    { id: 'deputy-2' },
  ];
};

const deputiesOf = ({ ladder }: Procedure) => {
  const [first, top] = [ladder[0]?.id ?? '', ladder.at(-1)?.id ?? ''];
  return [
    { deputy: 'deputy-1', forPerson: `${first}-1` },
    { deputy: 'deputy-2', forPerson: `${top}-1` },
    { deputy: `${first}-2`, forPerson: `${top}-2` },
  ];
};

const personOf = (
  { id, posts = [], departments = [], site, leaves }: Hired,
  procedure: Procedure,
): Person => ({
  ...{ id, name: id, presences: [{ from: EVER, ...(leaves && { until: CHANGE }) }] },
  places: [{ from: EVER, departments, ...(site !== undefined && { site }) }],
  posts: posts.map((post) => ({ procedure: procedure.id, ...post, from: EVER })),
});

/** Their own levels, and those that they stand in for. */
const levelsOf = ({ id, posts = [] }: Hired, procedure: Procedure): readonly string[] => [
  ...posts.map(({ level }) => level),
  ...deputiesOf(procedure).flatMap(({ deputy, forPerson }) =>
    deputy === id ? [forPerson.replace(/-\d$/, '')] : [],
  ),
];
