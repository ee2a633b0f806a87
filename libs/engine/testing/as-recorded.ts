import { commandId, revision, type StoredEvent } from '#event-sourcing';
import { openSqliteEventStore } from '#event-store';
import type { RedressEngine } from '../compose.ts';

/** A picture that somebody of the staff adds to a case. */
export async function addEvidenceTo(
  { evidence, execute }: Pick<RedressEngine, 'evidence' | 'execute'>,
  caseId: string,
  { text, fileName }: { readonly text: string; readonly fileName: string },
): Promise<void> {
  async function* content(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(Buffer.from(text));
  }
  const actor = { id: 'staff-1', role: 'operations' };
  const received = await evidence.receive(content(), actor.id);
  await received.admit(caseId);
  const { sha256, size } = received;
  const data = { sha256, size, mediaType: 'image/jpeg', fileName };
  const id = commandId('file', caseId, sha256);
  await execute({ caseId, actor, commandId: id, command: { type: 'AddEvidence', data } });
}

/** As they stood when a program was killed. */
export async function recordUpTo(
  file: string,
  recorded: readonly StoredEvent[],
  last: string,
): Promise<void> {
  const store = openSqliteEventStore({ file });
  const head = await store.head();
  const end = recorded.findIndex(({ type }) => type === last);
  for (const { stream, revision: at, position, ...event } of recorded.slice(0, end + 1))
    if (position > head) await store.append(stream, at === 0n ? 'no-stream' : revision(at - 1n), [event]);
  await store.close();
}
