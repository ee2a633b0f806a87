import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canonicalHash, canonicalJson, streamName } from '#event-sourcing';
import { createCommandSeal } from './command-seal.ts';
import { openSubjectKeys } from './subject-keys.ts';

describe('what is recorded of a command', () => {
  let directory = '';
  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'redress-command-seal-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  const stream = streamName('case', '1');
  const command = { type: 'LogComplaint', data: { phone: '+86 21 5550 0188' } };
  const content = canonicalJson(command);
  const sealing = async () => createCommandSeal(await openSubjectKeys(directory));

  it('PRI-2 D19 tells the same command from another, and to nobody without the keys what it held', async () => {
    const recorded = (await sealing()).seal(stream, content);
    const restarted = await sealing();
    expect(restarted.compare(recorded, stream, content)).toBe('same');
    expect(restarted.compare(recorded, stream, canonicalJson({ ...command, data: {} }))).toBe('other');
    expect(recorded).not.toContain(canonicalHash(command));
    expect(restarted.seal(streamName('case', '2'), content)).not.toBe(recorded);
  });

  it('D19 tells what was recorded without a key as it was made', async () => {
    const seal = await sealing();
    expect(seal.compare(canonicalHash(command), stream, content)).toBe('same');
    expect(seal.compare(canonicalHash({ ...command, data: {} }), stream, content)).toBe('other');
  });

  it('PRI-2 tells nothing any more once the key of the subject is destroyed, of what comes later either', async () => {
    const recorded = (await sealing()).seal(stream, content);
    await (await openSubjectKeys(directory)).destroy(stream);
    const after = await sealing();
    expect(after.compare(recorded, stream, content)).toBe('unknown');
    const later = after.seal(stream, content);
    expect(later).toBe(after.seal(stream, canonicalJson({ other: true })));
    expect(after.compare(later, stream, content)).toBe('unknown');
  });

  it('D19 is not taken for another command where the keys are others', async () => {
    const recorded = (await sealing()).seal(stream, content);
    await rm(path.join(directory, 'subjects.json'));
    expect((await sealing()).compare(recorded, stream, content)).toBe('unknown');
  });
});
