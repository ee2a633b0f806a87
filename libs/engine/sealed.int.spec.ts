import { readdir, readFile, rm, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BEGINNING, commandId } from '#event-sourcing';
import { beginAnew } from '#keys';
import { InvalidKeyFile } from '#platform';
import { logging } from '../../test/complaints.ts';
import { hire } from '../../test/organisation.ts';
import { openEngine, type RedressEngine } from './compose.ts';
import type { ToldEvent } from './queries/read-events.ts';

const CASE = '7F3K-9M2Q-X4TB';
const SAID = [
  'Zhang Wei',
  '+86 21 5550 0188',
  'zhang.wei@example.com',
  'The lift fell on my cat',
  'rang at night',
];
const complaint = logging(CASE, {
  complainant: { kind: 'individual', name: SAID[0] ?? '', phone: SAID[1] ?? '', email: SAID[2] ?? '' },
  description: SAID[3] ?? '',
});
const promotion = {
  ...{ caseId: CASE, actor: complaint.actor, commandId: commandId('correction') },
  command: { type: 'CorrectIntake', data: { reason: `He ${SAID[4] ?? ''}`, wanted: 'Another cat' } },
} as const;

describe('what is kept of people (PRI-2)', () => {
  let folder = '';
  let engine: RedressEngine;
  const open = async (): Promise<void> => {
    engine = await openEngine({ dataDirectory: folder });
  };
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'redress-sealed-'));
    await open();
    await hire(engine, { id: 'staff-1' });
    expect(await engine.execute(complaint)).toMatchObject({ outcome: 'accepted' });
    expect(await engine.execute(promotion)).toMatchObject({ outcome: 'accepted' });
  });
  afterEach(async () => {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  });

  const events = async (): Promise<readonly ToldEvent[]> => {
    const told: ToldEvent[] = [];
    for await (const event of engine.queries.events()) told.push(event);
    return told;
  };

  it('stands in no byte of the history, nor in its write-ahead log', async () => {
    const files = (await readdir(folder)).filter((name) => name.startsWith('events.db'));
    expect(files).toContain('events.db-wal');
    for (const file of files) {
      const bytes = await readFile(path.join(folder, file));
      expect(SAID.filter((said) => bytes.includes(said))).toEqual([]);
    }
  });

  it('is told to whoever may read it, now and of any moment', async () => {
    await engine.catchUp();
    const told = JSON.stringify(await engine.queries.caseDetails({ caseId: CASE }));
    const past = JSON.stringify((await events()).map((event) => ('data' in event ? event.data : {})));
    for (const said of SAID) expect([told.includes(said), past.includes(said)]).toEqual([true, true]);
  });

  it('is named as unreadable where the keys are lost: nothing of it is decided, and everything else goes on', async () => {
    await engine.close();
    const keys = path.join(folder, 'keys');
    await rm(path.join(keys, 'subjects.json'));
    await expect(open()).rejects.toThrow(InvalidKeyFile);
    await expect(open()).rejects.toThrow('redress keys begin-anew');
    expect(await readdir(keys)).not.toContain('subjects.json');
    await beginAnew(keys);
    await open();
    const before = await engine.store.readAll(BEGINNING, 100);
    const [first] = await events();
    expect(first).toMatchObject({ data: { channel: 'phone', description: { unreadable: true } } });
    const refused = await engine.execute({ ...promotion, commandId: commandId('again') });
    expect(refused).toMatchObject({
      refusal: { code: 'case-history-damaged', details: { finding: 'key-missing' } },
    });
    expect(await engine.store.readAll(BEGINNING, 100)).toEqual(before);
    expect(await engine.execute(logging('7F3K-9M2Q-X4TC'))).toMatchObject({ outcome: 'accepted' });
  });
});
