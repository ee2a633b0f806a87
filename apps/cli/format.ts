/** `2026-09-30T08:55:00.000Z` → `2026-09-30 08:55 UTC`; a day stays a day. */
export const minuteOf = (at: string | undefined): string | undefined =>
  at === undefined || at.length <= 10 ? at : `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;

/** Minor units to text without going through a float. */
export function moneyText({
  minor,
  currency,
}: {
  readonly minor: number;
  readonly currency: string;
}): string {
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const text = String(minor).padStart(digits + 1, '0');
  return digits === 0
    ? `${text} ${currency}`
    : `${text.slice(0, -digits)}.${text.slice(-digits)} ${currency}`;
}

const MINUTE = /\b(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}) UTC\b/g;

/** Every time in a text, by the clocks of another zone and with its name. */
export function inZone(text: string, zone: string): string {
  const clock = new Intl.DateTimeFormat('sv-SE', {
    ...{
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    },
  });
  return text.replace(
    MINUTE,
    (_, day: string, minute: string) => `${clock.format(new Date(`${day}T${minute}:00Z`))} ${zone}`,
  );
}
