import { usageError } from './exit-codes.ts';

/** As the tz database names it. */
export function parseZone(text: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw usageError(
      `--zone: there is no time zone "${text}"; give one such as Asia/Shanghai or Europe/Berlin.`,
    );
  }
}
