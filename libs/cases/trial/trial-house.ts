import { instant, type CommandActor } from '#event-sourcing';
import type { Person } from '#organisation';
import { FRONTLINE, type Procedure } from '#procedures';
import { OPERATIONS } from '../case/standing.ts';
import { conditionsIn } from './conditions.ts';
import type { Scene } from './scenes.ts';
import { TrialCase, type Workplace } from './trial-case.ts';

const EVER = instant('2000-01-01T00:00:00Z');
/** One to do it, one to judge it, one to look at it, and one who is complained about. */
const OF_EACH = 4;

export type TrialHouse = Workplace;

/**
 * Enough people of every level, body and department that a procedure names, from the front line upwards: what nobody may do
 * here, nobody may do anywhere.
 */
export function trialHouse(procedure: Procedure): TrialHouse {
  const { ladder, bodies, onSite, routing } = procedure;
  const departments = [
    ...new Set([routing.defaultDepartment, ...routing.routes.map(({ department }) => department)]),
  ];
  const roles = [OPERATIONS, ...[...ladder, ...bodies].map(({ id }) => id)];
  // The first of each before the second of any: mostly it matters what somebody is, and not who.
  const staff = numbers(OF_EACH + (onSite?.people ?? 0)).flatMap((number) =>
    roles
      .filter((role) => number <= OF_EACH || role === OPERATIONS)
      .map((role) => ({ id: `${role}-${String(number)}`.toLowerCase(), role })),
  );
  const sites = conditionsIn(procedure).flatMap((when) => when.sites ?? []);
  return {
    procedure,
    staff,
    organisation: {
      sites: new Map(sites.map((name) => [name, { name, closed: false }])),
      departments: new Map(departments.map((name) => [name, { name, closed: false }])),
      people: new Map(staff.map((each) => [each.id, personOf(each, departments, procedure)])),
      ...{ deputies: [], adoptions: [] },
    },
  };
}

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);

const personOf = (
  { id, role }: Required<CommandActor>,
  departments: readonly string[],
  procedure: Procedure,
): Person => ({
  ...{ id, name: id, presences: [{ from: EVER }], places: [{ from: EVER, departments }] },
  posts: [{ procedure: procedure.id, level: role === OPERATIONS ? FRONTLINE : role, from: EVER }],
});

/** A complaint that has just come in there. */
export function opened(house: TrialHouse, scene: Scene): TrialCase {
  const told = new TrialCase(house, scene);
  told.anybody('LogComplaint', scene.logged);
  return told;
}
