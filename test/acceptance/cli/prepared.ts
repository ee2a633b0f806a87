import { expect } from 'vitest';
import { instant } from '#event-sourcing';
import { openEngine } from '#engine';
import { logging } from '../../complaints.ts';
import { hire } from '../../organisation.ts';

export const actor = { id: 'staff-1', role: 'operations' };
export const CASE = '7F3K-9M2Q-X4TB';

/** Complaints of September, the first acknowledged too late, in a folder that no server has touched yet. */
export async function prepare(
  dataDirectory: string,
  cases: readonly string[] = [CASE],
  more: Parameters<typeof logging>[1] = {},
): Promise<void> {
  let time = instant('2026-09-01T01:00:00Z');
  // Filled as it goes: the scheduler waits for the read models to have seen what it has recorded.
  const engine = await openEngine({ dataDirectory, now: () => time, projections: 'inline' });
  await hire(engine, { id: actor.id });
  for (const caseId of cases) {
    expect(await engine.execute(logging(caseId, more))).toMatchObject({ outcome: 'accepted' });
    time = instant('2026-09-01T03:30:00Z');
  }
  await engine.catchUp();
  await engine.scheduler.runOnce();
  await engine.close();
}
