import { NOT_KNOWN, type Procedure } from '#procedures';

/** What a procedure asks for at intake, answered so that nothing is missing: a complaint as its own form would send it. */
export function detailsAsked({ intake }: Pick<Procedure, 'intake'>): {
  readonly details?: Readonly<Record<string, string>>;
} {
  const asked = [...intake.fields.map(({ id }) => id), ...intake.requires.map(({ field }) => field)];
  return asked.length === 0 ? {} : { details: Object.fromEntries(asked.map((each) => [each, NOT_KNOWN])) };
}
