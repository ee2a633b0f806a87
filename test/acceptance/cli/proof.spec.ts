import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findSigningKey, openSigningKey } from '#keys';
import { commandLine, type Said } from '../../command-line.ts';
import { startWitness } from '../../servers/witness.ts';
import { CASE, prepare } from './prepared.ts';

let root = '';
let data = '';
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'redress-proof-'));
  data = at('data');
  witnesses = undefined;
  await prepare(data);
  expect(await redress('proof', 'checkpoint', '--out', at('kept'))).toMatchObject({ code: 0 });
  const { stdout } = await redress('proof', 'key');
  await writeFile(at('key'), stdout);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const at = (name: string): string => path.join(root, name);
let witnesses: string | undefined;
const redress = (...words: readonly string[]): Promise<Said> =>
  commandLine([...words, '--data', data], {
    environment: witnesses === undefined ? {} : { REDRESS_WITNESSES: witnesses },
  });

/** Something is recorded. */
const goOn = (): Promise<Said> => redress('cases', 'show', CASE);

function alter(sql: string): void {
  const db = new DatabaseSync(path.join(data, 'events.db'));
  db.exec('DROP TRIGGER IF EXISTS events_are_never_changed; DROP TRIGGER IF EXISTS events_are_never_removed');
  db.exec(sql);
  db.close();
}

/** Somebody who has everything, keys included, writes another history and signs it. */
async function forge(sql: string): Promise<void> {
  alter(sql);
  for (const file of ['proof', 'read-models.db', 'read-models.db-wal', 'read-models.db-shm'])
    await rm(path.join(data, file), { recursive: true, force: true });
}

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
    await copyFile(path.join(data, 'events.db'), at('events.db'));
    await forge('DELETE FROM events WHERE position = (SELECT max(position) FROM events)');
    const cut = await redress('proof', 'consistency', at('kept'));
    expect([cut.code, cut.stderr]).toEqual([3, expect.stringContaining('events were cut off')]);
    await copyFile(at('events.db'), path.join(data, 'events.db'));
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
    await writeFile((witnesses = at('witnesses')), `witness auditor ${key}\nquorum auditor\n`);
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

  it('are asked over HTTP, by what they have signed last; a log that was made up gets no signature', async () => {
    const log = await findSigningKey(path.join(data, 'keys', 'proof.key'), 'note');
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
      await writeFile((witnesses = at('witnesses')), `witness w ${key.text} ${server.url}\nquorum w\n`);
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
    await writeFile((witnesses = at('witnesses')), `witness auditor ${key}\nquorum auditor\n`);
    const signed = await readFile(at('signed'), 'utf8');
    await writeFile(at('signed'), signed.replace(/(— auditor.example .{20})./, '$1/'));
    const forged = await redress('proof', 'witnessed', at('signed'));
    expect([forged.code, forged.stderr]).toEqual([3, expect.stringContaining('auditor does not hold')]);
    await writeFile(witnesses, 'witness auditor nothing\n');
    const wrong = await redress('verify');
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('REDRESS_WITNESSES')]);
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
