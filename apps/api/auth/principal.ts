/** Who calls, as a verified token says. */
export interface Principal {
  readonly subject: string;
  readonly roles: readonly string[];
}

/** What a route can ask for. Roles of the ladder are named by procedures, so they are not listed here. */
export type Access = 'operations' | 'analyst' | 'compliance' | 'admin';

const NOT_OPERATIONAL: ReadonlySet<string> = new Set(['analyst', 'compliance', 'admin', 'system']);

/** Any level of any ladder (office-director, store-manager, …) works on cases. */
export const isOperational = (role: string): boolean => !NOT_OPERATIONAL.has(role);

/** True when one of the principal's roles opens the route. */
export const mayEnter = ({ roles }: Principal, accepted: readonly Access[]): boolean =>
  roles.some((role) =>
    accepted.some((access) => (access === 'operations' ? isOperational(role) : access === role)),
  );
