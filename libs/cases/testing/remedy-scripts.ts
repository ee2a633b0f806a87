import fc from 'fast-check';
import { instantOf, millisOf } from '#event-sourcing';
import type { CaseCommand } from '../case/commands.ts';
import type { Remedy } from '../case/events/fields.ts';
import {
  AFFAIRS_SUPERVISOR, GENERAL_MANAGER, OFFICE_DIRECTOR, RECEIVER, story, type Character, type Story,
} from './story.ts'; // prettier-ignore
import { LEVELS, supermarketCase } from './supermarket.ts';

const numbered = (letter: string, max = 4) =>
  fc.integer({ min: 1, max }).map((number) => `${letter}${String(number)}`);
/** Around every limit, and small change to split them with. */
const minor = fc.oneof(
  fc.integer({ min: 1, max: 6_000 }),
  fc.constantFrom(4_999, 5_000, 49_999, 50_000, 199_999, 200_000),
);
const money = (currency = 'CNY') => minor.map((amount) => ({ minor: amount, currency }));
const remedy: fc.Arbitrary<Remedy> = fc.oneof(
  { weight: 5, arbitrary: money().map((amount): Remedy => ({ kind: 'refund', amount })) },
  {
    weight: 3,
    arbitrary: fc
      .record({
        percent: fc.constantFrom(12, 50, 100),
        of: fc.constantFrom('bill' as const, 'goods' as const),
      })
      .map((share): Remedy => ({ kind: 'discount', ...share })),
  },
  { weight: 1, arbitrary: fc.constant<Remedy>({ kind: 'gift', goods: 'A plant' }) },
  { weight: 1, arbitrary: money('USD').map((amount): Remedy => ({ kind: 'money', amount })) },
);
const reason = 'Any';
const command = <Type extends CaseCommand['type']>(
  type: Type,
  data: fc.Arbitrary<Extract<CaseCommand, { type: Type }>['data']>,
): fc.Arbitrary<CaseCommand> =>
  // Name and data belong together by the parameter.
  data.map((each) => ({ type, data: each }) as unknown as CaseCommand);

const step = fc.oneof(
  command(
    'PrepareSolutions',
    fc
      .array(remedy, { minLength: 1, maxLength: 2 })
      .map((all) => ({ options: all.map((each) => ({ description: 'Any', remedy: each })) })),
  ),
  { weight: 3, arbitrary: command('OfferSolution', fc.constant({ method: 'phone' })) },
  command(
    'AuthoriseOffer',
    numbered('R').map((request) => ({ request })),
  ),
  command('ApprovePlan', fc.constant({})),
  {
    weight: 2,
    arbitrary: command(
      'AcceptSolution',
      numbered('S').map((option) => ({ option })),
    ),
  },
  command(
    'RejectSolution',
    numbered('S').map((option) => ({ option, objection: 'No' })),
  ),
  command('ImplementSolution', fc.constant({})),
  {
    weight: 2,
    arbitrary: command(
      'GrantCompensation',
      remedy.map((each) => ({ remedy: each, reason })),
    ),
  },
  command(
    'GrantCompensation',
    fc.record({ remedy, request: numbered('R') }).map((data) => ({ ...data, reason })),
  ),
  command(
    'RefuseCompensation',
    numbered('R').map((request) => ({ request, reason })),
  ),
  {
    weight: 2,
    arbitrary: command(
      'ConfirmCompensation',
      numbered('G').map((grant) => ({ grant, reference: 'Till' })),
    ),
  },
  command(
    'ReverseCompensation',
    fc
      .record({ grant: numbered('G'), how: fc.constantFrom('paidBack' as const, 'notDelivered' as const) })
      .map((data) => ({ ...data, reason })),
  ),
  command(
    'RecordAmounts',
    money().map((bill) => ({ bill, source: 'Any' })),
  ),
  command(
    'CorrectIntake',
    money().map((goodsValue) => ({ reason, retail: { goodsValue } })),
  ),
  command(
    'ReturnAtCounter',
    money().map((paid) => ({
      ...{ how: 'return', goods: 'toaster', soldOn: '2026-08-30', resellable: true, receipt: true, paid },
    })),
  ),
  command(
    'EscalateToManager',
    fc.constant({ reason: 'authority', explanation: reason, complainantTold: true }),
  ),
  command('WithdrawCase', fc.constant({ reason })),
  command('ReopenCase', fc.constant({ cause: 'newFacts', reason })),
);

/** By value and topic, with a counter rule; and by severity, with approvals. */
const HOUSES: readonly { readonly opened: () => Story; readonly people: readonly Character[] }[] = [
  { opened: supermarketCase, people: LEVELS },
  {
    opened: () =>
      story()
        .opened()
        .do('ClassifyCase', { category: 'lift', severity: 'minor', criterion: 'small-inconvenience' }),
    people: [RECEIVER, AFFAIRS_SUPERVISOR, OFFICE_DIRECTOR, GENERAL_MANAGER],
  },
];

export const script = fc.constantFrom(...HOUSES).chain(({ opened, people }) =>
  fc.record({
    opened: fc.constant(opened),
    steps: fc.array(fc.record({ who: fc.constantFrom(...people), step, early: fc.nat({ max: 30 }) }), {
      minLength: 10,
      maxLength: 50,
      size: 'max',
    }),
  }),
);
type Script = typeof script extends fc.Arbitrary<infer Value> ? Value : never;

/** Tells the script, each step a minute later and recorded up to so many minutes late; the check sees what was accepted. */
export function tell({ opened, steps }: Script, check: (told: Story, who: Character) => void): Story {
  const told = opened();
  for (const {
    who,
    step: { type, data },
    early,
  } of steps) {
    told.at(instantOf(millisOf(told.now) + 60_000)).by(who);
    const happenedAt = instantOf(millisOf(told.now) - early * 60_000);
    if (told.do(type, data, { happenedAt }).lastRefusal === undefined) check(told, who);
  }
  return told;
}
