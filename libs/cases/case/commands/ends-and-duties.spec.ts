import { describe, expect, it } from 'vitest';
import { MERGER, NOTHING_CARRIED } from '../../testing/carried.ts';
import { classifiedAs } from '../../testing/clocks.ts';
import { isListed } from '../../testing/listed.ts';
import { CALLER, UNFOUNDED } from '../../testing/stages.ts';
import { AFFAIRS_SUPERVISOR, GENERAL_MANAGER, type Story } from '../../testing/story.ts';
import type { Carried } from '../events/merging.ts';

/**
 * What becomes of a duty with the end of a case: `met` by the end or on the way to it; `carried` to the case that goes on;
 * `over`, because nobody waits any longer; `listed` until it is done, and not archived before; or the end is `refused`.
 */
type Fate = 'met' | 'carried' | 'over' | 'listed' | 'refused';

const ENDS = ['withdrawn', 'inadmissible', 'merged', 'closed'] as const;
type End = (typeof ENDS)[number];

interface Duty {
  readonly told: () => Story;
  readonly fates: Readonly<Record<End, Fate>>;
  /** Its clocks, by their kind. */
  readonly clock?: string;
  /** Of what the other case takes over, what stands for it. */
  readonly left?: (carried: Carried) => boolean;
}

const phone = { method: 'phone' } as const;
const procedure = { id: 'residential-property', version: 1 } as const;
const tomorrow = '2026-09-02T01:00:00.000Z';
const news = { summary: 'It runs.', written: false, ...phone } as const;
const pay = { kind: 'refund', amount: { minor: 40_000, currency: 'CNY' } } as const;

const minor = (): Story => classifiedAs('minor');
const planned = (): Story => minor().do('PrepareSolutions', { options: [{ description: 'Repair' }] });
const offered = (): Story => planned().letting(GENERAL_MANAGER, 'OfferSolution', phone);
const resolved = (told = minor()): Story =>
  told
    .letting(GENERAL_MANAGER, 'ConcludeInvestigation', UNFOUNDED)
    .letting(GENERAL_MANAGER, 'ResolveCase', { summary: 'It runs.' });
const notified = (): Story => resolved().do('NotifyOutcome', { to: 'complainant', ...news });
const grants = (): Story => minor().do('GrantCompensation', { reason: 'Fair', remedy: pay });
const granted = (): Story =>
  minor().letting(GENERAL_MANAGER, 'GrantCompensation', { reason: 'Fair', remedy: pay });

const DUTIES: Readonly<Record<string, Duty>> = {
  'INT-6 acknowledging': {
    ...{ told: minor, clock: 'acknowledge' },
    fates: { withdrawn: 'over', inadmissible: 'met', merged: 'carried', closed: 'met' },
  },
  'CLK-3 resolving in time': {
    ...{ told: minor, clock: 'resolve' },
    fates: { withdrawn: 'over', inadmissible: 'over', merged: 'carried', closed: 'met' },
  },
  'CLK-5 a promise': {
    told: () => minor().do('PromiseReply', { dueAt: tomorrow, about: 'The part' }),
    clock: 'promise',
    fates: { withdrawn: 'over', inadmissible: 'met', merged: 'carried', closed: 'met' },
  },
  'DIS-1 a form that is out': {
    ...{ told: () => minor().do('DispatchCase', {}), clock: 'receipt' },
    fates: { withdrawn: 'over', inadmissible: 'over', merged: 'carried', closed: 'refused' },
  },
  'DIS-7 the part of a department': {
    told: () => minor().do('DispatchCase', { department: 'engineering', dueAt: tomorrow }),
    clock: 'handBack',
    fates: { withdrawn: 'over', inadmissible: 'over', merged: 'carried', closed: 'refused' },
  },
  'SOL-2 a step of the plan': {
    told: () =>
      minor().do('SetResponsePlan', { steps: [{ task: 'Order', owner: 'engineer-1', dueAt: tomorrow }] }),
    clock: 'planStep',
    fates: { withdrawn: 'over', inadmissible: 'over', merged: 'over', closed: 'met' },
  },
  'AUT-4 the answer of a level': {
    told: () =>
      minor().do('EscalateToManager', {
        ...{ to: 'affairs-supervisor', reason: 'authority', explanation: 'Money', complainantTold: true },
      }),
    clock: 'levelAnswer',
    fates: { withdrawn: 'over', inadmissible: 'met', merged: 'carried', closed: 'met' },
  },
  'INT-8 a callback': {
    told: () => minor().do('RecordAbandonedContact', { procedure, channel: 'phone' }),
    clock: 'callback',
    fates: { withdrawn: 'listed', inadmissible: 'listed', merged: 'refused', closed: 'refused' },
  },
  'INT-9 the answer to a regulator': {
    ...{ told: () => classifiedAs('minor', { channel: 'regulator' }), clock: 'regulatorAnswer' },
    fates: { withdrawn: 'listed', inadmissible: 'listed', merged: 'carried', closed: 'refused' },
    left: ({ regulators }) => regulators.length > 0,
  },
  'OUT-1 telling the complainant of a merged case': {
    told: () =>
      minor().do('TakeOverCase', {
        from: NOTHING_CARRIED.case,
        merge: 'M1',
        reason: 'One lift',
        by: MERGER,
        carries: [NOTHING_CARRIED],
      }),
    fates: { withdrawn: 'refused', inadmissible: 'listed', merged: 'carried', closed: 'refused' },
    left: ({ case: of, told }) => of === NOTHING_CARRIED.case && !told,
  },
  // Whoever withdraws, or is explained why nothing is done, has their answer (CLS-6).
  'OUT-2 a written response': {
    told: () => classifiedAs('minor', { channel: 'letter' }),
    fates: { withdrawn: 'over', inadmissible: 'over', merged: 'carried', closed: 'refused' },
    left: ({ writtenResponse }) => writtenResponse,
  },
  'SOL-6 what was granted': {
    told: granted,
    fates: { withdrawn: 'listed', inadmissible: 'listed', merged: 'listed', closed: 'refused' },
  },
  // Nobody was told of it yet.
  'SOL-4 what was asked of a level': {
    told: grants,
    fates: { withdrawn: 'over', inadmissible: 'over', merged: 'over', closed: 'refused' },
  },
  'SOL-1 an offer without answer': {
    told: offered,
    fates: { withdrawn: 'over', inadmissible: 'refused', merged: 'over', closed: 'over' },
  },
  'SOL-1 an accepted solution': {
    told: () => offered().do('AcceptSolution', { option: 'S1' }),
    fates: { withdrawn: 'over', inadmissible: 'refused', merged: 'refused', closed: 'refused' },
  },
  'OUT-1 telling the outcome': {
    ...{ told: resolved, clock: 'notifyOutcome' },
    fates: { withdrawn: 'refused', inadmissible: 'refused', merged: 'carried', closed: 'refused' },
    left: ({ outcomeKnown }) => outcomeKnown,
  },
  // The outcome of the case that goes on is told to both, and followed up (LIF-2).
  'OUT-3 following up': {
    ...{ told: notified, clock: 'followUp' },
    fates: { withdrawn: 'refused', inadmissible: 'refused', merged: 'carried', closed: 'refused' },
  },
};

