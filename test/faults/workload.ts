import { caseIdFrom, type CaseCommand, type CaseCommands, type CaseCommandType } from '#cases';
import {
  commandId,
  instant,
  instantOf,
  millisOf,
  type CommandActor,
  type CommandId,
  type Instant,
} from '#event-sourcing';
import { eventually, sampled } from '#event-sourcing/testing';
import { hire } from '../organisation.ts';
import type { RedressEngine } from '#engine';

/** One thing that happens at a moment: a command, or the scheduler looking at the deadlines. */
export type Step = { readonly at: Instant } & (
  | {
      readonly kind: 'command';
      readonly caseId: string;
      readonly commandId: CommandId;
      readonly command: CaseCommand;
      readonly actor: CommandActor;
    }
  | { readonly kind: 'look' }
);

/** Something that somebody does some minutes after the complaint. */
interface Deed {
  readonly after: number;
  readonly actor: CommandActor;
  readonly command: CaseCommand;
}

const staff = (id: string, ...levels: string[]): Required<CommandActor> => ({
  id,
  role: levels[0] ?? 'operations',
});
const DESK = staff('lin.yue');
const ENGINEER = staff('wu.tao');
const CALLER = staff('qian.wen');
const SUPERVISOR = staff('deng.rui', 'affairs-supervisor');
const DIRECTOR = staff('pan.xin', 'office-director');
const TOP = staff('luo.hai', 'general-manager');

const HOUR = 60;
const DAY = 24 * HOUR;

const does = <Type extends CaseCommandType>(
  after: number,
  actor: CommandActor,
  type: Type,
  data: CaseCommands[Type],
): Deed => ({
  ...{ after, actor },
  command: { type, data } as CaseCommand,
});

const complaint = (number: number): CaseCommands['LogComplaint'] => ({
  procedure: { id: 'residential-property', version: 1 },
  contactKind: 'complaint',
  channel: number % 5 === 0 ? 'regulator' : 'phone',
  // Now and then the same person complains again (INT-10).
  complainant: {
    kind: 'individual',
    name: 'Li Na',
    phone: `+86 21 5550 01${String(number % 7).padStart(2, '0')}`,
  },
  description: `Complaint ${String(number)}: the lift stands still again.`,
});

const logged = (number: number): Deed => does(0, DESK, 'LogComplaint', complaint(number));
const acknowledged = does(20, DESK, 'SendAcknowledgement', { method: 'phone' });
const minor = does(40, DESK, 'ClassifyCase', {
  category: 'facilities/lift',
  severity: 'minor',
  criterion: 'small-inconvenience',
});
const important = does(40, DESK, 'ClassifyCase', {
  category: 'facilities/lift',
  severity: 'important',
  criterion: 'service-fault',
});
const dispatched = does(45, DESK, 'DispatchCase', {});
const signed = (after: number): Deed => does(after, ENGINEER, 'SignReceipt', { dispatch: 'D1' });

/** The engineer looks and prepares; whoever decides on the matter concludes and offers. */
const looked = (decider: CommandActor): readonly Deed[] => [
  does(4 * HOUR, ENGINEER, 'RecordFinding', {
    kind: 'inspection',
    content: 'Seen on the spot.',
    evidence: [],
  }),
  does(5 * HOUR, decider, 'ConcludeInvestigation', {
    outcome: 'substantiated',
    responsibility: 'organisation',
    rootCause: 'facility',
    explanation: 'Worn out.',
  }),
  does(5 * HOUR + 10, ENGINEER, 'HandBackForm', { dispatch: 'D1', summary: 'See the findings.' }),
  does(6 * HOUR, ENGINEER, 'PrepareSolutions', {
    options: [{ description: 'Replace the cable.' }, { description: 'Replace the lift.' }],
  }),
  does(7 * HOUR, decider, 'OfferSolution', { method: 'phone' }),
];

const ended = (from: number, decider: CommandActor): readonly Deed[] => [
  does(from, decider, 'ResolveCase', { summary: 'Replaced.' }),
  does(from + 30, DESK, 'NotifyOutcome', {
    to: 'complainant',
    method: 'phone',
    summary: 'It runs again.',
    written: false,
  }),
  does(from + DAY, CALLER, 'RecordFollowUp', { method: 'phone', reached: true, satisfaction: 4 }),
  does(from + DAY + 30, DESK, 'CloseCase', {}),
];

