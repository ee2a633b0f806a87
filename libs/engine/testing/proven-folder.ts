import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { commandId, instant, type EventStore, type ReadModelStore } from '#event-sourcing';
import { openFileEvidenceStore } from '#evidence';
import { findSigningKey } from '#keys';
import { dataFolder, silentLogger } from '#platform';
import { proofFolder } from '#proof';
import { systemTiming } from '#timing';
import { logging } from '../../../test/complaints.ts';
import { hire } from '../../../test/organisation.ts';
import { createHistoryCodec } from '../commands/codecs.ts';
import { openEngine } from '../compose.ts';
import { createDamageNotes } from '../damage/damage-notes.ts';
import type { VerifyOptions } from '../verify/options.ts';
import { createVerification, type HistoryVerdict } from '../verify/verify-history.ts';

export const CASES = ['7F3K-9M2Q-X4TB', '8G4L-AN3R-Y5VC', '2A2B-3C3D-4E4F'];

/** Cases with files of evidence, of which a checkpoint was signed in the middle and at the end. */
export async function prepareProven(dataDirectory: string): Promise<void> {
  const now = () => instant('2026-09-01T01:00:00Z');
  const engine = await openEngine({ dataDirectory, now });
  await hire(engine, { id: 'staff-1' });
  for (const caseId of CASES) {
    const complaint = logging(caseId);
    await engine.execute(complaint);
    const content = (async function* () {
      yield await Promise.resolve(Buffer.from(`a photo for ${caseId}`));
    })();
    const received = await engine.evidence.receive(content, 'staff-1');
    await received.admit(caseId);
    const { sha256, size } = received;
    const data = { sha256, size, mediaType: 'image/jpeg', fileName: 'door.jpg' };
    const command = { type: 'AddEvidence', data } as const;
    await engine.execute({ ...complaint, command, commandId: commandId('evidence', caseId) });
  }
  await engine.proof.upToDate();
  await engine.close();
}

/** Looks at such a folder, with a history that may be another one than it holds. */
export async function verifierOf(
  dataDirectory: string,
  readModels: ReadModelStore,
): Promise<(store: EventStore, options?: VerifyOptions) => Promise<HistoryVerdict>> {
  const data = dataFolder(dataDirectory);
  const files = await openFileEvidenceStore({ directory: data.evidence, limitBytes: 1_000 });
  return (store, options = {}) =>
    createVerification({
      ...{ store, readModels, codec: createHistoryCodec(), timing: systemTiming, projections: [] },
      ...{ folder: proofFolder(data.proof), catchUp: () => Promise.resolve(), files },
      notes: createDamageNotes({ readModels, log: silentLogger, now: () => instant('2026-09-02T00:00:00Z') }),
      ownKey: () => findSigningKey(path.join(data.keys, 'proof.key'), 'note'),
    })(options);
}

export const whatIsWrong = ({ damage, findings }: HistoryVerdict): readonly string[] =>
  [...damage, ...findings].map(({ finding }) => finding);

/** The files by which something is proven: of the log, its checkpoints, the evidence. */
export async function provingFiles(directory: string): Promise<readonly string[]> {
  const { proof, evidence } = dataFolder(directory);
  const found = await Promise.all(
    [proof, evidence].map((folder) => readdir(folder, { recursive: true, withFileTypes: true })),
  );
  return found
    .flat()
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .filter(
      (file) =>
        !file.includes(path.join(evidence, 'taken')) && !file.includes(path.join(evidence, 'incoming')),
    );
}
