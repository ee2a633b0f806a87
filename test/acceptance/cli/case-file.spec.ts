import { existsSync } from 'node:fs';
import { appendFile, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesOfZip } from '#case-file';
import { commandId } from '#event-sourcing';
import { openEngine } from '#engine';
import { commandLine, type Said } from '../../command-line.ts';
import { actor, CASE, prepare } from './prepared.ts';

describe('redress case-file', () => {
  let root = '';
  const at = (name: string): string => path.join(root, name);
  const redress = (...args: string[]): Promise<Said> =>
    commandLine(['case-file', ...args, '--data', at('data')]);
  beforeAll(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'redress-cli-case-file-'));
    await prepare(at('data'));
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  it('ARC-1 writes one archive, once, and says where it is', async () => {
    const first = await redress(CASE, '--out', at('first.zip'), '--language', 'zh', '--json');
    expect([first.code, JSON.parse(first.stdout)]).toMatchObject([0, { caseId: CASE, missing: [] }]);
    const { names } = await filesOfZip(new Blob([Uint8Array.from(await readFile(at('first.zip')))]));
    expect(names).toEqual(
      expect.arrayContaining(['verify.html', 'data/case.pdf', 'data/events/stored.ndjson']),
    );
    const again = await redress(CASE, '--out', at('first.zip'));
    expect([again.code, again.stderr]).toEqual([3, expect.stringContaining('is there already')]);
  });

  it('ARC-2 writes nothing of a case that there is not, or was not then', async () => {
    const asked = [['WZS3-WNMG-E1E6'], [CASE, '--as-of', '2026-08-01T00:00:00Z']];
    for (const args of asked) {
      const { code, stderr } = await redress(...args, '--out', at('none.zip'));
      expect([code, stderr]).toEqual([3, expect.stringContaining('There is no case')]);
    }
    expect((await redress(CASE, '--out', at('none.zip'), '--redact', 'everything')).code).toBe(2);
    expect(await redress(CASE, '--out', at('nowhere/none.zip'))).toMatchObject({
      ...{ code: 2, stdout: '' },
      stderr: expect.stringContaining('There is no folder') as string,
    });
    expect(existsSync(at('none.zip'))).toBe(false);
  });

  it('INV-2 names evidence that could not be had by its exit code, and writes the rest', async () => {
    const engine = await openEngine({ dataDirectory: at('data') });
    const file = { sha256: 'ab'.repeat(32), size: 4, mediaType: 'text/plain', fileName: 'gone.txt' };
    const command = { type: 'AddEvidence', data: file } as const;
    const outcome = await engine.execute({ caseId: CASE, actor, command, commandId: commandId('gone') });
    expect(outcome).toMatchObject({ outcome: 'accepted' });
    await engine.close();
    const { code, stderr } = await redress(CASE, '--out', at('rest.zip'));
    expect([code, stderr]).toEqual([1, expect.stringContaining('E1 (it is not on the disk any more)')]);
    expect(existsSync(at('rest.zip'))).toBe(true);
  });

  it('ARC-3 D15 proves nothing with a log that somebody has damaged, and leaves nothing behind', async () => {
    const checkpoint = at('data/proof/checkpoint');
    const sound = await readFile(checkpoint);
    await appendFile(checkpoint, 'x');
    const { code, stderr } = await redress(CASE, '--out', at('damaged.zip'));
    expect([code, stderr]).toEqual([1, expect.stringContaining('checkpoint of the log')]);
    expect((await readdir(root)).filter((name) => name.startsWith('damaged'))).toEqual([]);
    await writeFile(checkpoint, sound);
  });
});
