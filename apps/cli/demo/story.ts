import type { Cast } from './cast.ts';
import { complainant } from './cast.ts';
import type { Matter } from './matters.ts';
import type { Chance } from './random.ts';
import { DAY, type Plot, type Step, command, decider, fieldOf, isSmall, step } from './steps.ts';
import { settled } from './settling.ts';
import { afterwards, regulatorTold } from './ending.ts';

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
  if (turn < 0.03)
    return [...opening, inadmissible(plot), regulatorTold(plot.receiver, 'Not for us to look into.')];
  if (turn < 0.06)
    return [...opening, classified(plot), withdrawn(plot), regulatorTold(plot.receiver, 'Withdrawn.')];
  if (isSmall(cast, matter) && turn < 0.3) return [...opening, settledAtOnce(plot), ...afterwards(plot)];
  return [
    ...opening,
    classified(plot),
    ...dispatched(plot),
    ...investigated(plot),
    ...settled(plot),
    ...afterwards(plot),
  ];
}

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
    ...(!isSmall(cast, matter) &&
      luck.happens(0.06) && { flags: [luck.pick(['media', 'legalAction', 'vulnerable'])] }),
  });
};

const acknowledged = ({ luck, receiver }: Plot): Step =>
  step(luck.delay(15), receiver, 'SendAcknowledgement', {
    method: luck.pick(['phone', 'inPerson', 'message']),
  });

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
  const rank = cast.told[matter.severity];
  const returned: readonly Step[] = luck.happens(0.06)
    ? [
        step(luck.delay(60), investigator, 'ReturnDispatch', {
          dispatch: 'D1',
          reason: 'Not a matter of this department.',
        }),
        step(luck.delay(15), receiver, 'DispatchCase', { department: cast.others }),
        step(luck.delay(12), investigator, 'SignReceipt', { dispatch: 'D2' }),
      ]
    : [];
  return [
    step(luck.delay(6), receiver, 'DispatchCase', {}),
    ...(rank !== undefined && luck.happens(0.9)
      ? [
          step(luck.delay(20), receiver, 'NotifyManager', {
            ...{ level: cast.managers[rank].role, manager: cast.managers[rank].id, method: 'phone' },
          }),
        ]
      : []),
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
