/** What a token can say of somebody: what they are here at all. Levels are held by what the organisation says (D23). */
const ROLES = ['operations', 'analyst', 'compliance', 'admin'] as const;
export type Access = (typeof ROLES)[number];

/** All roles that a token can hold to any effect, spelled exactly so (PRI-1). */
export const KNOWN_ROLES: readonly Access[] = ROLES;

/** Who calls, as a verified token says. Roles that mean nothing here are left out, so they open nothing. */
export interface Principal {
  readonly subject: string;
  readonly roles: readonly Access[];
}

const isKnown = (role: string): role is Access => ROLES.some((known) => known === role);

export const principalOf = (subject: string, roles: readonly string[]): Principal => ({
  subject,
  roles: roles.filter(isKnown),
});

/** True when one of the principal's roles opens the route. */
export const mayEnter = ({ roles }: Principal, accepted: readonly Access[]): boolean =>
  accepted.some((access) => roles.includes(access));
