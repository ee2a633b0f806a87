import type { CaseCommand, Remedy } from '#cases';
import type { Chance } from './random.ts';
import { type Plot, type Seen, type Step, approval, command, decider, fieldOf, last, step } from './steps.ts';

export function settled(plot: Plot): readonly Step[] {
  const { luck, investigator, receiver } = plot;
  const rejected: readonly Step[] = luck.happens(0.18)
    ? [
        step(luck.delay(120), receiver, 'RejectSolution', { option: 'S1', objection: 'That does not help.' }),
        ...skippedEscalation(plot),
        step(luck.delay(90), decider(plot), 'OfferSolution', { method: 'phone' }),
      ]
    : [];
  return [
    step(luck.delay(120), investigator, 'PrepareSolutions', { options: optionsOf(plot) }),
    ...approval(plot),
    ...offered(plot),
    ...rejected,
    ...conclusion(plot),
  ];
}

/** The best one costs money, where money is part of the matter. */
const optionsOf = ({ luck, matter: { options, money } }: Plot) =>
  options.map((description, index) => ({
    description,
    ...(index === 0 && money !== undefined && { remedy: remedyOf(luck, money) }),
  }));

const remedyOf = (luck: Chance, yuan: number): Remedy => ({
  kind: luck.pick(['refund', 'money', 'voucher']),
  amount: { minor: yuan * 100, currency: 'CNY' },
});

/** Whoever handles it offers what costs money; above their authority the level that decides lets it be offered (SOL-4). */
function offered(plot: Plot): readonly Step[] {
  const { luck, investigator, matter } = plot;
  const offer = { method: 'phone' } as const;
  if (matter.money === undefined) return [step(luck.delay(90), decider(plot), 'OfferSolution', offer)];
  const asked = (seen: Seen, then: CaseCommand) => (last(seen, 'SolutionOffered') ? undefined : then);
  const request = (seen: Seen): string => fieldOf(seen, 'CompensationRequested', 'request');
  return [
    step(luck.delay(30), investigator, 'OfferSolution', offer),
    {
      ...{ after: luck.delay(60), by: decider(plot) },
      command: (seen) => asked(seen, command('AuthoriseOffer', { request: request(seen) })),
    },
    {
      // Whoever let it be offered tells it, so that nothing that came up meanwhile asks for a level once more.
      ...{ after: luck.delay(20), by: decider(plot) },
      command: (seen) => asked(seen, command('OfferSolution', offer)),
    },
  ];
}

/** Somebody tries to go straight to the top, is told that this is not the way, and goes one level. */
const skippedEscalation = ({ luck, cast, investigator }: Plot): readonly Step[] => {
  const why = {
    reason: 'unresolved',
    explanation: 'The complainant rejects the first offer.',
    complainantTold: true,
  } as const;
  if (!luck.happens(0.5)) return [];
  return [
    step(5, investigator, 'EscalateToManager', { ...why, to: cast.managers[2].role }),
    step(10, investigator, 'EscalateToManager', why),
  ];
};

export const optionOf = (seen: Seen): string => fieldOf(seen, 'SolutionOffered', 'option');

function conclusion(plot: Plot): readonly Step[] {
  const { luck, investigator } = plot;
  return [
    {
      after: luck.delay(100),
      by: investigator,
      command: (seen) => command('AcceptSolution', { option: optionOf(seen) }),
    },
    step(luck.delay(400), investigator, 'ImplementSolution', {}),
    paid(plot),
    step(luck.delay(30), decider(plot), 'ResolveCase', {
      summary: 'Carried out and checked with the complainant.',
    }),
  ];
}

/** What the accepted option gives was granted with it; it is owed until it is delivered (SOL-6). */
const paid = ({ luck, investigator }: Plot): Step => {
  const reference = `PAY-${String(luck.between(10_000, 99_999))}`;
  return {
    ...{ after: luck.delay(90), by: investigator },
    command(seen) {
      const grant = last(seen, 'CompensationGranted');
      const isOwed = grant !== undefined && last(seen, 'CompensationDelivered') === undefined;
      return isOwed
        ? command('ConfirmCompensation', { grant: String(grant['grant']), reference })
        : undefined;
    },
  };
};
