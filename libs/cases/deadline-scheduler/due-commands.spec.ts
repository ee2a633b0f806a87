import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { commandId } from '#event-sourcing';
import { decreed, dueCommands, type OpenDeadline } from './due-commands.ts';

const deadline = (caseId: string, dueAt: string, more: Partial<OpenDeadline> = {}): OpenDeadline => ({
  caseId,
  clock: 'resolve',
  dueAt,
  warned: false,
  breached: false,
  ...more,
});

const summary = (deadlines: readonly OpenDeadline[], until: string): string[] =>
  dueCommands(deadlines, until).map(({ at, caseId, command }) => `${at} ${caseId} ${command.type}`);

describe('what the passing of time asks for (CLK-6, D9)', () => {
  const three = [
    deadline('C', '2026-10-02T08:00:00.000Z', { warnAt: '2026-10-01T08:00:00.000Z' }),
    deadline('A', '2026-10-03T08:00:00.000Z', { warnAt: '2026-10-02T07:00:00.000Z', warned: true }),
    deadline('B', '2026-10-01T12:00:00.000Z'),
  ];

  it('is nothing before anything is due', () => {
    expect(summary(three, '2026-10-01T07:59:59.999Z')).toEqual([]);
  });

  it('is the warning when only the warning is due, at its very moment', () => {
    expect(summary(three, '2026-10-01T08:00:00.000Z')).toEqual([
      '2026-10-01T08:00:00.000Z C RecordDeadlineWarning',
    ]);
  });

  it('D9 is known by the stream of the case, so that no other aggregate with the same id is taken for it', () => {
    const [due] = dueCommands(three, '2026-10-01T12:00:00.000Z').filter(({ caseId }) => caseId === 'B');
    expect(due?.commandId).toBe(commandId('case-B', 'resolve', '2026-10-01T12:00:00.000Z', 'breach'));
  });

  it('is, after days without a scheduler, every miss, in due order, each with its own due time', () => {
    expect(summary(three, '2026-10-09T00:00:00.000Z')).toEqual([
      '2026-10-01T12:00:00.000Z B RecordDeadlineBreach',
      '2026-10-02T08:00:00.000Z C RecordDeadlineBreach',
      '2026-10-03T08:00:00.000Z A RecordDeadlineBreach',
    ]);
    expect(dueCommands(three, '2026-10-09T00:00:00.000Z')[1]?.command.data).toEqual({
      clock: 'resolve',
      dueAt: '2026-10-02T08:00:00.000Z',
    });
  });

  it('warns of nothing that is over already, and misses nothing at the very moment', () => {
    const one = deadline('A', '2026-10-02T08:00:00.000Z', { warnAt: '2026-10-01T08:00:00.000Z' });
    expect(summary([one], '2026-10-02T07:59:59.999Z')).toEqual([
      '2026-10-01T08:00:00.000Z A RecordDeadlineWarning',
    ]);
    expect(summary([one], '2026-10-02T08:00:00.000Z')).toEqual([
      '2026-10-02T08:00:00.000Z A RecordDeadlineBreach',
    ]);
  });

  it('asks nothing more of a deadline that was missed already', () => {
    const missed = deadline('A', '2026-10-01T08:00:00.000Z', {
      warnAt: '2026-10-01T07:00:00.000Z',
      breached: true,
    });
    expect(summary([missed], '2026-10-09T00:00:00.000Z')).toEqual([]);
  });

  it('gives a moved deadline new ids, and an unmoved one the same ids on every run', () => {
    const idsOf = (dueAt: string): string[] =>
      ['2026-10-01T07:00:00.000Z', '2026-12-01T00:00:00.000Z']
        .flatMap((now) => dueCommands([deadline('A', dueAt, { warnAt: '2026-10-01T07:00:00.000Z' })], now))
        .map(({ commandId }) => commandId);
    expect(idsOf('2026-10-02T08:00:00.000Z')).toEqual(idsOf('2026-10-02T08:00:00.000Z'));
    const all = [...idsOf('2026-10-02T08:00:00.000Z'), ...idsOf('2026-10-03T08:00:00.000Z')];
    expect(new Set(all).size).toBe(4);
  });

  it('takes the same order whatever order the deadlines come in', () => {
    const time = fc.integer({ min: 0, max: 5 }).map((hour) => `2026-10-01T0${String(hour)}:00:00.000Z`);
    const any = fc.record({
      caseId: fc.constantFrom('A', 'B'),
      clock: fc.constantFrom('x', 'y'),
      dueAt: time,
      warnAt: time,
      warned: fc.boolean(),
      breached: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(any, { selector: ({ caseId, clock }) => `${caseId}${clock}` }),
        (deadlines) => {
          const commands = dueCommands(deadlines, '2026-10-01T04:00:00.000Z');
          expect(dueCommands(deadlines.toReversed(), '2026-10-01T04:00:00.000Z')).toEqual(commands);
          expect(commands.map(({ at }) => at)).toEqual(commands.map(({ at }) => at).sort());
          expect(new Set(commands.map(({ commandId }) => commandId)).size).toBe(commands.length);
        },
      ),
    );
  });
});

describe('holidays that may be decreed by now (CLK-2)', () => {
  it('CLK-2 D9 are asked for under the due time that they may move, once for each', () => {
    const [first, moved] = ['2027-01-05T08:00:00.000Z', '2027-01-07T08:00:00.000Z'];
    expect(decreed(deadline('A', first))).toMatchObject({
      ...{ caseId: 'A', at: first },
      command: { type: 'RecordHolidaysDecreed', data: { clock: 'resolve', dueAt: first } },
    });
    const ids = [deadline('A', first), deadline('A', moved), deadline('B', first)].map(
      (each) => decreed(each).commandId,
    );
    const [breach] = dueCommands([deadline('A', first)], first);
    expect(new Set([...ids, breach?.commandId]).size).toBe(4);
    expect(decreed(deadline('A', first)).commandId).toBe(ids[0]);
  });
});
