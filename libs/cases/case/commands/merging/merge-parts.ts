import { field, type DataOf } from '#event-sourcing';
import { CHANNELS, COMPLAINANT_KINDS, FLAGS } from '../../events/fields.ts';
import type { Carried } from '../../events/merging.ts';

/** One merging, in the words of either case. */
export const mergeFields = {
  merge: field.reference({ example: 'M1' }),
  reason: field.text({ example: 'The same lift, the same day.' }),
};

const carriedFields = {
  case: field.reference({ of: 'case', example: '7F3K-9M2Q-X4TB' }),
  channel: field.choice(CHANNELS),
  complainant: field.part('CarriedComplainant', {
    kind: field.choice(COMPLAINANT_KINDS),
    anonymous: field.yesNo(),
    same: field.yesNo(),
  }),
  regulator: field.reference({ optional: true, example: 'Consumer Association' }),
  severity: field.reference({ of: 'severity', optional: true, example: 'important' }),
  flags: field.choices(FLAGS, { max: 7, example: ['safety'] }),
  committed: field.part('Money', {
    minor: field.wholeNumber({ min: 0, example: 12_050 }),
    currency: field.pattern(/^[A-Z]{3}$/, {
      otherwise: 'must be an ISO 4217 code such as CNY',
      example: 'CNY',
    }),
  }),
  unvalued: field.yesNo(),
  promises: field.parts(
    'CarriedPromise',
    { promise: field.reference({ example: 'P1' }), dueAt: field.instant() },
    { min: 0, max: 50 },
  ),
  told: field.yesNo(),
};

export const carries = field.parts('Carried', carriedFields, { min: 1, max: 50 });

/** As events keep it: lists of their own. */
export const recordable = ({ flags, promises, ...carried }: DataOf<typeof carriedFields>): Carried => ({
  ...carried,
  flags: [...flags],
  promises: [...promises],
});
