import { instantOf, refuse, type Refusal } from '#event-sourcing';
import type { PrivacyState } from './state.ts';
import type { Subject } from './subject.ts';

/** Why whoever complained is not erased now, and who can change that (PRI-2, PRI-3). */
export function notErasable(state: PrivacyState, subject: Subject, now: string): Refusal | undefined {
  const held = state.holds.find(({ until }) => until === undefined || until > now);
  if (held !== undefined)
    return refuse('PRI-2', 'legal-hold', `A legal hold (${held.hold}) stands against it.`, {
      remedy: `Compliance can lift it: lift-legal-hold${held.until === undefined ? '' : `; it ends on ${held.until}`}.`,
      details: { ...held },
    });
  // It was let go of before, and nobody can go on with it.
  if (subject.forgotten) return undefined;
  const { endedAt, retentionYears, rulesUnknown, inClear } = subject;
  if (endedAt === undefined)
    return refuse('PRI-2', 'case-not-over', 'The case is not over: what is said in it is still needed.', {
      remedy: 'Close it first, or let it be withdrawn.',
    });
  if (rulesUnknown !== undefined) return rulesUnknown;
  const until = yearsAfter(endedAt, retentionYears ?? 0);
  if (until > now)
    return refuse(
      'PRI-3',
      'retention-not-over',
      `Its procedure keeps the case until ${until.slice(0, 10)}.`,
      {
        remedy: 'Wait until then; how long cases are kept says their procedure (retentionYears).',
        details: { until, retentionYears },
      },
    );
  if (inClear > 0)
    return refuse(
      'PRI-2',
      'recorded-in-clear',
      'Some of it was recorded in clear, before texts were sealed.',
      {
        remedy: 'What stands in the history in clear cannot be erased without breaking its proof.',
        details: { events: inClear },
      },
    );
  return undefined;
}

/** The same day so many years later. */
function yearsAfter(at: string, years: number): string {
  const date = new Date(at);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return instantOf(date.getTime());
}
