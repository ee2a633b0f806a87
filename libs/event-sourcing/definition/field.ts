import type { HappenedAt } from '../primitives.ts';

/** What a field holds and how much of it: plain data, from which checks, JSON Schema, forms and generators are made. */
export type FieldKind =
  | { readonly kind: 'text'; readonly max: number }
  /** Id or name of something; `of` says of what, for example `department`. */
  | { readonly kind: 'reference'; readonly max: number; readonly of?: string }
  | { readonly kind: 'references'; readonly max: number; readonly of?: string }
  /** Id of a person, in characters that nobody mistakes. */
  | { readonly kind: 'person'; readonly of: string }
  /** Text by name. */
  | { readonly kind: 'texts'; readonly max: number }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | {
      readonly kind: 'choices';
      readonly values: readonly string[];
      readonly min: number;
      readonly max: number;
    }
  | { readonly kind: 'pattern'; readonly pattern: RegExp; readonly otherwise: string }
  /** `past`: of what has happened, so not later than now. */
  | { readonly kind: 'instant' | 'day'; readonly past?: true }
  /** `moment`: an instant, or a day where no time is known. */
  | { readonly kind: 'moment' | 'yesNo' | 'percent' }
  | { readonly kind: 'wholeNumber'; readonly min: number; readonly max: number }
  /** An object with fields of its own; `name` tells one form of it from another. */
  | { readonly kind: 'part'; readonly name: string; readonly fields: Fields }
  | {
      readonly kind: 'parts';
      readonly name: string;
      readonly fields: Fields;
      readonly min: number;
      readonly max: number;
    };

export type Field<Value = unknown, Optional extends boolean = boolean> = FieldKind & {
  readonly optional: Optional;
  readonly description?: string;
  readonly example?: unknown;
  /** Never there at run time: carries the TypeScript type. */
  readonly holds?: Value;
};

export type Fields = Readonly<Record<string, Field>>;

type Held<Of> = Of extends { readonly holds?: infer Value } ? Value : never;
type OptionalNames<Of extends Fields> = {
  [Name in keyof Of]: Of[Name]['optional'] extends true ? Name : never;
}[keyof Of];

/** The TypeScript type of what the fields hold. */
export type DataOf<Of extends Fields> = {
  readonly [Name in Exclude<keyof Of, OptionalNames<Of>>]: Held<Of[Name]>;
} & { readonly [Name in OptionalNames<Of>]?: Held<Of[Name]> } extends infer Data
  ? { [Name in keyof Data]: Data[Name] }
  : never;

interface Notes {
  /** A field is required unless it says otherwise. */
  readonly optional?: true;
  readonly description?: string;
}
type Shown = Notes & { readonly example: unknown };
type IsOptional<Options> = Options extends { readonly optional: true } ? true : false;

interface Given {
  readonly optional?: true | undefined;
  readonly description?: string | undefined;
  readonly example?: unknown;
}

/** `Made` is the type of the options, from which the field is known to be optional or not. */
const make = <Value, Made>(
  kind: FieldKind,
  { optional, description, example }: Given,
): Field<Value, IsOptional<Made>> => ({
  ...kind,
  optional: (optional === true) as IsOptional<Made>,
  ...(description !== undefined && { description }),
  ...(example !== undefined && { example }),
});

const MOST_TEXT = 10_000;
const MOST_REFERENCE = 200;
const INSTANT = '2026-09-30T16:55:00+08:00';
const DAY = '2026-09-30';

type TimeNotes = Notes & { readonly example?: string; readonly past?: true };

const timeKind = (kind: 'instant' | 'day', notes: TimeNotes | undefined): FieldKind => ({
  kind,
  ...(notes?.past === true && { past: true }),
});

/** Builders of fields. */
export const field = {
  text: <Made extends Shown & { readonly max?: number }>({ max = MOST_TEXT, ...notes }: Made) =>
    make<string, Made>({ kind: 'text', max }, notes),

  reference: <Made extends Shown & { readonly of?: string }>({ of, ...notes }: Made) =>
    make<string, Made>({ kind: 'reference', max: MOST_REFERENCE, ...(of !== undefined && { of }) }, notes),

  person: <Made extends Shown & { readonly of: string }>({ of, ...notes }: Made) =>
    make<string, Made>({ kind: 'person', of }, notes),

  references: <Made extends Shown & { readonly max: number; readonly of?: string }>(options: Made) => {
    const { max, of, ...notes } = options;
    return make<readonly string[], Made>({ kind: 'references', max, ...(of !== undefined && { of }) }, notes);
  },

  texts: <Made extends Shown & { readonly max: number }>({ max, ...notes }: Made) =>
    make<Readonly<Record<string, string>>, Made>({ kind: 'texts', max }, notes),

  choice: <
    const Values extends readonly [string, ...string[]],
    Made extends Notes & { readonly example?: string } = Notes,
  >(
    values: Values,
    notes?: Made,
  ) => make<Values[number], Made>({ kind: 'choice', values }, { example: values[0], ...notes }),

  choices: <
    const Values extends readonly string[],
    Made extends Shown & { readonly min?: number; readonly max: number },
  >(
    values: Values,
    { min = 0, max, ...notes }: Made,
  ) => make<readonly Values[number][], Made>({ kind: 'choices', values, min, max }, notes),

  pattern: <Made extends Shown & { readonly otherwise: string }>(
    pattern: RegExp,
    { otherwise, ...notes }: Made,
  ) => make<string, Made>({ kind: 'pattern', pattern, otherwise }, notes),

  instant: <Made extends TimeNotes = Notes>(notes?: Made) =>
    make<string, Made>(timeKind('instant', notes), { example: INSTANT, ...notes }),

  day: <Made extends TimeNotes = Notes>(notes?: Made) =>
    make<string, Made>(timeKind('day', notes), { example: DAY, ...notes }),

  moment: <Made extends Notes = Notes>(notes?: Made) =>
    make<HappenedAt, Made>({ kind: 'moment' }, { example: DAY, ...notes }),

  yesNo: <Made extends Notes & { readonly example?: boolean } = Notes>(notes?: Made) =>
    make<boolean, Made>({ kind: 'yesNo' }, { example: true, ...notes }),

  percent: <Made extends Notes = Notes>(notes?: Made) =>
    make<number, Made>({ kind: 'percent' }, { example: 12, ...notes }),

  wholeNumber: <Made extends Shown & { readonly min: number; readonly max?: number }>(options: Made) => {
    const { min, max = Number.MAX_SAFE_INTEGER, ...notes } = options;
    return make<number, Made>({ kind: 'wholeNumber', min, max }, notes);
  },

  part: <Of extends Fields, Made extends Notes = Notes>(name: string, fields: Of, notes?: Made) =>
    make<DataOf<Of>, Made>({ kind: 'part', name, fields }, { ...notes }),

  parts: <Of extends Fields, Made extends Notes & { readonly min: number; readonly max: number }>(
    name: string,
    fields: Of,
    { min, max, ...notes }: Made,
  ) => make<readonly DataOf<Of>[], Made>({ kind: 'parts', name, fields, min, max }, notes),
};
