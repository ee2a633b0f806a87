import { readFile, rm, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { findSigningKey, openSigningKey } from '#keys';
import { commandLine, type Said } from '../../command-line.ts';
import { startWitness } from '../../servers/witness.ts';
import { at, forge, goOn, inData, redress, trust, withSignedHistory } from './signed-history.ts';

withSignedHistory();

describe('D15 witnesses', () => {
  const cosign = (request: string, ...more: readonly string[]): Promise<Said> =>
    commandLine(
      ['proof', 'cosign', request, '--log', at('key'), '--signer', at('auditor.key'), '--known', at('known'), ...more],
    ); // prettier-ignore

  /** What the auditor is asked is a file, and so is the answer. */
  it('sign by file what has only grown, and nothing else; whoever verifies is told', async () => {
    expect(await redress('proof', 'consistency', '--out', at('asked'))).toMatchObject({ code: 0 });
    expect((await cosign(at('asked'))).code).toBe(2);
    const first = await cosign(at('asked'), '--name', 'auditor.example', '--out', at('signed'), '--json');
    expect(first).toMatchObject({ code: 0 });
    const { key } = JSON.parse(first.stdout) as { readonly key: string };
    await trust(`witness auditor ${key}\nquorum auditor\n`);
    expect(await redress('proof', 'witnessed', at('signed'))).toMatchObject({
      ...{ code: 0, stdout: expect.stringMatching(/first \d+ events: auditor \(20/) as string },
    });
    expect((await redress('verify')).stdout).toMatch(/Witnesses have signed the first \d+ events: auditor/);
    await goOn();
    // Asked anew with the same file, the auditor knows better.
    await redress('proof', 'consistency', '--out', at('asked again'));
    expect((await cosign(at('asked again'))).code).toBe(0);
    const stale = await cosign(at('asked'));
    expect([stale.code, stale.stderr]).toEqual([
      3,
      expect.stringContaining('ask with a proof that begins there'),
    ]);
  });

  it('sign nothing where what they have signed last is not found, unless they say that there is none', async () => {
    await redress('proof', 'consistency', '--out', at('asked'));
    expect((await cosign(at('asked'), '--name', 'auditor.example')).code).toBe(0);
    await rm(at('known'));
    const lost = await cosign(at('asked'));
    expect([lost.code, lost.stderr]).toEqual([3, expect.stringContaining('Say --first')]);
    await expect(readFile(at('known'))).rejects.toThrow('ENOENT');
    expect((await cosign(at('asked'), '--first')).code).toBe(0);
  });

  it('are enough together: what only some have signed waits for the others, and takes the place of nothing', async () => {
    const signs = (name: string, question: string): Promise<Said> =>
      commandLine([
        ...['proof', 'cosign', at(question), '--log', at('key'), '--signer', at(`${name}.key`)],
        ...['--known', at(`${name}.known`), '--name', name, '--out', at(`${question} ${name}`), '--json'],
      ]);
    const takes = (file: string): Promise<Said> => redress('proof', 'witnessed', at(file));
    await redress('proof', 'consistency', '--out', at('one'));
    const lines = [];
    for (const name of ['a', 'b']) {
      const { stdout } = await signs(name, 'one');
      lines.push(`witness ${name} ${(JSON.parse(stdout) as { readonly key: string }).key}\n`);
    }
    await trust(`${lines.join('')}group both all a b\nquorum both\n`);
    expect(await takes('one a')).toMatchObject({ code: 3 });
    expect((await takes('one b')).code).toBe(0);
    const before = (await redress('proof', 'checkpoint')).stdout;
    expect(before).toMatch(/\n— a .*\n— b /);
    const sizeOf = async (): Promise<string | undefined> =>
      /signed the first (\d+) events: a .*, b /.exec((await redress('verify')).stdout)?.[1];
    expect(await sizeOf()).toBe(before.split('\n')[1]);

    await goOn();
    await redress('proof', 'consistency', '--out', at('two'));
    for (const name of ['a', 'b']) expect((await signs(name, 'two')).code).toBe(0);
    const some = await takes('two a');
    expect([some.code, some.stderr]).toEqual([3, expect.stringContaining('not enough')]);
    expect(await sizeOf()).toBe(before.split('\n')[1]);
    expect((await redress('proof', 'checkpoint')).stdout).toContain('\n— a ');
    expect((await takes('two b')).code).toBe(0);
    expect(Number(await sizeOf())).toBeGreaterThan(Number(before.split('\n')[1]));

    const late = await takes('one a');
    expect([late.code, late.stderr]).toEqual([3, expect.stringContaining('is not kept here')]);
  });

  it('are asked over HTTP, by what they have signed last; a log that was made up gets no signature', async () => {
    const log = await findSigningKey(inData('keys', 'proof.key'), 'note');
    if (log === undefined) throw new Error('it has signed');
    const file = at('witness.key');
    const key = await openSigningKey({
      file,
      algorithm: 'cosignature',
      name: () => 'w.example',
      hasSigned: false,
    });
    const server = await startWitness(key, log);
    try {
      await trust(`witness w ${key.text} ${server.url}\nquorum w\n`);
      expect(await redress('proof', 'witness')).toMatchObject({ code: 0 });
      await goOn();
      const again = await redress('proof', 'witness', '--json');
      expect(JSON.parse(again.stdout)).toMatchObject({ size: server.last()?.size, by: [{ name: 'w' }] });
      const checkpoint = await redress('proof', 'checkpoint');
      expect(checkpoint.stdout).toContain('\n— w.example ');
      await forge(
        `UPDATE events SET metadata = replace(metadata, '"role":"', '"role":"x') WHERE position = 2`,
      );
      const forged = await redress('proof', 'witness');
      expect([forged.code, forged.stderr]).toEqual([
        3,
        expect.stringContaining('does not go on with what it has signed'),
      ]);
    } finally {
      await server.stop();
    }
    const away = await redress('proof', 'witness');
    expect([away.code, away.stderr]).toEqual([3, expect.stringContaining('does not answer')]);
  });

  it('are nobody whose signature does not hold, or whom nobody here knows', async () => {
    await redress('proof', 'consistency', '--out', at('asked'));
    const { stdout } = await cosign(
      at('asked'),
      '--name',
      'auditor.example',
      '--out',
      at('signed'),
      '--json',
    );
    const { key } = JSON.parse(stdout) as { readonly key: string };
    const unknown = await redress('proof', 'witnessed', at('signed'));
    expect([unknown.code, unknown.stderr]).toEqual([3, expect.stringContaining('No witness that is known')]);
    await trust(`witness auditor ${key}\nquorum auditor\n`);
    const signed = await readFile(at('signed'), 'utf8');
    await writeFile(at('signed'), signed.replace(/(— auditor.example .{20})./, '$1/'));
    const forged = await redress('proof', 'witnessed', at('signed'));
    expect([forged.code, forged.stderr]).toEqual([3, expect.stringContaining('auditor does not hold')]);
    await trust('witness auditor nothing\n');
    const wrong = await redress('verify');
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('REDRESS_WITNESSES')]);
  });
});
