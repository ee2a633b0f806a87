import { type CaseCommand, type CaseCommands, type CaseCommandType } from '#cases';
import { type CommandActor } from '#event-sourcing';

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
export const DESK = staff('lin.yue');
export const ENGINEER = staff('wu.tao');
export const CALLER = staff('qian.wen');
export const SUPERVISOR = staff('deng.rui', 'affairs-supervisor');
export const DIRECTOR = staff('pan.xin', 'office-director');
export const TOP = staff('luo.hai', 'general-manager');

export const HOUR = 60;
export const DAY = 24 * HOUR;

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
export const STORIES: readonly ((number: number) => readonly Deed[])[] = [
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
