import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instant, type Instant } from '#event-sourcing';
import { runs } from '#event-sourcing/testing';
import {
  AGENT,
  budgetOfAgent,
  granting,
  NOW,
  reckon,
  reversing,
  smallMatter,
  staffTheBudgets,
} from '../../../test/faults/budget-kill.fixtures.ts';
import { openEngine, type RedressEngine } from '../compose.ts';

const LIMIT = 50_000;
const HAN = '林'.repeat(200);
let directory = '';
let now: Instant = NOW;
let engines: readonly RedressEngine[] = [];
let rounds = 0;
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'redress-budgets-'));
  const open = () => openEngine({ dataDirectory: directory, now: () => now });
  // Two programs on one history: nothing that one of them knows by itself holds for both.
  engines = [await open(), await open()];
  await staffTheBudgets(first());
});
afterAll(async () => {
  await Promise.all(engines.map((engine) => engine.close()));
  await rm(directory, { recursive: true });
});

const first = (): RedressEngine => {
  const [engine] = engines;
  if (engine === undefined) throw new Error('not opened yet');
  return engine;
};
const oneOf = (index: number): RedressEngine => engines[index % engines.length] ?? first();

/** Each round in a month of its own, so that it begins with a whole budget. */
async function matters(
  count: number,
): Promise<{ readonly cases: readonly string[]; readonly budget: string; readonly year: string }> {
  rounds += 1;
  const year = `20${String(27 + rounds)}`;
  const month = `${year}-05`;
  now = instant(`${month}-10T09:00:00Z`);
  const cases = Array.from({ length: count }, (_, index) => `B${String(rounds)}-${String(index)}`);
  for (const [index, caseId] of cases.entries()) await smallMatter(oneOf(index), caseId);
  return { cases, year, budget: budgetOfAgent(month) };
}

const became = (outcome: Awaited<ReturnType<RedressEngine['execute']>>): string =>
  'events' in outcome
    ? (outcome.events.find(({ type }) => type.startsWith('Compensation'))?.type ?? outcome.outcome)
    : outcome.outcome;

describe('promises out of one budget at the same time', () => {
  it('SOL-8 of thirteen credits of 40 in as many cases, twelve are in the budget of 500, and one is asked for', async () => {
    const { cases, budget } = await matters(13);
    const outcomes = await Promise.all(
      cases.map((caseId, index) => oneOf(index).execute(granting(caseId, 4_000))),
    );
    const results = outcomes.map(became);
    expect(results.filter((each) => each === 'CompensationGranted')).toHaveLength(12);
    expect(results.filter((each) => each === 'CompensationRequested')).toHaveLength(1);
    expect(await reckon(first(), cases, budget)).toEqual({ used: 48_000, open: 0, promised: 48_000 });
  });

  it('SOL-8 what is reversed can be promised again', async () => {
    const { cases, budget } = await matters(13);
    for (const caseId of cases.slice(0, 12)) await first().execute(granting(caseId, 4_000));
    const [given = '', last = ''] = [cases[0], cases[12]];
    expect(became(await first().execute(reversing(given)))).toBe('CompensationReversed');
    expect(became(await first().execute(granting(last, 4_000)))).toBe('CompensationGranted');
    expect(await reckon(first(), cases, budget)).toEqual({ used: 48_000, open: 0, promised: 48_000 });
  });

  it('SOL-8 each month is counted by itself, in the time zone of the procedure', async () => {
    const { cases, year } = await matters(2);
    const [before = '', after = ''] = cases;
    now = instant(`${year}-08-31T15:59:59Z`);
    await first().execute(granting(before, 1_000));
    now = instant(`${year}-08-31T16:00:00Z`);
    await first().execute(granting(after, 1_000));
    for (const month of [`${year}-08`, `${year}-09`])
      expect(await reckon(first(), cases, budgetOfAgent(month))).toMatchObject({
        used: 1_000,
        promised: 1_000,
      });
  });

  it('D23 one person has one budget, however the id is typed', async () => {
    const { cases, budget } = await matters(1);
    const [caseId = ''] = cases;
    await first().execute({ ...granting(caseId, 1_000), actor: { id: AGENT.toUpperCase() } });
    expect(await reckon(first(), cases, budget)).toMatchObject({ used: 1_000, promised: 1_000 });
  });

  it('SOL-8 also of a person whose id takes more than 200 characters in an address', async () => {
    const { cases } = await matters(1);
    const [caseId = ''] = cases;
    const month = String(now).slice(0, 7);
    await staffTheBudgets(first(), HAN);
    const outcome = await first().execute({ ...granting(caseId, 1_000), actor: { id: HAN } });
    expect(became(outcome)).toBe('CompensationGranted');
    expect(await reckon(first(), cases, budgetOfAgent(month, HAN))).toEqual({
      ...{ used: 1_000, open: 0, promised: 1_000 },
    });
  });

  it('SOL-8 is never exceeded, whatever is granted and reversed at the same time', async () => {
    const step = fc.record({
      of: fc.nat(15),
      minor: fc.integer({ min: 2_000, max: 5_000 }),
      back: fc.nat(9).map((nth) => nth === 0),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { maxLength: 20 }), { minLength: 1, maxLength: 4 }),
        async (waves) => {
          const { cases, budget } = await matters(16);
          for (const wave of waves) {
            await Promise.all(
              wave.map(({ of, minor, back }, index) => {
                const caseId = cases[of] ?? '';
                const request = back ? reversing(caseId) : granting(caseId, minor);
                return oneOf(index).execute(request);
              }),
            );
            const { used, promised } = await reckon(first(), cases, budget);
            expect(used).toBeLessThanOrEqual(LIMIT);
            expect(promised).toBeLessThanOrEqual(used);
          }
        },
      ),
      { numRuns: runs(8) },
    );
  });
});
