import type { CaseCommand, CaseCommands, CaseCommandType, Remedy } from '#cases';
import type { CommandActor } from '#event-sourcing';
import type { Cast } from './cast.ts';
import { complainant } from './cast.ts';
import type { Matter } from './matters.ts';
import type { Chance } from './random.ts';

/** What has happened in the case so far: later steps refer to what earlier ones made. */
export type Seen = readonly { readonly type: string; readonly data: unknown }[];

/** Something that somebody does some minutes after the step before; nothing is done when `command` finds no reason. */
export interface Step {
  readonly after: number;
  /** Also chosen by what has happened: the level that was asked. */
  readonly by: CommandActor | ((seen: Seen) => CommandActor);
  command(seen: Seen): CaseCommand | undefined;
}

const command = <Type extends CaseCommandType>(type: Type, data: CaseCommands[Type]): CaseCommand =>
  ({ type, data }) as CaseCommand;

const step = <Type extends CaseCommandType>(
  after: number,
  by: Step['by'],
  type: Type,
  data: CaseCommands[Type],
): Step => ({
  after,
  by,
  command: () => command(type, data),
});

/** The newest event of a type, when there is one. */
const last = (seen: Seen, type: string): Readonly<Record<string, unknown>> | undefined =>
  seen.findLast((event) => event.type === type)?.data as Readonly<Record<string, unknown>> | undefined;

/** A text of the newest event of a type; empty when there is none. */
const fieldOf = (seen: Seen, type: string, field: string): string => {
  const value = last(seen, type)?.[field];
  return typeof value === 'string' ? value : '';
};

const DAY = 24 * 60;

interface Plot {
  readonly cast: Cast;
  readonly matter: Matter;
  readonly luck: Chance;
  readonly receiver: CommandActor;
  readonly investigator: CommandActor;
}

/** The steps of one believable case, from the first word to the end, or as far as it gets. */
export function caseStory(cast: Cast, matter: Matter, luck: Chance): readonly Step[] {
  const plot: Plot = {
    cast,
    matter,
    luck,
    receiver: luck.pick(cast.receivers),
    investigator: luck.pick(cast.investigators),
  };
  const opening = [received(plot), acknowledged(plot)];
  const turn = luck.next();
  if (turn < 0.03) return [...opening, inadmissible(plot)];
  if (turn < 0.06) return [...opening, classified(plot), withdrawn(plot)];
  if (isSmall(matter) && turn < 0.3) return [...opening, settledAtOnce(plot), ...afterwards(plot)];
  return [
    ...opening,
    classified(plot),
    ...dispatched(plot),
    ...investigated(plot),
    ...settled(plot),
    ...afterwards(plot),
  ];
}

const isSmall = ({ severity, money = 0 }: Matter): boolean =>
  (severity === 'minor' || severity === 'general') && money === 0;

const received = ({ cast, matter, luck, receiver }: Plot): Step => {
  const { description, wanted, goods } = matter;
  const retail = goods !== undefined && { retail: { goodsValue: { minor: goods * 100, currency: 'CNY' } } };
  return step(0, receiver, 'LogComplaint', {
    ...{
      procedure: cast.procedure,
      contactKind: 'complaint',
      description,
      wanted,
      complainant: complainant(luck),
    },
    channel: luck.pick(['phone', 'phone', 'desk', 'desk', 'onlineForm', 'email', 'letter', 'regulator']),
    ...retail,
    ...(!isSmall(matter) &&
      luck.happens(0.06) && { flags: [luck.pick(['media', 'legalAction', 'vulnerable'])] }),
  });
};

const acknowledged = ({ luck, receiver }: Plot): Step =>
  step(luck.delay(15), receiver, 'SendAcknowledgement', {
    method: luck.pick(['phone', 'inPerson', 'message']),
  });

/** Whoever decides on the matter: its level, or the one that was asked above it (AUT-3, AUT-4, AUT-6). */
const decider =
  ({ cast, matter }: Plot): ((seen: Seen) => CommandActor) =>
  (seen) => {
    const rank = Math.max(matter.decidedBy, levelReached(cast, seen));
    return cast.managers[rank] ?? cast.managers[2];
  };

/** Rank of the level that was asked last; −1 when none was. */
const levelReached = ({ managers }: Cast, seen: Seen): number => {
  const to = fieldOf(seen, 'EscalatedToManager', 'to');
  return managers.findIndex(({ role }) => role === to);
};

const classified = ({ matter, luck, receiver }: Plot): Step => {
  const { category, severity, criterion } = matter;
  return step(luck.delay(12), receiver, 'ClassifyCase', { category, severity, criterion });
};

const inadmissible = (plot: Plot): Step => {
  const { luck } = plot;
  return step(luck.delay(40), decider(plot), 'DeclareInadmissible', {
    ground: luck.pick(['in-court', 'no-facts', 'outside-remit']),
    method: 'phone',
  });
};

const withdrawn = ({ luck, receiver }: Plot): Step =>
  step(luck.delay(DAY / 2), receiver, 'WithdrawCase', {
    reason: 'The complainant says that it has settled itself.',
  });

