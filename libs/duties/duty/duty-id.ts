import { idInStream, streamName, type StreamName } from '#event-sourcing';

export const DUTY_STREAM = 'duty';

/** One time that a duty is owed: of which procedure, at which site, from which local date on. */
export interface TurnName {
  readonly procedure: string;
  readonly duty: string;
  /** Absent: once for all sites. */
  readonly site?: string;
  readonly date: string;
}

export const DUTY_ID = 'supermarket-authority.daily-review.riverside.2026-11-27';

/** Procedures and duties are called by letters, digits and hyphens, so that the points part them from the rest. */
const FORM =
  /^([A-Za-z][A-Za-z0-9-]*)\.([A-Za-z][A-Za-z0-9-]*)\.(?:([A-Za-z0-9._~!*'()-]{1,2000})\.)?(\d{4}-\d{2}-\d{2})$/;

/** A site is called as its people like; a name of a stream and of an address is not. */
const plain = (site: string): string => encodeURIComponent(site).replaceAll('~', '~7E').replaceAll('%', '~');

function siteOf(written: string): string | undefined {
  try {
    return decodeURIComponent(written.replaceAll('~', '%'));
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/** What the turns of one duty at one place have in common. */
export const seriesOf = ({ procedure, duty, site }: Omit<TurnName, 'date'>): string =>
  [procedure, duty, ...(site === undefined ? [] : [plain(site)])].join('.');

/** The same for the same turn, whoever opens it, whenever: so there is one. */
export const dutyIdOf = (turn: TurnName): string => `${seriesOf(turn)}.${turn.date}`;

/** `undefined` for an id that no turn can have. */
export function turnNamed(dutyId: string): TurnName | undefined {
  const [, procedure, duty, written, date] = FORM.exec(dutyId) ?? [];
  if (procedure === undefined || duty === undefined || date === undefined) return undefined;
  if (written === undefined) return { procedure, duty, date };
  const site = siteOf(written);
  // Written otherwise it would be another stream for the same turn.
  return site === undefined || plain(site) !== written ? undefined : { procedure, duty, site, date };
}

export const dutyStreamOf = (dutyId: string): StreamName => streamName(DUTY_STREAM, dutyId);

export const dutyIdOfStream = (stream: string): string | undefined => idInStream(DUTY_STREAM, stream);
