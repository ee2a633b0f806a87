import { type MatterCondition } from './matter-condition.ts';
import { isDate } from './notation.ts';

/** What an own field of a procedure holds, as it is written down. */
export const FIELD_KINDS = ['text', 'number', 'day', 'yesNo', 'choice'] as const;
type FieldKind = (typeof FIELD_KINDS)[number];

/** What any complaint may come with, and a procedure may ask for (INT-2, INT-3). */
export const INTAKE_FACTS = [
  'complainantName', 'complainantContact', 'customerNumber', 'respondent', 'site', 'place', 'occurred', 'wanted', 'requestedBy',
  'store', 'brand', 'goodsValue', 'orderNumber', 'purchasedOn', 'deliveredOn',
] as const; // prettier-ignore
export type IntakeFact = (typeof INTAKE_FACTS)[number];

/** Asked for, and not known: nobody is turned away for what they cannot say (INT-4, INT-7). */
export const NOT_KNOWN = 'unknown';

/** What is recorded at intake beside what every complaint has: own fields, and what has to be asked (INT-2, INT-3). */
export interface IntakeProfile {
  readonly fields: readonly IntakeField[];
  readonly requires: readonly RequiredFact[];
}

export interface IntakeField {
  readonly id: string;
  readonly title: string;
  readonly zh?: string;
  readonly kind: FieldKind;
  /** Of a choice. */
  readonly choices: readonly { readonly id: string; readonly title: string; readonly zh?: string }[];
}

/** An own field, or one of {@link INTAKE_FACTS}; of all complaints, or of those for which the condition holds. */
interface RequiredFact {
  readonly field: string;
  readonly when?: MatterCondition;
}

const FORMS: Readonly<Record<Exclude<FieldKind, 'choice'>, (value: string) => boolean>> = {
  text: (value) => /\S/.test(value),
  number: (value) => /^-?\d{1,15}(?:\.\d{1,6})?$/.test(value),
  day: isDate,
  yesNo: (value) => value === 'yes' || value === 'no',
};

/** Whether the text is one that the field may hold. */
export const mayHold = ({ kind, choices }: IntakeField, value: string): boolean =>
  value === NOT_KNOWN || (kind === 'choice' ? choices.some(({ id }) => id === value) : FORMS[kind](value));