const settledAtOnce = (plot: Plot): Step => {
  const { matter, luck } = plot;
  const { category, severity, criterion, rootCause, responsibility, options } = matter;
  const conclusion = {
    outcome: 'substantiated',
    responsibility,
    rootCause,
    explanation: 'Plain from what was said and seen.',
  } as const;
  return step(luck.delay(20), decider(plot), 'SettleAtOnce', {
    ...{
      category,
      severity,
      criterion,
      conclusion,
      solution: options[0],
      method: 'inPerson',
      summary: options[0],
    },
  });
};

function dispatched({ luck, receiver, investigator, cast, matter }: Plot): readonly Step[] {
  const urgent = matter.severity !== 'minor' && matter.severity !== 'general';
  const level = cast.managers[matter.severity === 'important' ? 1 : 2];
  const told = step(luck.delay(20), receiver, 'NotifyManager', {
    level: level.role,
    manager: level.id,
    method: 'phone',
  });
  const returned: readonly Step[] = luck.happens(0.06)
    ? [
        step(luck.delay(60), investigator, 'ReturnDispatch', {
          dispatch: 'D1',
          reason: 'Not a matter of this department.',
        }),
        step(luck.delay(15), receiver, 'DispatchCase', { department: 'customer-service' }),
        step(luck.delay(12), investigator, 'SignReceipt', { dispatch: 'D2' }),
      ]
    : [];
  return [
    step(luck.delay(6), receiver, 'DispatchCase', {}),
    ...(urgent && luck.happens(0.9) ? [told] : []),
    step(luck.delay(14), investigator, 'SignReceipt', { dispatch: 'D1' }),
    ...returned,
    step(luck.delay(10), receiver, 'AssignOwner', { owner: investigator.id, reason: 'Looks into it' }),
  ];
}

function investigated(plot: Plot): readonly Step[] {
  const { luck, receiver, investigator, matter } = plot;
  const { rootCause, responsibility } = matter;
  const outcome = luck.happens(0.85) ? 'substantiated' : 'partlySubstantiated';
  const progress: Step = {
    after: luck.delay(180),
    by: receiver,
    command: () => command('ReportProgress', { method: 'phone', summary: 'It is being looked into.' }),
  };
  return [
    ...(luck.happens(0.75) ? [progress] : []),
    step(luck.delay(240), investigator, 'RecordFinding', {
      kind: 'inspection',
      content: 'Seen on the spot; it is as described.',
      evidence: [],
    }),
    step(luck.delay(300), decider(plot), 'ConcludeInvestigation', {
      outcome,
      responsibility,
      rootCause,
      explanation: 'Found by inspection and from the records.',
    }),
    {
      after: luck.delay(20),
      by: investigator,
      command: (seen) =>
        command('HandBackForm', {
          dispatch: fieldOf(seen, 'CaseDispatched', 'dispatch'),
          summary: 'Investigated, see findings.',
        }),
    },
  ];
}

function settled(plot: Plot): readonly Step[] {
  const { luck, investigator, cast, matter, receiver } = plot;
  const top = cast.managers[2];
  const rejected: readonly Step[] = luck.happens(0.18)
    ? [
        step(luck.delay(120), receiver, 'RejectSolution', { option: 'S1', objection: 'That does not help.' }),
        ...skippedEscalation(plot),
        step(luck.delay(90), decider(plot), 'OfferSolution', { method: 'phone' }),
      ]
    : [];
  return [
    step(luck.delay(120), investigator, 'PrepareSolutions', { options: optionsOf(plot) }),
    ...(matter.severity === 'major' ? [step(luck.delay(120), top, 'ApprovePlan', {})] : []),
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
      ...{ after: luck.delay(20), by: investigator },
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

const optionOf = (seen: Seen): string => fieldOf(seen, 'SolutionOffered', 'option');

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

/** The complainant hears the outcome the same day; a regulator who passed the case on too, and some get a letter (OUT-1, OUT-2). */
function told({ luck, receiver }: Pick<Plot, 'luck' | 'receiver'>, summary: string): readonly Step[] {
  const by = receiver;
  const channelOf = (seen: Seen): string => fieldOf(seen, 'ComplaintLogged', 'channel');
  const outcome = { method: 'phone', summary, written: false } as const;
  const letter = 'We have looked into your complaint and put it right.';
  return [
    step(luck.delay(50), by, 'NotifyOutcome', { ...outcome, to: 'complainant' }),
    {
      ...{ after: 20, by },
      command: (seen) =>
        channelOf(seen) === 'regulator'
          ? command('NotifyOutcome', { ...outcome, to: 'regulator', method: 'letter', written: true })
          : undefined,
    },
    {
      ...{ after: 30, by },
      command: (seen) =>
        ['letter', 'regulator'].includes(channelOf(seen))
          ? command('IssueFinalResponse', { method: 'letter', letter })
          : undefined,
    },
  ];
}

function afterwards(plot: Plot): readonly Step[] {
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
  const { luck, cast, receiver, matter } = plot;
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
    ...(matter.severity === 'major' ? [step(luck.delay(60), cast.managers[2], 'ApprovePlan', {})] : []),
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
