import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { caseStreamOf } from '#cases';
import { commandId, StreamFault } from '#event-sourcing';
import { swiftTiming } from '#event-sourcing/testing';
import { loadProcedures } from '#procedures';
import { logging } from '../../../test/complaints.ts';
import { hire, organise } from '../../../test/organisation.ts';
import { createHistoryCodec } from '../commands/codecs.ts';
import { openEngine, type RedressEngine } from '../compose.ts';
import { findSubject } from './subjects.ts';

const CASE = '7F3K-9M2Q-X4TB';

describe('whoever is to be erased', () => {
  let folder = '';
  let engine: RedressEngine;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'redress-subjects-'));
    engine = await openEngine({ dataDirectory: folder, timing: swiftTiming() });
    await hire(engine, { id: 'staff-1' }, { id: 'compliance-1' }, { id: 'compliance-2' });
    const respondents = [{ kind: 'person', staffId: 'compliance-1' }] as const;
    await engine.execute(logging(CASE, { respondents }));
  });
  afterEach(async () => {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  });

  const found = (
    rules: 'known' | 'unknown',
    store: Pick<RedressEngine['store'], 'readStream'> = engine.store,
  ) =>
    findSubject(
      {
        keys: { keyOf: () => 'a'.repeat(64) },
        ...{ store: { readStream: store.readStream.bind(store) }, codec: createHistoryCodec() },
        rulebooks: {
          look: () => Promise.resolve([]),
          get: (id, version) => (rules === 'known' ? loadProcedures().get(id, version) : undefined),
        },
      },
      CASE,
    );

  it('PRI-3 is kept as long as nobody can tell what the rules of the case ask for', async () => {
    expect(await found('known')).not.toHaveProperty('rulesUnknown');
    expect(await found('unknown')).toMatchObject({ rulesUnknown: { code: 'unknown-procedure' } });
  });

  it('PRI-2 is not decided on by a history of which something is missing', async () => {
    const events = await engine.store.readStream(caseStreamOf(CASE));
    const holed = { readStream: () => Promise.resolve(events.toSpliced(1, 1)) };
    expect(events.length).toBeGreaterThan(2);
    await expect(found('known', holed)).rejects.toThrow(StreamFault);
  });

  const hold = (id: string, caseId = CASE) =>
    engine.send('privacy', {
      id: caseId,
      command: { type: 'PlaceLegalHold', data: { reason: 'The court has asked for it' } },
      commandId: commandId('hold', caseId, id),
      actor: { id, role: 'compliance' },
    });

  it('INV-4 PRI-2 is nobody to those who are complained about, and to those who have left', async () => {
    const none = await hold('compliance-2', 'NO-SUCH-CASE');
    const notThere = JSON.parse(JSON.stringify(none).replaceAll('NO-SUCH-CASE', CASE)) as unknown;
    expect(none).toMatchObject({ refusal: { code: 'case-not-found' } });
    expect(await hold('compliance-1')).toEqual(notThere);
    expect(await hold('Compliance-1')).toEqual(notThere);
    expect(await hold('compliance-2')).toMatchObject({ outcome: 'accepted' });
    await organise(engine, { type: 'RecordDeparture', data: { person: 'compliance-2' } });
    const again = await engine.send('privacy', {
      id: CASE,
      command: { type: 'LiftLegalHold', data: { hold: 'H1', reason: 'It is over' } },
      ...{ commandId: commandId('lift'), actor: { id: 'compliance-2', role: 'compliance' } },
    });
    expect(again).toEqual(notThere);
  });
});
