import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { instant, streamName } from '#event-sourcing';
import { openEngine } from '../compose.ts';

it('PRI-1 puts on record whatever one person does at once, in one stream', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'redress-audit-'));
  const engine = await openEngine({ dataDirectory: folder, now: () => instant('2026-11-27T12:00:00Z') });
  const command = { type: 'RecordCommandLine', data: { command: 'organisation show' } } as const;
  const actor = { id: 'auditor-1', role: 'compliance' };
  await Promise.all(Array.from({ length: 40 }, () => engine.audit({ command, actor })));
  const stream = streamName('audit', '2026-11-27-auditor-1');
  expect(await engine.store.readStream(stream)).toHaveLength(40);
  await engine.close();
  await rm(folder, { recursive: true });
});
