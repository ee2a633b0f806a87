import { Type, type TSchema } from '#schema';

/** What procedure files are made of: words, names, figures, and the condition that many of their parts take. */

/** Channels, kinds of contact and sensitive flags that files may name (INT-1, CLS-2, CLS-7). */
const CHANNELS = [
  'phone',
  'desk',
  'onlineForm',
  'email',
  'letter',
  'suggestionBox',
  'socialMedia',
  'callCentre',
  'regulator',
  'media',
  'internal',
  'import',
] as const;
const CONTACT_KINDS = ['complaint', 'enquiry', 'request', 'suggestion'] as const;
export const FLAGS = [
  'media',
  'legalAction',
  'regulator',
  'safety',
  'staffHarassment',
  'vulnerable',
  'consumerRightsDay',
] as const;

const COMPLAINANT_KINDS = ['individual', 'business', 'nonProfit', 'staff', 'unknown'] as const;
const RESPONDENT_KINDS = ['person', 'department', 'merchant', 'organisation'] as const;
const OUTCOMES = ['substantiated', 'partlySubstantiated', 'notSubstantiated'] as const;

/** SOL-3 */
export const REMEDY_KINDS = [
  'refund',
  'discount',
  'replacement',
  'repair',
  'gift',
  'voucher',
  'feeWaiver',
  'money',
  'apology',
] as const;

export const closed = <Properties extends Record<string, TSchema>>(properties: Properties) =>
  Type.Object(properties, { additionalProperties: false });
export const oneOf = <const Values extends readonly string[]>(values: Values) =>
  Type.Unsafe<Values[number]>({ type: 'string', enum: [...values] });
/** The same under each of these names. */
export const eachOf = <const Names extends readonly string[], Value extends TSchema>(
  names: Names,
  value: Value,
): Readonly<Record<Names[number], Value>> =>
  // Which names an object has is not known to the type.
  Object.fromEntries(names.map((name) => [name, value])) as Record<Names[number], Value>;
export const listOf = <Item extends TSchema>(item: Item) => Type.Array(item, { uniqueItems: true });
export const optional = Type.Optional;

const ID = '^[A-Za-z][A-Za-z0-9-]*$';
export const id = Type.String({ pattern: ID, maxLength: 60 });
export const text = Type.String({ minLength: 1, maxLength: 2000 });
export const amount = Type.String({ format: 'amount' });
export const limit = Type.String({ format: 'limit' });
export const allowance = Type.String({ format: 'allowance' });
export const byId = <Value extends TSchema>(value: Value) =>
  Type.Record(Type.String({ pattern: ID }), value, { additionalProperties: false });
/** Whether there is such a day is looked at with the meaning of the file. */
export const byDate = <Value extends TSchema>(value: Value) =>
  Type.Record(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), value, { additionalProperties: false });

/** A word for people: in English alone, or in both languages. */
export const label = Type.Union([text, closed({ en: text, zh: text })]);
const page = Type.String({ minLength: 1, maxLength: 10_000 });
/** What is written to somebody: in English alone, or in both languages. */
export const letterText = Type.Union([page, closed({ en: page, zh: page })]);
export const titled = closed({ id, title: label });

export const condition = closed({
  categories: optional(listOf(text)),
  flags: optional(listOf(oneOf(FLAGS))),
  severities: optional(listOf(id)),
  valueAtLeast: optional(amount),
  valueBelow: optional(amount),
  amountAtLeast: optional(amount),
  respondentLevelAtLeast: optional(id),
  complainantInsists: optional(Type.Boolean()),
  unsettledBelow: optional(Type.Boolean()),
  contactKinds: optional(listOf(oneOf(CONTACT_KINDS))),
  channels: optional(listOf(oneOf(CHANNELS))),
  complainantKinds: optional(listOf(oneOf(COMPLAINANT_KINDS))),
  respondentKinds: optional(listOf(oneOf(RESPONDENT_KINDS))),
  outcomes: optional(listOf(oneOf(OUTCOMES))),
  causes: optional(listOf(id)),
  sites: optional(listOf(text)),
  details: optional(byId(listOf(text))),
});
