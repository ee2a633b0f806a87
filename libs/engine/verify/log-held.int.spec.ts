import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventHash, revision, streamName, type CanonicalJson, type EventId } from '#event-sourcing';
import { MemoryEventStore } from '#event-sourcing/testing';
import { findSigningKey, openSigningKey } from '#keys';
import { advanceLog, proofFolder, type ProofFolder } from '#proof';
import { heldAgainstCase, heldAgainstLog, type LogHeldPorts } from './log-held.ts';

const stream = streamName('case', '1');
let root = '';
let store: MemoryEventStore;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'redress-held-'));
  store = new MemoryEventStore();
});
afterEach(() => rm(root, { recursive: true, force: true }));

const file = (): string => path.join(root, 'keys', 'proof.key');
const folderOf = (): ProofFolder => proofFolder(path.join(root, 'proof'));
const sign = () =>
  advanceLog({
    ...{ store, folder: folderOf(), held: () => Promise.resolve(true) },
    key: (hasSigned) =>
      openSigningKey({ file: file(), algorithm: 'note', name: () => 'redress/test', hasSigned }),
  });
const ports = (folder: ProofFolder): LogHeldPorts => ({
  folder,
  ownKey: () => findSigningKey(file(), 'note'),
});

async function record(): Promise<void> {
  const { length } = await store.readStream(stream);
  const event = { id: `event ${String(length)}` as EventId, type: 'Said' };
  const content = { data: '{}' as CanonicalJson, metadata: '{}' as CanonicalJson };
  await store.append(stream, length === 0 ? 'no-stream' : revision(length - 1), [{ ...event, ...content }]);
}
const hashed = async () =>
  (await store.readStream(stream)).map((event) => ({ event, hash: eventHash(event) }));

/** A folder in which a server records and signs as soon as something was read of it. */
function signedMeanwhile(): ProofFolder {
  const folder = folderOf();
  let begun: Promise<void> | undefined;
  const meanwhile = (): Promise<void> =>
    (begun ??= record()
      .then(sign)
      .then(() => undefined));
  return {
    ...folder,
    reached: async () => {
      const found = await folder.reached();
      await meanwhile();
      return found;
    },
    checkpoint: async (name) => {
      const found = await folder.checkpoint(name);
      await meanwhile();
      return found;
    },
  };
}

describe('D15 events held against the log', () => {
  it('of one stream: so many are proven as stood there when it was signed', async () => {
    await record();
    await record();
    await sign();
    await record();
    expect(await heldAgainstCase(ports(folderOf()), {}, await hashed())).toEqual({ findings: [], proven: 2 });
  });

  it('of one stream: nothing is said to prove them where nothing was signed', async () => {
    await record();
    expect(await heldAgainstCase(ports(folderOf()), {}, await hashed())).toEqual({ findings: [] });
  });

  it('is not alarmed when a server signs between one look and the next', async () => {
    await record();
    await sign();
    expect(await heldAgainstCase(ports(signedMeanwhile()), {}, await hashed())).toMatchObject({
      findings: [],
    });
    const whole = await heldAgainstLog(ports(signedMeanwhile()), {});
    for (const { event, hash } of await hashed()) await whole.add(event, hash);
    expect((await whole.finish()).findings).toEqual([]);
  });
});
