import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CaseCommand } from '#cases';
import { openEngine } from '#engine';
import { instant, type CommandId, type Instant } from '#event-sourcing';
import { logging } from '../../../test/complaints.ts';
import { hire } from '../../../test/organisation.ts';
import { makeCaseFile, type CaseFile } from '../make-case-file.ts';
import type { CaseFileRequest } from '../parts/request.ts';

export const CASE = '7F3K-9M2Q-X4TB';
export const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
export const SEEN = Buffer.from('seen on Monday');
export const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

async function* once(content: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(content);
}

/** One case, as a desk handles it, in a data folder of its own. */
export async function openDesk(description = 'The lift stands still again.') {
  const folder = await mkdtemp(path.join(tmpdir(), 'redress-case-file-'));
  let now = instant('2026-09-30T08:55:00Z');
  const engine = await openEngine({ dataDirectory: folder, now: () => now });
  await hire(engine, { id: 'staff-1' });
  await engine.execute(logging(CASE, { description }));
  const does = async (command: CaseCommand): Promise<void> => {
    const actor = { id: 'staff-1', role: 'operations' };
    const commandId = randomUUID() as CommandId;
    const outcome = await engine.execute({ caseId: CASE, command, actor, commandId });
    if (!('revision' in outcome)) throw new Error(JSON.stringify(outcome));
  };
  return {
    folder,
    engine,
    does,
    async adds(content: Buffer, fileName: string, mediaType: string): Promise<void> {
      const file = await engine.evidence.receive(once(content), 'staff-1');
      await file.admit(CASE);
      const { sha256: hash, size } = file;
      await does({ type: 'AddEvidence', data: { sha256: hash, size, mediaType, fileName } });
    },
    says: (restatement: string): Promise<void> =>
      does({ type: 'RecordRestatement', data: { restatement, confirmed: true } }),
    waitsUntil(time: Instant): void {
      now = time;
    },
    async make(more: Partial<CaseFileRequest> = {}): Promise<CaseFile> {
      const madeBy = { id: 'auditor-1', role: 'compliance' };
      const asked = { caseId: CASE, language: 'en', redact: [], madeBy, through: 'command-line' } as const;
      const made = await makeCaseFile({ ...asked, ...more }, engine);
      if (made === undefined) throw new Error('there is no such case');
      return made;
    },
    async close(): Promise<void> {
      await engine.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
export type Desk = Awaited<ReturnType<typeof openDesk>>;

/** With a picture and a text as evidence, and what was said in Chinese. */
export async function withEvidence(desk: Desk): Promise<Desk> {
  await desk.adds(PICTURE, '电梯 / 门.png', 'image/png');
  await desk.adds(SEEN, 'seen.txt', 'text/plain');
  await desk.says('电梯停了。');
  return desk;
}
