import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { CaseEventType } from '../case/events.ts';
import { evolve, noCase } from '../case/evolve.ts';
import { arbitraryHistory } from '../testing/arbitrary-events.ts';
import { CASE_ID, documentOf, project, recorded, told, type Told } from '../testing/recorded.ts';
import { breached, clockSet, logged } from '../testing/stories.ts';
import { clockKey } from '../reading/running-clock.ts';
import { deadlinesProjection, type RunningDeadline } from './deadlines.projection.ts';

const WARN = '2026-10-02T00:00:00.000Z';
const DUE = '2026-10-02T08:55:00.000Z';
const LATER = '2026-10-05T08:55:00.000Z';
const NOW = '2026-10-01T08:55:00.000Z';

const deadline = (...events: readonly Told[]): RunningDeadline | undefined =>
  documentOf(deadlinesProjection, recorded([logged(), ...events]), clockKey(CASE_ID, 'resolve'));

const set = clockSet('resolve', DUE, { warnAt: WARN });
const moved = (cause: 'paused' | 'resumed' | 'extended', to: string, warnAt?: string): Told =>
  told('DeadlineMoved', { clock: 'resolve', from: DUE, to, cause, ...(warnAt && { warnAt }) }, NOW);
const warned = told('DeadlineWarningRaised', { clock: 'resolve', kind: 'resolve', dueAt: DUE }, WARN);

describe('open clocks, for the scheduler (D9)', () => {
  it('CLK-6: wake it for the warning first', () => {
    expect(deadline(set)).toEqual({
      ...{ caseId: CASE_ID, clock: 'resolve', kind: 'resolve', onDue: 'breach', dueAt: DUE, warnAt: WARN },
      ...{ status: 'running', warned: false, paused: false, breached: false, wakeAt: WARN },
    });
  });

  it('CLK-6: wake it for the due time when warned, or when there is no warning', () => {
    expect(deadline(set, warned)).toMatchObject({ status: 'warned', wakeAt: DUE });
    expect(deadline(clockSet('resolve', DUE))).toMatchObject({ status: 'running', wakeAt: DUE });
  });

  it('CLK-6: ask for nothing more once the breach is recorded', () => {
    const document = deadline(set, warned, breached('resolve', DUE));
    expect(document).toMatchObject({ status: 'breached', breached: true });
    expect(document).not.toHaveProperty('wakeAt');
  });

  it('CLK-9: ask for nothing while they stand still, and come back with the new due time', () => {
    const paused = deadline(set, moved('paused', DUE));
    expect(paused).toMatchObject({ status: 'paused' });
    expect(paused).not.toHaveProperty('wakeAt');
    expect(deadline(set, moved('paused', DUE), moved('resumed', LATER, WARN))).toMatchObject({
      ...{ status: 'running', dueAt: LATER, wakeAt: WARN },
    });
  });

  it('CLK-9: stay paused when they are recomputed during the pause', () => {
    expect(deadline(set, moved('paused', DUE), moved('extended', LATER))).toMatchObject({
      ...{ status: 'paused', dueAt: LATER },
    });
  });

  it('CLK-4: follow an extension, without a second warning', () => {
    expect(deadline(set, warned, moved('extended', LATER, NOW))).toMatchObject({
      status: 'warned',
      wakeAt: LATER,
    });
  });

  it('LIF-5: run on when a breach is withdrawn', () => {
    const withdrawn = told(
      'BreachWithdrawn',
      { clock: 'resolve', kind: 'resolve', reason: 'paper form' },
      LATER,
    );
    expect(deadline(set, breached('resolve', DUE), withdrawn)).toMatchObject({ breached: false });
  });

  it('are gone when met or cancelled', () => {
    const met = told('DeadlineMet', { clock: 'resolve', kind: 'resolve', late: false }, NOW);
    const cancelled = told('DeadlineCancelled', { clock: 'resolve', kind: 'resolve', why: 'ended' }, NOW);
    expect(deadline(set, met)).toBeUndefined();
    expect(deadline(set, cancelled)).toBeUndefined();
    expect(deadline(breached('resolve', DUE, { foundBy: 'import' }))).toBeUndefined();
  });

  it('keep a clock whose name contains a colon apart', () => {
    const key = clockKey(CASE_ID, 'receipt:D1');
    const document = documentOf(deadlinesProjection, recorded([logged(), clockSet('receipt:D1', DUE)]), key);
    expect(document).toMatchObject({ caseId: CASE_ID, clock: 'receipt:D1' });
  });

  const CLOCK_STORY: readonly CaseEventType[] = [
    'DeadlineMoved', 'DeadlineMet', 'DeadlineCancelled', 'DeadlineWarningRaised', 'DeadlineBreached', 'BreachWithdrawn',
  ]; // prettier-ignore

  it('say the same as the book of clocks that decisions are made on, whatever happened', () => {
    fc.assert(
      fc.property(arbitraryHistory(CLOCK_STORY), (events) => {
        const [first, ...others] = events;
        if (first === undefined) return;
        const sets = recorded(['a', 'b', 'c'].map((clock) => clockSet(clock, DUE)));
        const history = [first, ...sets, ...others].map((event, index) => ({
          ...event,
          position: String(index).padStart(8, '0') as typeof event.position,
        }));
        const state = history.reduce(evolve, noCase);
        const book = state.status === 'none' ? [] : state.clocks.clocks;
        const running = book.filter(({ status }) => status === 'running');
        const documents = [...project(deadlinesProjection, history).values()].flatMap(({ document }) =>
          document === undefined ? [] : [document],
        );
        const told = ({
          clock,
          dueAt,
          warnAt,
          warned,
          breached,
        }: Omit<RunningDeadline, 'status'> | (typeof running)[0]) => ({
          ...{ clock, dueAt, warnAt, warned, breached },
        });
        expect(documents.map(told).toSorted((a, b) => a.clock.localeCompare(b.clock))).toEqual(
          running.map(told),
        );
      }),
    );
  });
});
