import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseStreamOf } from '#cases';
import { revision, type CanonicalJson, type EventId } from '#event-sourcing';
import { dataFolder } from '#platform';
import { CASE, openDesk, type Desk } from './testing/desk.ts';
import { openedOf, type Opened } from './testing/opened.ts';
import { pngOf } from './testing/pictures.ts';
import { verifyCaseFile } from './verifier/verifier.ts';

describe('a case file of what is awkward (ARC-1)', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.close());

  const intact = async (opened: Opened): Promise<Opened> => {
    const read = (name: string) => Promise.resolve(Uint8Array.from(opened.get(name) ?? []));
    expect((await verifyCaseFile({ names: [...opened.keys()], read })).findings).toEqual([]);
    return opened;
  };

  it('ARC-1 names each file of evidence by itself, in what every file system takes', async () => {
    const long = `${'a'.repeat(200)}.txt`;
    const names = [long, long, `${'长'.repeat(200)}.txt`, `${'😀'.repeat(100)}.txt`, 'a\u2028b.txt'];
    for (const [index, name] of names.entries())
      await desk.adds(Buffer.from(`text ${String(index)}`), name, 'text/plain');
    const opened = await intact(await openedOf(await desk.make()));
    const kept = [...opened.keys()].filter((name) => name.startsWith('data/evidence/'));
    expect(kept).toHaveLength(names.length);
    for (const name of kept) {
      expect(Buffer.byteLength(path.basename(name))).toBeLessThanOrEqual(255);
      expect([!/\p{Surrogate}/u.test(name), name.endsWith('.txt'), /\s/.test(name)]).toEqual([
        true,
        true,
        false,
      ]);
    }
  });

  it('ARC-1 holds a picture that cannot be drawn, and goes on', async () => {
    const broken = pngOf({ packed: Buffer.from('nothing that was packed') });
    await desk.adds(broken, 'broken.png', 'image/png');
    const opened = await intact(await openedOf(await desk.make()));
    expect(opened.get('data/evidence/E6-broken.png')?.equals(broken)).toBe(true);
  });

  it('PRI-1 leaves out what staff wrote with what people said', async () => {
    const reason = 'He told the papers about his illness.';
    await desk.does({ type: 'RaiseFlag', data: { flag: 'media', reason } });
    const held = async (redact: readonly 'personal'[]): Promise<boolean> =>
      [...(await intact(await openedOf(await desk.make({ redact })))).values()].some((content) =>
        content.includes(reason),
      );
    expect([await held([]), await held(['personal'])]).toEqual([true, false]);
  });

  it('D15 is not made of a history that holds what cannot be read, until that is set aside', async () => {
    const stream = caseStreamOf(CASE);
    const last = (await desk.engine.store.readStream(stream)).at(-1)?.revision ?? revision(0);
    const nothing = '{}' as CanonicalJson;
    const foreign = { id: randomUUID() as EventId, type: 'Said', data: nothing, metadata: nothing };
    await desk.engine.store.append(stream, last, [foreign]);
    await expect(desk.make()).rejects.toThrow(
      `holds an event that this product has not recorded (revision ${String(last + 1n)}`,
    );
    const actor = { id: 'admin-1', role: 'administrator' };
    const aside = { stream, revision: revision(last + 1n), reason: 'a test', actor };
    expect(await desk.engine.setAside(aside)).toMatchObject({ outcome: 'set-aside' });
    await desk.says('Afterwards.');
    const lines = (await intact(await openedOf(await desk.make()))).get('data/events/stored.ndjson');
    const withheld = (JSON.parse(`[${String(lines).trim().replaceAll('\n', ',')}]`) as object[]).filter(
      (line) => 'withheld' in line,
    );
    expect(withheld).toMatchObject([
      { revision: String(last + 1n), withheld: 'notAsked' },
      { revision: String(last + 2n), withheld: 'notAsked' },
    ]);
  });

  it('ARC-3 D15 is not made of a history that is not as it was logged', async () => {
    await desk.make();
    const db = new DatabaseSync(dataFolder(desk.folder).events);
    db.exec('DROP TRIGGER events_are_never_changed');
    db.prepare(
      `UPDATE events SET metadata = replace(metadata, '"role":"operations"', '"role":"analyst"') WHERE stream = ? AND revision = 1`,
    ).run(caseStreamOf(CASE));
    db.close();
    await expect(desk.make()).rejects.toThrow('does not stand in the log');
  });
});
