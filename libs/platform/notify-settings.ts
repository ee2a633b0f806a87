import path from 'node:path';
import type { Settings } from './settings.ts';

/** How people are told what happens. URLs may hold the name of a user, never a password. */
export type NotifySettings =
  | { readonly channel: 'log' }
  | { readonly channel: 'file'; readonly directory: string }
  | { readonly channel: 'smtp'; readonly url: string; readonly from: string; readonly secretFile?: string }
  | { readonly channel: 'webhook'; readonly url: string; readonly secretFile: string };

const NAME = 'REDRESS_NOTIFY';
const FROM = 'REDRESS_NOTIFY_FROM';
const SECRET_FILE = 'REDRESS_NOTIFY_SECRET_FILE';

/** Nothing where nobody is told anything. */
export function readNotify(settings: Settings): NotifySettings | undefined {
  const value = settings.optional(NAME);
  const from = settings.matching(FROM, /^[^\s@<>,;"]+@[^\s@<>,;"]+$/, 'one e-mail address');
  const secret = settings.optional(SECRET_FILE);
  const secretFile = secret === undefined ? undefined : path.resolve(secret);
  if (value === undefined) return undefined;
  if (value === 'log:') return { channel: 'log' };
  if (value.startsWith('file:') && value.length > 5)
    return { channel: 'file', directory: path.resolve(value.slice(5)) };
  const read = readServer(value, { from, secretFile });
  if (typeof read !== 'string') return read;
  settings.complain(read);
  return undefined;
}

interface Beside {
  readonly from: string | undefined;
  readonly secretFile: string | undefined;
}

const HERE: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

const isInClear = ({ protocol, hostname }: URL): boolean => protocol === 'http:' && !HERE.has(hostname);

/** Or what is wrong. What was given is not repeated: it may hold a secret. */
function readServer(value: string, { from, secretFile }: Beside): NotifySettings | string {
  const url = URL.parse(value);
  if (url !== null && url.password !== '')
    return `${NAME}: holds a password; put it into a file and name that: ${SECRET_FILE}`;
  switch (url?.protocol) {
    case 'smtp:':
    case 'smtps:':
      if (from === undefined) return `${FROM}: missing; mail has a sender`;
      return { channel: 'smtp', url: value, from, ...(secretFile !== undefined && { secretFile }) };
    case 'https:':
    case 'http:':
      if (isInClear(url))
        return `${NAME}: must be https:// for another machine: what is sent there names cases and people`;
      if (secretFile === undefined) return `${SECRET_FILE}: missing; it holds what requests are signed with`;
      return { channel: 'webhook', url: value, secretFile };
    default:
      return `${NAME}: must be log:, file:FOLDER, smtp://HOST:PORT, smtps://HOST or https://ADDRESS; leave it out and nobody is told anything`;
  }
}