const remedy = { kind: 'refund', amount: { minor: 30_000, currency: 'CNY' } } as const;

/** Lives of cases: handled well, settled at once, forgotten, fought over. Some commands are refused, and stay so. */
const STORIES: readonly ((number: number) => readonly Deed[])[] = [
  (number) => [
    ...[logged(number), acknowledged, minor, dispatched, signed(60), ...looked(SUPERVISOR)],
    does(8 * HOUR, DESK, 'AcceptSolution', { option: 'S1' }),
    does(9 * HOUR, ENGINEER, 'ImplementSolution', {}),
    ...ended(10 * HOUR, SUPERVISOR),
  ],
  // Nobody signs: breaches climb the ladder, and after a month it is major by itself (CLK-7, CLK-8).
  (number) => [
    ...[logged(number), acknowledged, important, dispatched],
    does(5 * HOUR, DESK, 'NotifyManager', {
      level: 'office-director',
      manager: DIRECTOR.id,
      method: 'phone',
    }),
    signed(2 * DAY),
    does(34 * DAY, TOP, 'DecideEscalation', { decision: 'Settle it this week.' }),
    ...ended(36 * DAY, TOP),
  ],
  (number) => [
    logged(number),
    does(15, SUPERVISOR, 'SettleAtOnce', {
      category: 'facilities/lift',
      severity: 'minor',
      criterion: 'small-inconvenience',
      solution: 'Reset.',
      method: 'phone',
      summary: 'Reset; runs again.',
    }),
    ...ended(DAY, SUPERVISOR).slice(1),
  ],
  // Missed call, late callback (INT-8), then a complaint that everybody forgets.
  (number) => [
    does(0, DESK, 'RecordAbandonedContact', {
      procedure: complaint(number).procedure,
      channel: 'phone',
      phone: '+86 21 5550 0199',
    }),
    does(5 * HOUR, DESK, 'RecordCallback', { reached: true }),
    does(5 * HOUR + 5, DESK, 'LogComplaint', complaint(number)),
  ],
  // Promises, a pause, an extension (CLK-4, CLK-5, CLK-9).
  (number) => [
    ...[logged(number), minor, dispatched, signed(70)],
    does(80, DESK, 'PromiseReply', { dueAt: '2027-01-01T00:00:00.000Z', about: 'Never kept' }),
    does(20 * HOUR, DESK, 'PauseClocks', { reason: 'waitingForComplainant', explanation: 'Nobody at home.' }),
    does(4 * DAY, DESK, 'ResumeClocks', { explanation: 'At home again.' }),
    does(4 * DAY + 10, DIRECTOR, 'GrantExtension', {
      clock: 'resolve-minor',
      to: '2026-08-01T00:00:00.000Z',
      reason: 'A part is on order.',
    }),
    does(6 * DAY, DESK, 'ReportProgress', { method: 'phone', summary: 'The part is on its way.' }),
    ...ended(12 * DAY, SUPERVISOR),
  ],
  // More than the one who handles it may grant (SOL-4), and a level that nobody may pass over (AUT-1).
  (number) => [
    ...[logged(number), acknowledged, important, dispatched, signed(60), ...looked(DIRECTOR)],
    does(8 * HOUR, DESK, 'RejectSolution', { option: 'S1', objection: 'Not again.' }),
    does(8 * HOUR + 1, ENGINEER, 'EscalateToManager', {
      to: 'general-manager',
      reason: 'unresolved',
      explanation: 'Rejected.',
      complainantTold: true,
    }),
    does(8 * HOUR + 2, ENGINEER, 'EscalateToManager', {
      reason: 'unresolved',
      explanation: 'Rejected.',
      complainantTold: true,
    }),
    does(9 * HOUR, SUPERVISOR, 'DecideEscalation', { decision: 'Offer the second option.' }),
    does(9 * HOUR + 30, ENGINEER, 'OfferSolution', { method: 'phone' }),
    does(10 * HOUR, DIRECTOR, 'OfferSolution', { method: 'phone' }),
    does(11 * HOUR, DESK, 'AcceptSolution', { option: 'S2' }),
    does(12 * HOUR, ENGINEER, 'GrantCompensation', { remedy, reason: 'Three days without a lift.' }),
    does(13 * HOUR, DIRECTOR, 'GrantCompensation', { remedy, reason: 'Agreed.', request: 'R1' }),
    does(14 * HOUR, ENGINEER, 'RaiseFlag', { flag: 'media', reason: 'A reporter called.' }),
    does(15 * HOUR, ENGINEER, 'RaiseFlag', { flag: 'media', reason: 'A reporter called.' }),
    does(16 * HOUR, ENGINEER, 'ImplementSolution', {}),
    ...ended(2 * DAY, DIRECTOR),
  ],
  // A case that does not exist.
  () => [does(0, DESK, 'SendAcknowledgement', { method: 'phone' })],
];

