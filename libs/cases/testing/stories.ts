import type { CaseEventData } from '../case/events.ts';
import { told, type Told } from './recorded.ts';

/** Personal data that must not turn up where it does not belong. */
export const PERSONAL = [
  'Zhang Wei',
  '138 0013 8000',
  'zhang@example.com',
  'The lift trapped me',
  'Block 3',
] as const;

type Logged = CaseEventData<'ComplaintLogged'>;

export const complaint = (more: Partial<Logged> = {}): Logged => ({
  procedure: { id: 'residential-property', version: 1 },
  contactKind: 'complaint',
  channel: 'phone',
  complainant: {
    kind: 'individual',
    anonymous: false,
    ...{ name: PERSONAL[0], phone: PERSONAL[1], email: PERSONAL[2] },
  },
  description: PERSONAL[3],
  place: PERSONAL[4],
  receivedBy: 'staff-1',
  ...more,
});

/** Received on Wednesday 2026-09-30 at 16:55 in Shanghai (ACC-3). */
export const RECEIVED = '2026-09-30T08:55:00.000Z';

export const logged = (more: Partial<Logged> = {}, at: string = RECEIVED): Told =>
  told('ComplaintLogged', complaint(more), at);

export const classified = (category = 'facilities/lift', severity = 'minor', at: string = RECEIVED): Told =>
  told('CaseClassified', { category, severity }, at);

export const clockSet = (
  clock: string,
  dueAt: string,
  more: Partial<CaseEventData<'DeadlineSet'>> = {},
): Told =>
  told(
    'DeadlineSet',
    {
      ...{
        clock,
        rule: clock,
        kind: 'resolve',
        subject: { kind: 'case', id: 'case' },
        startedAt: RECEIVED,
        startedBy: 'received',
        dueAt,
        onDue: 'breach',
      },
      ...{ allowance: { elapsedMinutes: 2880 } },
      ...more,
    },
    RECEIVED,
  );

export const breached = (
  clock: string,
  dueAt: string,
  more: Partial<CaseEventData<'DeadlineBreached'>> = {},
): Told =>
  told(
    'DeadlineBreached',
    {
      ...{ clock, kind: 'resolve', dueAt, severity: 'minor', foundBy: 'scheduler' },
      responsible: { role: 'owner', person: 'staff-1', department: 'engineering', level: 'office-director' },
      ...more,
    },
    dueAt,
  );

export const granted = (
  grant: string,
  remedy: CaseEventData<'CompensationGranted'>['remedy'],
  at: string,
): Told =>
  told(
    'CompensationGranted',
    {
      ...{ grant, remedy, reason: 'goodwill' },
      ...(remedy.amount && { worth: remedy.amount }),
      authority: { level: 'office-director', rule: 'amount', caseTotal: { minor: 10_000, currency: 'CNY' } },
    },
    at,
  );

/** 18:00 of that day in Shanghai. */
export const SETTLED = '2026-09-30T10:00:00.000Z';
export const resolved = (at: string, settledAtOnce = false): Told =>
  told('CaseResolved', { summary: 'repaired', settledAtOnce }, at);
export const imported = (at: string): Told =>
  logged(
    {
      complainant: { kind: 'unknown', anonymous: true },
      respondents: [{ kind: 'department', department: 'Acme Bank' }],
      source: { system: 'cfpb', reference: '4711', facts: { State: 'CA' } },
    },
    at,
  );
