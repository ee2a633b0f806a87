import { userInfo } from 'node:os';
import type { Actor } from '#event-sourcing';

/** Whoever is at the machine, as the operating system knows them; no id of a person is spelled so. */
export const systemUser = (): Actor => ({ id: `system-user:${userName()}`, role: 'command-line' });

/** In a container a user may have a number and no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
}
