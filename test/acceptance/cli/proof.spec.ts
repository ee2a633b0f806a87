import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Said } from '../../command-line.ts';
import { CASE } from './prepared.ts';
import { alter, at, forge, goOn, inData, redress, withSignedHistory } from './signed-history.ts';

withSignedHistory();

describe('D15 redress proof consistency', () => {
  it('shows whoever kept a checkpoint that the log has only grown', async () => {
    await goOn();
    const found = await redress('proof', 'consistency', at('kept'));
    expect(found).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/only grown.*came after them/) as string,
    });
    const { stdout } = await redress('proof', 'consistency', at('kept'), '--later', at('kept'), '--json');
    expect(JSON.parse(stdout)).toMatchObject({ hashes: [] });
  });

  it('holds two checkpoints against each other, and both against the log', async () => {
    await goOn();
    await redress('proof', 'checkpoint', '--out', at('Later'));
    await goOn();
    await redress('proof', 'checkpoint', '--out', at('Latest'));
    const between = (earlier: string, later: string): Promise<Said> =>
      redress('proof', 'consistency', at(earlier), '--later', at(later));
    expect((await between('kept', 'Later')).stdout).toContain('only grown');
    expect((await between('Later', 'Later')).stdout).not.toContain('no others');
    expect((await between('Latest', 'Latest')).stdout).toContain('and no others');
    const back = await between('Later', 'kept');
    expect([back.code, back.stderr]).toEqual([3, expect.stringContaining(`${at('Later')} speaks of`)]);
    expect((await between('Later', 'Latest')).code).toBe(0);
    await forge('DELETE FROM events WHERE position = (SELECT max(position) FROM events)');
    const cut = await between('Later', 'Latest');
    expect([cut.code, cut.stderr]).toEqual([
      ...[3, expect.stringMatching(/Latest speaks of \d+ events\. .*events were cut off/)],
    ]);
    await forge(`UPDATE events SET metadata = replace(metadata, '"role":"', '"role":"x') WHERE position = 2`);
    const forked = await between('kept', 'kept');
    expect([forked.code, forked.stderr]).toEqual([3, expect.stringContaining('was made up')]);
  });

  it('says so where events were cut off, or where what came before is something else', async () => {
    await copyFile(inData('events.db'), at('events.db'));
    await forge('DELETE FROM events WHERE position = (SELECT max(position) FROM events)');
    const cut = await redress('proof', 'consistency', at('kept'));
    expect([cut.code, cut.stderr]).toEqual([3, expect.stringContaining('events were cut off')]);
    await copyFile(at('events.db'), inData('events.db'));
    await forge(`UPDATE events SET metadata = replace(metadata, '"role":"', '"role":"x') WHERE position = 2`);
    const forked = await redress('proof', 'consistency', at('kept'));
    expect([forked.code, forked.stderr]).toEqual([
      3,
      expect.stringContaining('one of two histories was made up'),
    ]);
  });

  it.each([
    [
      'of another log',
      'is not of this history, whose log is',
      (text: string) => text.replaceAll('redress/', 'redress/0'),
    ],
    [
      'that was changed',
      'its signature does not hold',
      (text: string) => text.replace(/\n(\d+)\n/, '\n1$1\n'),
    ],
    ['that is none', 'is no checkpoint', () => 'a checkpoint\n'],
  ])('takes no checkpoint %s', async (_what, message, change) => {
    await writeFile(at('other'), change(await readFile(at('kept'), 'utf8')));
    const found = await redress('proof', 'consistency', at('other'));
    expect([found.code, found.stderr]).toEqual([3, expect.stringContaining(message)]);
  });
});

describe('D15 redress proof inclusion', () => {
  it('has for each event of a case what shows that it stands in the signed log', async () => {
    const { stdout } = await redress('proof', 'inclusion', CASE, '--json');
    const { events, checkpoint } = JSON.parse(stdout) as {
      readonly checkpoint: string;
      readonly events: readonly { readonly proof: string }[];
    };
    expect(events.length).toBeGreaterThan(1);
    for (const { proof } of events) expect(proof.endsWith(`\n\n${checkpoint}`)).toBe(true);
    expect((await redress('proof', 'inclusion', 'WZS3-WNMG-E1E6')).code).toBe(3);
  });

  it('is refused where an event was changed: that is not "not signed yet"', async () => {
    alter(
      `UPDATE events SET metadata = replace(metadata, '"role":"', '"role":"x') WHERE stream = 'case-${CASE}' AND revision = 0`,
    );
    const found = await redress('proof', 'inclusion', CASE);
    expect([found.code, found.stdout, found.stderr]).toEqual([
      ...[3, '', expect.stringContaining('does not stand in the log')],
    ]);
  });
});
