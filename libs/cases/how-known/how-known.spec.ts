import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { instant } from '#event-sourcing';
import { evolve, noCase } from '../case/evolve.ts';
import type { RecordedCaseEvent } from '../case/events.ts';
import type { CaseState } from '../case/state.ts';
import { arbitraryHistory } from '../testing/arbitrary-events.ts';
import { CASE_ID, recorded, told } from '../testing/recorded.ts';
import { classified, granted, logged, PERSONAL } from '../testing/stories.ts';
import { howKnown } from './how-known.ts';
import { fieldsOf, traced, type Traced } from './traced.ts';

const zone = (): string => 'Asia/Shanghai';
const known = (events: readonly RecordedCaseEvent[], moment = {}) => {
  const found = howKnown(CASE_ID, events, moment, zone);
  const field = (name: string) => found?.fields.find((each) => each.field === name);
  return { found, field, by: (name: string) => field(name)?.by };
};

const history = recorded([
  logged(),
  classified('facilities/lift', 'minor', '2026-09-30T10:00:00.000Z'),
  told(
    'SeverityChanged',
    { from: 'minor', to: 'major', criterion: 'serious-loss', reason: 'injury', cause: 'decision' },
    '2026-09-30T11:00:00.000Z',
    { recordedAt: '2026-10-02T08:00:00.000Z', actor: { id: 'pan.xin', role: 'office-director' } },
  ),
  told('SensitiveFlagRaised', { flag: 'media', reason: 'x' }, '2026-10-01T08:00:00.000Z'),
  told('SensitiveFlagRaised', { flag: 'safety', reason: 'x' }, '2026-10-01T09:00:00.000Z'),
  told('SensitiveFlagCleared', { flag: 'media', reason: 'x' }, '2026-10-01T10:00:00.000Z'),
]);

describe('how a case is known (ARC-2)', () => {
  it('ARC-2 names of every field the event that last set it: who, when, recorded when, by which rule', () => {
    const { found, field, by } = known(history);
    expect(field('severity')).toEqual({ field: 'severity', value: 'major', by: '2' });
    expect(by('category')).toBe('1');
    expect(field('complainant.name')).toEqual({ field: 'complainant.name', value: PERSONAL[0], by: '0' });
    expect(found?.events.find(({ revision }) => revision === '2')).toEqual({
      ...{ revision: '2', type: 'SeverityChanged', actor: { id: 'pan.xin', role: 'office-director' } },
      title: 'Severity changed from minor to major: injury.',
      ...{ happenedAt: '2026-09-30T11:00:00.000Z', recordedAt: '2026-10-02T08:00:00.000Z' },
      ...{ procedure: 'residential-property@1', rule: 'serious-loss' },
    });
  });

  it('ARC-2 D11 tells what was true then apart from what was known then', () => {
    const moment = instant('2026-10-01T00:00:00.000Z');
    expect(known(history, { asOf: moment }).field('severity')).toMatchObject({ value: 'major', by: '2' });
    expect(known(history, { knownAt: moment }).field('severity')).toMatchObject({ value: 'minor', by: '1' });
    expect(known(history, { asOf: instant('2026-09-01T00:00:00.000Z') }).found).toBeUndefined();
  });

  it('ARC-2 follows what stands elsewhere now: a flag keeps its event when another is cleared before it', () => {
    const { field } = known(history);
    expect(field('flags[0]')).toEqual({ field: 'flags[0]', value: 'safety', by: '4' });
    expect(field('flags[1]')).toBeUndefined();
  });

  it('ARC-2 changes only what an event changes of a part of the case', () => {
    const delivered = told(
      'CompensationDelivered',
      { grant: 'G1', reference: 'T-1' },
      '2026-10-03T08:00:00.000Z',
    );
    const amount = { minor: 10_000, currency: 'CNY' };
    const grant = granted('G1', { kind: 'refund', amount }, '2026-10-02T08:00:00.000Z');
    const { by, found } = known(recorded([logged(), grant, delivered]));
    expect([by('remedies[0].remedy.amount.minor'), by('remedies[0].status')]).toEqual(['1', '2']);
    expect(found?.events.find(({ revision }) => revision === '1')?.rule).toBe('amount');
  });

  it('ARC-2 holds every field of the state that decisions are made on, each as it stands there (D5)', () => {
    fc.assert(
      fc.property(arbitraryHistory(), (events) => {
        const state = events.reduce<CaseState>(evolve, noCase);
        const whole = fieldsOf(traced<string>(undefined, state, '')).map(({ field, value }) => ({
          field,
          value,
        }));
        const { found } = known(events);
        expect(found?.fields.map(({ field, value }) => ({ field, value }))).toEqual(whole);
        const told = new Set(found?.events.map(({ revision }) => revision));
        expect(found?.fields.every(({ by }) => told.has(by))).toBe(true);
      }),
    );
  });

  it('ARC-2 no event before the one that is named has left the field as it is now', () => {
    fc.assert(
      fc.property(arbitraryHistory(), (events) => {
        const steps: Traced<number>[] = [];
        let state: CaseState = noCase;
        for (const [index, event] of events.entries()) {
          state = evolve(state, event);
          steps.push(traced(steps.at(-1), state, index));
        }
        const fieldsAfter = (index: number) => {
          const step = steps[index];
          return new Map(step ? fieldsOf(step).map(({ field, value }) => [field, value]) : []);
        };
        const last = steps.at(-1);
        // Of lists, places move; everything else has its name for good.
        const named = last ? fieldsOf(last).filter(({ field }) => !field.includes('[')) : [];
        for (const { field, value, by } of named) {
          expect(fieldsAfter(by).get(field)).toEqual(value);
          if (by > 0) expect(fieldsAfter(by - 1).get(field)).not.toEqual(value);
        }
      }),
    );
  });
});