const MERGING = { into: '7F3K-9M2Q-X4TB', reason: 'One lift' } as const;

const isRefused = (told: Story): boolean => told.lastRefusal !== undefined;

/** Everything else that an end needs is done; the duty is not. */
const BRINGS: Readonly<Record<End, (told: Story, duty: string) => Story>> = {
  withdrawn: (told) => told.letting(GENERAL_MANAGER, 'WithdrawCase', { reason: 'It works again' }),
  inadmissible: (told) =>
    told.letting(GENERAL_MANAGER, 'DeclareInadmissible', { ground: 'in-court', ...phone }),
  merged: (told) => told.letting(GENERAL_MANAGER, 'MergeCase', MERGING),
  closed: (told, duty) => {
    if (told.record.conclusion === undefined)
      told.letting(GENERAL_MANAGER, 'ConcludeInvestigation', UNFOUNDED);
    if (!told.record.resolved) told.letting(GENERAL_MANAGER, 'ResolveCase', { summary: 'It runs.' });
    if (isRefused(told)) return told;
    if (duty !== 'OUT-1 telling the outcome') told.do('NotifyOutcome', { to: 'complainant', ...news });
    if (!duty.startsWith('OUT-1') && !duty.startsWith('OUT-3'))
      told.by(CALLER).do('RecordFollowUp', { ...phone, reached: true, satisfaction: 5 });
    return told.record.ending === 'closed' ? told : told.letting(GENERAL_MANAGER, 'CloseCase', {});
  },
};

function fateOf(name: string, { told: begin, clock, left }: Duty, end: End): Fate {
  const told = BRINGS[end](begin().accepted(), name);
  if (isRefused(told)) return 'refused';
  const [started] = told.last('MergeStarted');
  if (started) {
    const stands = left ?? (({ clocks }: Carried) => clocks.some(({ kind }) => kind === clock));
    const isCarried = started.carries.some(stands);
    told.do('CompleteMerge', { ...MERGING, merge: 'M1' });
    if (isCarried) return 'carried';
  }
  const isOpen = isListed(told);
  told.letting(AFFAIRS_SUPERVISOR, 'ArchiveCase', {});
  expect(isRefused(told)).toBe(isOpen);
  const runs = told.record.clocks.clocks.filter(({ kind }) => kind === clock);
  expect(runs.some(({ status }) => status === 'running')).toBe(isOpen && clock !== undefined);
  if (isOpen) return 'listed';
  return runs.some(({ status }) => status === 'met') ? 'met' : 'over';
}

describe('what is owed when a case ends', () => {
  it.each(Object.entries(DUTIES).flatMap(([name, duty]) => ENDS.map((end) => [name, end, duty] as const)))(
    'LIF-2 OUT-5 %s, in a case that becomes %s, is met, carried, over, listed or in the way',
    (name, end, duty) => {
      expect(fateOf(name, duty, end)).toBe(duty.fates[end]);
    },
  );
});
