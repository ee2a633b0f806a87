import type { Metadata, ServiceError } from '@grpc/grpc-js';
import { accessDenied } from './faults.ts';
import type { Double } from './state.ts';

/** Somebody whom the server knows; administrators may do everything. */
export interface User {
  readonly name: string;
  readonly isAdmin: boolean;
}

type Access = 'read' | 'write' | 'delete';
const KEYS = { read: '$r', write: '$w', delete: '$d' } as const;
const META_KEYS = { read: '$mr', write: '$mw', delete: '$mw' } as const;

/**
 * Why a request is refused, by the server's rules: what the stream's metadata says (`$acl`), and else its defaults, by
 * which everybody may do everything with streams of users, and administrators alone with those of the system and `$all`.
 */
export function refusalOf(
  double: Pick<Double, 'users' | 'log'>,
  request: Metadata,
  stream: string,
  access: Access,
): ServiceError | undefined {
  if (double.users.size === 0) return undefined;
  const user = double.users.get(String(request.get('authorization')[0]));
  if (user?.isAdmin === true) return undefined;
  const isMeta = stream.startsWith('$$');
  const subject = isMeta ? stream.slice(2) : stream;
  const given = aclOf(double, subject)[(isMeta ? META_KEYS : KEYS)[access]];
  const roles = given === undefined ? [subject.startsWith('$') ? '$admins' : '$all'] : [given].flat();
  return roles.includes('$all') || roles.includes(user?.name ?? '') ? undefined : accessDenied();
}

type Acl = Readonly<Partial<Record<string, string | readonly string[]>>>;

function aclOf({ log }: Pick<Double, 'log'>, stream: string): Acl {
  const last = log.stream(`$$${stream}`)?.events.at(-1);
  if (last === undefined) return {};
  return (JSON.parse(Buffer.from(last.data).toString('utf8')) as { readonly $acl?: Acl }).$acl ?? {};
}
