import { oneOf, record, reference, Type, type Static } from '#schema';
import { PAUSE_REASONS, type ClockKind, type Milestone } from '#procedures';

export { instantField, oneOf, record, reference } from '#schema';

/**
 * Building blocks of the event schemas. STORED CONTRACT: what is written with these is kept for ever.
 * Fields marked {@link personal} carry `x-personal` in the schema; they are stored sealed under the key of their subject
 * (D16): the complainant, or whoever the field beside them names.
 */
export const personal = ({ maxLength = 10_000, of }: { maxLength?: number; of?: string } = {}) =>
  Type.String({ minLength: 1, maxLength, 'x-personal': true, ...(of !== undefined && { 'x-subject': of }) });

/** Text about the handling; written by staff, who may say in it who complained: it is sealed with what they said. */
export const text = (maxLength = 10_000) => Type.String({ minLength: 1, maxLength, 'x-subject': 'stream' });

/** Text that tells of nobody, and that figures rest on. */
export const openText = (maxLength: number) => Type.String({ minLength: 1, maxLength });

export const dayField = () => Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'calendar day' });

/** Amount in minor units with its ISO 4217 currency; never a float. */
export const money = record({
  minor: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
});
export type Money = Static<typeof money>;

/** INT-1 */
export const CHANNELS = [
  'phone', 'desk', 'onlineForm', 'email', 'letter', 'suggestionBox', 'socialMedia', 'callCentre', 'regulator',
  'media', 'internal', 'import',
] as const; // prettier-ignore
/** CLS-2 */
export const CONTACT_KINDS = ['complaint', 'enquiry', 'request', 'suggestion'] as const;
export const COMPLAINANT_KINDS = ['individual', 'business', 'nonProfit', 'staff', 'unknown'] as const;
export const RESPONDENT_KINDS = ['person', 'department', 'merchant', 'organisation'] as const;
/** How something was told to somebody. */
export const METHODS = ['phone', 'visit', 'letter', 'email', 'message', 'inPerson'] as const;
/** CLS-7 */
export const FLAGS = [
  'media', 'legalAction', 'regulator', 'safety', 'staffHarassment', 'vulnerable', 'consumerRightsDay',
] as const; // prettier-ignore
/** CLS-10 */
export const DEMAND_RANKS = ['primary', 'secondary'] as const;
export const DEMAND_ANSWERS = ['adopted', 'partlyAdopted', 'declined'] as const;
/** SOL-3 */
export const REMEDIES = [
  'refund', 'discount', 'replacement', 'repair', 'gift', 'voucher', 'feeWaiver', 'money', 'apology',
] as const; // prettier-ignore
/** SOL-5 */
export const COUNTER_RETURNS = ['return', 'exchange'] as const;
/** What a percentage is taken of. */
export const BASES = ['goods', 'bill', 'fee'] as const;
/** How a miss came to be known. `merging`: in a case that was taken over. */
export const FOUND_BY = ['scheduler', 'lateRecord', 'import', 'merging'] as const;
/** AUT-4 */
export const ESCALATION_REASONS = [
  'authority', 'unresolved', 'complainantInsists', 'breach', 'sensitive', 'conflictOfInterest', 'unsatisfied',
] as const; // prettier-ignore
/** Who may speak for a complainant (INT-2). */
export const REPRESENTATIONS = ['guardian', 'relative', 'lawyer', 'authorised'] as const;
export const INVESTIGATION_OUTCOMES = ['substantiated', 'partlySubstantiated', 'notSubstantiated'] as const;
/** INV-3 */
export const RESPONSIBILITIES = [
  'organisation',
  'person',
  'merchant',
  'thirdParty',
  'complainant',
  'nobody',
] as const;

export type Channel = (typeof CHANNELS)[number];
export type ContactKind = (typeof CONTACT_KINDS)[number];
export type Flag = (typeof FLAGS)[number];
export type RemedyKind = (typeof REMEDIES)[number];
export type EscalationReason = (typeof ESCALATION_REASONS)[number];
export type Method = (typeof METHODS)[number];

export const method = () => oneOf(METHODS);
/** Named by the procedures; open in what is stored, so that a new one is no new version of every event of a clock. */
export const clockKindName = () => Type.Unsafe<ClockKind>(reference());
export const milestoneName = () => Type.Unsafe<Milestone>(reference());
export const pauseReason = () => oneOf(PAUSE_REASONS);

/** What is given to put a complaint right (SOL-3): money or percent or goods. */
export const remedy = record({
  kind: oneOf(REMEDIES),
  amount: Type.Optional(money),
  /** A discount: 12 means 12% off (ACC-5). */
  percent: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 100 })),
  /** Of what; absent: of the fee for a waiver, of the bill or else the goods for a discount, of the goods for others. */
  of: Type.Optional(oneOf(BASES)),
  goods: Type.Optional(openText(500)),
});
export type Remedy = Static<typeof remedy>;
