import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { computeDeadline } from './deadline.ts';
import { loadProcedures } from './load.ts';
import { allowanceFor } from './select.ts';

const FOLDER = join(import.meta.dirname, 'presets');
const files = readdirSync(FOLDER);
const registry = loadProcedures(FOLDER);

/** When a clock of a preset is due that starts at this moment. */
function due(id: string, name: string, startedAt: string, severity = 'ordinary'): string {
  const preset = registry.get(id);
  const rule = preset?.clocks.find((clock) => clock.id === name);
  const allowance = rule && allowanceFor(rule, { severity });
  if (preset === undefined || allowance === undefined) throw new Error(`no clock "${name}" in ${id}`);
  const { calendar, timeZone } = preset;
  return computeDeadline({ allowance, calendar, timeZone, startedAt, pauses: [] }).dueAt;
}

describe('regulatory presets', () => {
  it.each(files)(
    'D13 %s: every figure names its source and whether it was verified, or is one of the house',
    (file) => {
      const lines = readFileSync(join(FOLDER, file), 'utf8').split('\n');
      const figures = lines.filter((line) => /^ +(allowance: .|bySeverity:)/.test(line));
      expect(figures.length).toBeGreaterThan(5);
      for (const line of figures) expect(line).toMatch(/# (source: .+; verified: (yes|no) \(|house figure)/);
      expect(figures.filter((line) => line.includes('source: '))).not.toHaveLength(0);
    },
  );

  it.each([
    // Good Friday and Easter Monday are no business days in London; it is summer time.
    ['fca-disp', 'summary', '2026-04-02T09:00:00.000Z', '2026-04-09T16:00:00.000Z'],
    ['fca-disp', 'final-response', '2026-04-02T09:00:00.000Z', '2026-05-28T23:00:00.000Z'],
    ['asic-rg271', 'acknowledge', '2026-11-01T22:00:00.000Z', '2026-11-02T22:00:00.000Z'],
    ['asic-rg271', 'idr-response', '2026-11-01T22:00:00.000Z', '2026-12-02T13:00:00.000Z'],
    ['cfpb-company-portal', 'response', '2026-11-02T15:00:00.000Z', '2026-11-18T05:00:00.000Z'],
    ['cfpb-company-portal', 'final-response', '2026-11-02T15:00:00.000Z', '2027-01-02T05:00:00.000Z'],
    ['nhs-england', 'acknowledge', '2026-12-24T10:00:00.000Z', '2026-12-31T17:00:00.000Z'],
    ['nhs-england', 'resolve', '2026-08-31T09:00:00.000Z', '2027-02-28T10:00:00.000Z'],
    ['eu-passengers-adr', 'adr', '2026-11-02T10:00:00.000Z', '2027-01-31T23:00:00.000Z'],
  ])('CLK-2 %s: %s from %s is due %s', (id, clock, startedAt, dueAt) => {
    expect(due(id, clock, startedAt)).toBe(dueAt);
  });

  it('CLK-2 CLK-4 Chinese banks and insurers: 15 days, 30 when complex, and 30 more by approval of the superior office', () => {
    const start = '2026-11-02T02:00:00.000Z';
    expect(due('china-banking-insurance', 'resolve', start, 'clear')).toBe('2026-11-17T16:00:00.000Z');
    expect(due('china-banking-insurance', 'resolve', start, 'complex')).toBe('2026-12-02T16:00:00.000Z');
    expect(registry.get('china-banking-insurance')?.extensions).toEqual([
      {
        clock: 'resolve',
        severities: ['complex'],
        approver: 'superior-office',
        longest: { elapsedMinutes: 43_200 },
      },
    ]);
  });
});
