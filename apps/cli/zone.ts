import { InvalidArgumentError } from 'commander';

/** As the tz database names it. */
export function parseZone(text: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw new InvalidArgumentError('Give a time zone such as Asia/Shanghai or Europe/Berlin.');
  }
}
