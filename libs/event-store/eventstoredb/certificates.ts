import { readFileSync } from 'node:fs';
import { filesIn } from './connection-string.ts';

/** Of the certificates that a connection string names, to compare; what cannot be read is nothing. */
export const contentOf = (connectionString: string): string =>
  filesIn(connectionString).map(textOf).join('\n');

function textOf(file: string): string {
  try {
    return readFileSync(decodeURIComponent(file), 'utf8');
  } catch {
    return '';
  }
}
