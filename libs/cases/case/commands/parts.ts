import { field } from '#event-sourcing';
import {
  BASES,
  COMPLAINANT_KINDS,
  INVESTIGATION_OUTCOMES,
  REMEDIES,
  REPRESENTATIONS,
  RESPONDENT_KINDS,
  RESPONSIBILITIES,
} from '../events/fields.ts';

/** The procedure that a case is opened under, in one version (D13). */
export const procedureRefFields = {
  id: field.reference({ example: 'residential-property' }),
  version: field.wholeNumber({ min: 1, example: 1 }),
};

/** Of a case that begins now. */
export const newCaseProcedureFields = {
  id: field.reference({ example: 'residential-property' }),
  version: field.wholeNumber({
    ...{ optional: true, min: 1, example: 1 },
    description:
      'Leave it out: the version that was valid at the receipt is the one that counts, and no other one is taken (D13).',
  }),
};

export const moneyFields = {
  minor: field.wholeNumber({
    min: 0,
    example: 12_050,
    description: 'Minor units: 12050 CNY is 120.50 yuan.',
  }),
  currency: field.pattern(/^[A-Z]{3}$/, {
    otherwise: 'must be an ISO 4217 code such as CNY',
    example: 'CNY',
  }),
};

/** What is given to put a complaint right (SOL-3). */
export const remedyFields = {
  kind: field.choice(REMEDIES),
  amount: field.part('Money', moneyFields, { optional: true }),
  percent: field.percent({ optional: true, description: 'A discount: 12 means 12% off (8.8 折).' }),
  of: field.choice(BASES, {
    optional: true,
    description: 'Of what the percentage is; default: the fee for a waiver, bill or goods for a discount.',
  }),
  goods: field.text({
    optional: true,
    max: 500,
    example: 'A basket of fruit',
    description: 'With an amount beside: what they are worth.',
  }),
};

/** Who complains (INT-2). */
export const complainantFields = {
  kind: field.choice(COMPLAINANT_KINDS),
  name: field.text({ optional: true, max: 200, example: 'Li Na' }),
  phone: field.text({ optional: true, max: 50, example: '+86 21 5550 0100' }),
  email: field.text({ optional: true, max: 200, example: 'li.na@example.com' }),
  address: field.text({ optional: true, max: 500, example: 'Building 3, flat 1202' }),
  customerNumber: field.text({
    optional: true,
    max: 100,
    example: '3-1202',
    description: 'Unit, member or patient number.',
  }),
  representative: field.part(
    'Representative',
    {
      as: field.choice(REPRESENTATIONS),
      name: field.text({ max: 200, example: 'Li Hong' }),
      phone: field.text({ optional: true, max: 50, example: '+86 21 5550 0101' }),
      email: field.text({ optional: true, max: 200, example: 'li.hong@example.com' }),
    },
    { optional: true, description: 'Who speaks for the complainant: a guardian, a relative, a lawyer.' },
  ),
};

/** Who is complained about (INT-2, INV-4): a person, a department, a merchant. */
const respondentFields = {
  kind: field.choice(RESPONDENT_KINDS),
  name: field.text({ optional: true, max: 200, example: 'Wang Wei' }),
  staffId: field.person({
    of: 'staff',
    optional: true,
    example: 'staff-017',
    description: 'Nobody judges a complaint about themselves (INV-4).',
  }),
  department: field.reference({ of: 'department', optional: true, example: 'engineering' }),
  level: field.reference({
    of: 'level',
    optional: true,
    example: 'affairs-supervisor',
    description: 'Ladder level of somebody without an id; of those with one it is known.',
  }),
};

/** Several may be complained about at once; what is ruled of one holds for each. */
export const respondentsField = field.parts('Respondent', respondentFields, {
  optional: true,
  min: 0,
  max: 10,
});

/** INT-2: what the procedure asks for beside that. */
export const detailsField = field.texts({
  max: 2000,
  optional: true,
  example: { 'room-number': '1203' },
  description:
    'Own fields of the procedure by name (its `intake.fields`); `unknown` for what was asked and is not known.',
});

/** What a retail complaint adds (INT-3). */
export const retailFields = {
  store: field.reference({ optional: true, example: 'store-12' }),
  brand: field.reference({ optional: true, example: 'Northwind' }),
  goodsValue: field.part('Money', moneyFields, { optional: true }),
  purchasedOn: field.day({ optional: true, past: true }),
  deliveredOn: field.day({ optional: true, past: true }),
  orderNumber: field.reference({ optional: true, example: 'SO-20260930-118' }),
  withinWarranty: field.yesNo({ optional: true }),
  priority: field.reference({ optional: true, example: 'high' }),
  expectedOutcome: field.text({ optional: true, max: 2000, example: 'A new kettle' }),
  city: field.reference({ optional: true, example: 'Shanghai' }),
};

/** Who passed the complaint on (INT-9). */
export const regulatorFields = {
  name: field.reference({ example: 'Consumer Association' }),
  reference: field.reference({ optional: true, example: 'CA-2026-4711' }),
};

/** What an investigation found (INV-3). */
export const conclusionFields = {
  outcome: field.choice(INVESTIGATION_OUTCOMES),
  responsibility: field.choice(RESPONSIBILITIES),
  rootCause: field.reference({
    of: 'rootCause',
    example: 'facility',
    description: 'Leaf of the root-cause taxonomy of the procedure.',
  }),
  responsiblePerson: field.person({
    of: 'staff',
    optional: true,
    example: 'wu.tao',
    description: 'Whom it is laid on, where the responsibility is a person’s.',
  }),
  explanation: field.text({ example: 'Maintenance was two weeks late.' }),
};
