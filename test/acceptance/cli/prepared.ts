import { expect } from 'vitest';
import { commandId, instant } from '#event-sourcing';
import { openEngine } from '#engine';
import { hire } from '../../organisation.ts';

export const actor = { id: 'staff-1', role: 'operations' };
export const CASE = '7F3K-9M2Q-X4TB';

/** One complaint of September, acknowledged too late, in a folder that no server has touched yet. */
export async function prepare(dataDirectory: string): Promise<void> {
  let time = instant('2026-09-01T01:00:00Z');
  const engine = await openEngine({ dataDirectory, now: () => time });
  await hire(engine, { id: actor.id });
  const outcome = await engine.execute({
    caseId: CASE,
    actor,
    commandId: commandId('test', 'log'),
    command: {
      type: 'LogComplaint',
      data: {
        procedure: { id: 'residential-property', version: 1 },
        contactKind: 'complaint',
        channel: 'phone',
        complainant: { kind: 'individual', name: 'Li Na', phone: '13800001111' },
        description: 'The lift stands still again.',
      },
    },
  });
  expect(outcome).toMatchObject({ outcome: 'accepted' });
  time = instant('2026-09-01T03:30:00Z');
  await engine.catchUp();
  await engine.scheduler.runOnce();
  await engine.close();
}
