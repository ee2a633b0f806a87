import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPEN_CASES } from '#cases';
import { openEngine } from '#engine';
import { commandLine } from '../../command-line.ts';
import { logging } from '../../complaints.ts';
import { park } from '../../documents.ts';
import { hire } from '../../organisation.ts';

describe('redress projections', () => {
  let data: string;
  const redress = (...args: string[]) => commandLine(['projections', ...args, '--data', data]);

  beforeAll(async () => {
    data = await mkdtemp(path.join(tmpdir(), 'redress-parked-'));
    const engine = await openEngine({ dataDirectory: data });
    await hire(engine, { id: 'staff-1' });
    for (const caseId of ['A', 'B']) {
      const outcome = await engine.execute(logging(caseId));
      if (!('position' in outcome)) throw new Error(outcome.outcome);
      await engine.catchUp();
      const { position } = outcome;
      const reason = 'TypeError: no category';
      await park(engine.readModels, OPEN_CASES, { stream: `case-${caseId}`, position, reason });
    }
    await engine.close();
  });
  afterAll(() => rm(data, { recursive: true, force: true }));

  it('D8: shows what is parked, releases and discards it', async () => {
    const shown = await redress('parked');
    expect(shown.stdout).toMatch(/open-cases.*case-A.*no category/);
    expect(JSON.parse((await redress('parked', '--json')).stdout)).toHaveLength(2);
    expect(await redress('release', 'open-cases', 'case-A')).toMatchObject({
      ...{ code: 0, stdout: 'Released: 1 events of case-A.\n' },
    });
    expect(await redress('discard', 'open-cases', 'case-B')).toMatchObject({
      ...{ code: 0, stdout: expect.stringContaining('Discarded: 1 events of case-B.') },
    });
    expect((await redress('parked')).stdout).toBe('Nothing is parked.\n');
  });

  it('says what is wrong when there is nothing to settle, or no such read model', async () => {
    for (const [args, sentence] of [
      [['release', 'open-cases', 'case-X'], 'Nothing of case-X is parked for open-cases'],
      [['discard', 'open-cases', 'case-X'], 'Nothing of case-X is parked for open-cases'],
      [['release', 'nothing', 'case-A'], 'There is no projection "nothing"'],
    ] as const) {
      const { code, stderr } = await redress(...args);
      expect([args, code, stderr]).toEqual([args, 3, expect.stringContaining(sentence)]);
    }
  });

  it('lists how far each read model is: what was decided is on record, and no read model has seen it yet', async () => {
    expect(JSON.parse((await redress('list', '--json')).stdout)).toContainEqual(
      expect.objectContaining({ name: 'open-cases', parked: 0, caughtUp: false, missing: 2 }),
    );
  });
});