const BEGIN = millisOf(instant('2026-03-02T01:00:00Z'));
/** Each story twice: only then does somebody complain again. Long enough for the month that makes a case major. */
const CASES = sampled({ full: 28, sample: 14 });
const DAYS = sampled({ full: 75, sample: 45 });
const LOOK_EVERY_MINUTES = sampled({ full: 8 * HOUR, sample: 12 * HOUR });

/** Weeks of work, the same every time: ten in the full run. */
export function workload(): readonly Step[] {
  const commands = Array.from({ length: CASES }, (_, number) => caseSteps(number)).flat();
  const looks = Array.from({ length: (DAYS * DAY) / LOOK_EVERY_MINUTES }, (_, index): Step => ({
    kind: 'look',
    at: atMinute((index + 1) * LOOK_EVERY_MINUTES),
  }));
  return [...commands, ...looks].sort((left, right) =>
    left.at < right.at ? -1 : left.at > right.at ? 1 : 0,
  );
}

const atMinute = (minutes: number): Instant => instantOf(BEGIN + minutes * 60_000);

function caseSteps(number: number): readonly Step[] {
  const story = STORIES[number % STORIES.length];
  const begin = number * 29 * HOUR;
  const caseId = caseIdFrom(`workload ${String(number)}`);
  return (story?.(number) ?? []).map(({ after, actor, command }, index) => ({
    ...{ kind: 'command', caseId, command, actor, at: atMinute(begin + after) },
    commandId: commandId('workload', number, index),
  }));
}

/** What the child notes after each step, once it has the answer. */
export interface Acknowledged {
  readonly commandId?: CommandId;
  readonly outcome: string;
  /** Refusal code. */
  readonly refusal?: string;
  readonly types?: readonly string[];
  readonly position?: string;
}

/** Who works there; the same people at every start. */
export const staffTheWorkload = (engine: Parameters<typeof hire>[0]): Promise<void> =>
  hire(
    engine,
    ...[DESK, CALLER].map(({ id }) => ({ id })),
    { id: ENGINEER.id, departments: ['engineering'] },
    ...[SUPERVISOR, DIRECTOR, TOP].map(({ id, role }) => ({ id, levels: [role] })),
  );

type Performer = Pick<RedressEngine, 'execute' | 'scheduler' | 'store' | 'waitFor'>;

/** Waits until the read models show all that is recorded. */
export async function shown({ store, waitFor }: Pick<Performer, 'store' | 'waitFor'>): Promise<void> {
  const head = await store.head();
  await eventually(() => waitFor(head, WAIT_MILLIS), 'what is recorded in the read models');
}

/** Between two questions; nothing is made of the answer "not yet". */
const WAIT_MILLIS = 1_000;

/** Lets the scheduler record everything that is due. */
export async function look({ scheduler }: Performer): Promise<void> {
  await eventually(async () => (await scheduler.runOnce()).outcome === 'done', 'the end of what is due');
}

/** Does one step, at the time that the engine's clock shows. */
export async function perform(engine: Performer, step: Step): Promise<Acknowledged> {
  if (step.kind === 'look') {
    await look(engine);
    return { outcome: 'looked' };
  }
  // Who else complained is looked up in a read model (INT-10): it has to be as far in every run.
  await shown(engine);
  const { caseId, command, commandId, actor } = step;
  const outcome = await engine.execute({ caseId, command, commandId, actor });
  if (outcome.outcome === 'refused') return { commandId, outcome: 'refused', refusal: outcome.refusal.code };
  if (!('events' in outcome)) return { commandId, outcome: outcome.outcome };
  return {
    commandId,
    outcome: outcome.outcome,
    types: outcome.events.map(({ type }) => type),
    position: outcome.position,
  };
}
