import type { ProcedureRegistry } from '#procedures';

/** Who calls, as a verified token says. Roles that mean nothing here are left out, so they open nothing. */
export interface Principal {
  readonly subject: string;
  readonly roles: readonly string[];
  /** Those of the roles that work on cases. */
  readonly operational: readonly string[];
}

/** What a route can ask for. Roles of the ladder are named by procedures, so they are not listed here. */
export type Access = 'operations' | 'analyst' | 'compliance' | 'admin';

/** Works on cases without standing on a ladder. */
export const OPERATIONS = 'operations';
const READERS: readonly string[] = ['analyst', 'compliance', 'admin'];

/** `operations`, and every level of the ladders (office-director, store-manager, …). */
const operationalRoles = (procedures: Pick<ProcedureRegistry, 'list'>): readonly string[] => [
  ...new Set([OPERATIONS, ...procedures.list().flatMap(({ ladder }) => ladder.map(({ id }) => id))]),
];

/** All roles that a token can hold to any effect, spelled exactly so (PRI-1). */
export const knownRoles = (procedures: Pick<ProcedureRegistry, 'list'>): readonly string[] => [
  ...operationalRoles(procedures),
  ...READERS,
];

/** Sorts out what the roles of a token are worth under the loaded procedures. */
export function principalReader(
  procedures: Pick<ProcedureRegistry, 'list'>,
): (subject: string, roles: readonly string[]) => Principal {
  const working = new Set(operationalRoles(procedures));
  const known = new Set(knownRoles(procedures));
  return (subject, roles) => ({
    subject,
    roles: roles.filter((role) => known.has(role)),
    operational: roles.filter((role) => working.has(role)),
  });
}

/** True when one of the principal's roles opens the route. */
export const mayEnter = ({ roles, operational }: Principal, accepted: readonly Access[]): boolean =>
  accepted.some((access) => (access === OPERATIONS ? operational.length > 0 : roles.includes(access)));
