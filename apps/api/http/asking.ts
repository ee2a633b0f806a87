/** Where whoever complained asks how it stands, with the number and the secret and without a token of ours (INT-13). */
export const PROGRESS_PATH = '/progress';

export interface Asking {
  readonly number: string;
  readonly secret: string;
}

/**
 * Number and secret stand in a header: no address and no log line holds them, and no body of a stranger is read. What
 * blanks were written around the number makes no other number: tries of it are counted.
 */
export function askingOf(header: string | undefined): Asking {
  const encoded = /^Basic ([\w+/-]{1,800}={0,2})$/i.exec(header ?? '')?.[1];
  const text = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('utf8');
  const [number = '', ...rest] = text.split(':');
  return { number: number.slice(0, 100).trim(), secret: rest.join(':') };
}
