import { moneyText, type CaseEventData } from '#cases';
import { DAY, type Plot, type Seen, type Step, approval, command, decider, fieldOf, step } from './steps.ts';
import { optionOf } from './settling.ts';

const channelOf = (seen: Seen): string => fieldOf(seen, 'ComplaintLogged', 'channel');

/** Whoever passed the complaint on hears what became of it, also when it was turned down or withdrawn (INT-9). */
export const regulatorTold = (by: Step['by'], summary: string): Step => ({
  ...{ after: 20, by },
  command: (seen) =>
    channelOf(seen) === 'regulator'
      ? command('NotifyOutcome', { to: 'regulator', method: 'letter', summary, written: true })
      : undefined,
});

/** What was granted is said to the cent (OUT-2). */
const letterOf = (seen: Seen): string =>
  [
    'We have looked into your complaint and put it right.',
    ...seen.flatMap(({ type, data }) => {
      const { worth } = data as CaseEventData<'CompensationGranted'>;
      return type === 'CompensationGranted' && worth !== undefined ? `You get ${moneyText(worth)}.` : [];
    }),
  ].join('\n');

/** The complainant hears the outcome the same day; a regulator who passed the case on too, and some get a letter (OUT-1, OUT-2). */
function told({ luck, receiver }: Pick<Plot, 'luck' | 'receiver'>, summary: string): readonly Step[] {
  const by = receiver;
  const outcome = { method: 'phone', summary, written: false } as const;
  return [
    step(luck.delay(50), by, 'NotifyOutcome', { ...outcome, to: 'complainant' }),
    regulatorTold(by, summary),
    {
      ...{ after: 30, by },
      command: (seen) =>
        ['letter', 'regulator'].includes(channelOf(seen))
          ? command('IssueFinalResponse', { method: 'letter', letter: letterOf(seen) })
          : undefined,
    },
  ];
}

export function afterwards(plot: Plot): readonly Step[] {
  const { luck, cast, receiver } = plot;
  const unhappy = luck.happens(0.1);
  const followedUp = step(luck.delay(DAY), cast.followUp, 'RecordFollowUp', {
    ...{ method: 'phone', reached: true, satisfaction: unhappy ? luck.between(1, 2) : luck.between(3, 5) },
  });
  const notReached = step(luck.delay(DAY), cast.followUp, 'RecordFollowUp', {
    method: 'phone',
    reached: false,
  });
  return [
    ...told({ luck, receiver }, 'It has been put right.'),
    ...(luck.happens(0.12) ? [notReached] : []),
    followedUp,
    ...(unhappy ? again(plot) : []),
    closing(plot),
  ];
}

/** Tries to close what is not closed yet; the refusal says what is missing (OUT-5). */
const closing = (plot: Plot): Step => ({
  after: plot.luck.delay(60),
  by: decider(plot),
  command: (seen) =>
    seen.some((event) => event.type === 'CaseClosed') ? undefined : command('CloseCase', {}),
});

/** OUT-4: reopened and one level up; that level decides, and it is settled after all. */
function again(plot: Plot): readonly Step[] {
  const { luck, cast, receiver } = plot;
  const { investigators } = cast;
  const other = luck.pick(investigators);
  const explained = {
    outcome: 'substantiated',
    responsibility: 'organisation',
    rootCause: 'communication',
    explanation: 'The first solution did not last.',
  } as const;
  return [
    step(luck.delay(120), decider(plot), 'ConcludeInvestigation', explained),
    step(luck.delay(60), other, 'PrepareSolutions', {
      options: [{ description: 'Do it again with the supervisor present.' }],
    }),
    ...approval(plot),
    step(luck.delay(30), decider(plot), 'OfferSolution', { method: 'visit' }),
    {
      after: luck.delay(30),
      by: other,
      command: (seen) => command('AcceptSolution', { option: optionOf(seen) }),
    },
    step(luck.delay(300), other, 'ImplementSolution', {}),
    step(luck.delay(20), decider(plot), 'ResolveCase', { summary: 'Done again, and looked at together.' }),
    ...told({ luck, receiver }, 'It has been done again.'),
    step(luck.delay(DAY), cast.followUp, 'RecordFollowUp', {
      method: 'phone',
      reached: true,
      satisfaction: luck.between(3, 4),
    }),
  ];
}
