import { CliFailure, usageError } from './exit-codes.ts';

interface Holiday {
  readonly date: string;
  readonly name: string;
}

interface Holidays {
  readonly holidays: readonly Holiday[];
  /** What is a holiday there every year nowadays, and is not known for a year that was asked for. */
  readonly notKnown: readonly { readonly year: number; readonly name: string }[];
}

/** Loaded by nobody else: it is large, and no due time hangs on what it reckons. */
const library = async () => (await import('date-holidays')).default;

/**
 * The public holidays of a place in these years, by the kept library. It reckons them; a decree that came later, or a place
 * that it does not know well, is for a person to see, who puts them into a file. Throws where it knows none.
 */
export async function publicHolidays(place: string, years: readonly number[]): Promise<Holidays> {
  const named = place.toUpperCase();
  const [country = '', state = '', region = ''] = named.split('-');
  if (country === 'CN')
    throw usageError(
      'China decrees its holidays each year: write "holidays: CN", which knows the make-up days too.',
    );
  const Library = await library();
  assertPlace(new Library(), country, state);
  const known = new Library(country, state, region);
  const of = (year: number): readonly Holiday[] => wholeDays(known.getHolidays(year, 'en'));
  const nowadays = REFERENCE.map((year) => namesIn(of(year)));
  const everyYear = [...(nowadays[0] ?? [])].filter((name) => nowadays.every((names) => names.has(name)));
  const asked = years.map((year) => ({ year, days: of(year) }));
  for (const { year, days } of asked)
    if (days.length === 0)
      throw new CliFailure(`No public holidays of ${place} are known for ${String(year)}.`);
  return {
    holidays: asked.flatMap(({ days }) => days),
    notKnown: asked.flatMap(({ year, days }) =>
      everyYear.filter((name) => !namesIn(days).has(name)).map((name) => ({ year, name })),
    ),
  };
}

interface Places {
  getCountries(): Readonly<Record<string, string>>;
  /** Of a country without parts there is no list of them. */
  getStates(country: string): Readonly<Record<string, string>> | undefined;
}

function assertPlace(places: Places, country: string, state: string): void {
  if (!Object.hasOwn(places.getCountries(), country))
    throw usageError(`No country is called "${country}": write GB-ENG, US, DE-BE, AU-NSW …`);
  const names = Object.keys(places.getStates(country) ?? {});
  if (state !== '' && !names.includes(state))
    throw usageError(`${country} has no part "${state}"; known: ${names.join(', ') || 'none'}`);
}

/** Years that the library knows well: the tables of its moving holidays hold them. */
const REFERENCE = [2024, 2025, 2026];

const namesIn = (days: readonly Holiday[]): ReadonlySet<string> => new Set(days.map(({ name }) => name));

interface Found extends Holiday {
  readonly type: string;
  readonly start: Date;
  readonly end: Date;
}

/** Of a day that is a holiday in part nobody can say in a calendar that it is closed. */
function wholeDays(found: readonly Found[]): readonly Holiday[] {
  const isWhole = ({ start, end }: Found): boolean => end.getTime() - start.getTime() >= 23 * 3_600_000;
  const days = found.filter((each) => each.type === 'public' && isWhole(each));
  return days.flatMap(({ date, name, start, end }) =>
    Array.from({ length: Math.round((end.getTime() - start.getTime()) / 86_400_000) }, (_, later) => ({
      date: new Date(Date.parse(date.slice(0, 10)) + later * 86_400_000).toISOString().slice(0, 10),
      name,
    })),
  );
}

/** As a calendar of a procedure file has it. */
export const asClosedOn = (place: string, { holidays, notKnown }: Holidays): string => {
  const byDate = new Map<string, string>();
  for (const { date, name } of holidays) byDate.set(date, byDate.get(date) ?? name);
  const lines = [...byDate].sort().map(([date, name]) => `    '${date}': ${JSON.stringify(name)}\n`);
  const gaps = notKnown.map(({ year, name }) => `  # NOT KNOWN for ${String(year)}: ${name}\n`);
  const head = `  # Public holidays of ${place.toUpperCase()}, reckoned by date-holidays: compare them with the published list.\n`;
  return `${head}${gaps.join('')}  closedOn:\n${lines.join('')}`;
};
