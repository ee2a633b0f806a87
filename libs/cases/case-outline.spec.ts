import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { evolveOutline, type CaseOutline } from './case-outline.ts';
import type { CaseEvent } from './case/events.ts';
import { changesOnlyClocks, evolve, noCase } from './case/evolve.ts';
import type { CaseState } from './case/state.ts';
import { arbitraryHistory } from './testing/arbitrary-events.ts';
import { CASE_ID, recorded, told } from './testing/recorded.ts';
import { complaint, logged, PERSONAL } from './testing/stories.ts';

const outlineOf = (events: readonly CaseEvent[]): CaseOutline | undefined =>
  events.reduce<CaseOutline | undefined>(
    (outline, event) => evolveOutline(outline, event, CASE_ID),
    undefined,
  );

const factsOf = (state: CaseState): unknown => {
  if (state.status !== 'logged') return undefined;
  const { stage, category, severity, owner, department, level, flags, contactKind, reopened, receivedAt } =
    state;
  const facts = { stage, category, severity, owner, department, level, flags, contactKind, reopened };
  return { ...facts, receivedAt, levelAwaited: state.levelAwaited };
};

const factsOfOutline = (outline: CaseOutline | undefined): unknown => {
  if (outline === undefined) return undefined;
  const { stage, category, severity, owner, department, level, flags, contactKind, reopened, receivedAt } =
    outline;
  const facts = { stage, category, severity, owner, department, level, flags, contactKind, reopened };
  // Nobody is asked for an answer before there is a complaint.
  return { ...facts, receivedAt, levelAwaited: outline.levelAwaited === true };
};

describe('the outline of a case', () => {
  it('says the same as the fold that decisions are made on, whatever happened (D5)', () => {
    fc.assert(
      fc.property(arbitraryHistory(), (events) => {
        expect(factsOfOutline(outlineOf(events))).toEqual(factsOf(events.reduce(evolve, noCase)));
      }),
    );
  });

  it('is untouched by events that change only clocks, which is why lists skip the fold for them', () => {
    fc.assert(
      fc.property(arbitraryHistory(), (events) => {
        events.forEach((event, index) => {
          const before = outlineOf(events.slice(0, index));
          if (changesOnlyClocks(event)) expect(evolveOutline(before, event, CASE_ID)).toEqual(before);
        });
      }),
    );
  });

  it('holds no personal data of the complainant (PRI-1)', () => {
    const text = JSON.stringify(outlineOf(recorded([logged()])));
    for (const personal of PERSONAL) expect(text).not.toContain(personal);
  });

  it('is there while only a callback is owed, and goes on when the complaint is logged (INT-8)', () => {
    const abandoned = told(
      'ContactAbandoned',
      { procedure: complaint().procedure, channel: 'phone', phone: PERSONAL[1] },
      '2026-09-30T08:00:00.000Z',
    );
    expect(outlineOf(recorded([abandoned]))).toMatchObject({
      stage: 'awaitingCallback',
      channel: 'phone',
      receivedAt: '2026-09-30T08:00:00.000Z',
    });
    expect(outlineOf(recorded([abandoned, logged()]))).toMatchObject({
      stage: 'received',
      contactKind: 'complaint',
      receivedAt: '2026-09-30T08:55:00.000Z',
    });
  });

  it('begins with the intake: events before it show nothing', () => {
    expect(outlineOf(recorded([told('CaseClosed', {}, '2026-09-30T08:00:00.000Z')]))).toBeUndefined();
  });
});
