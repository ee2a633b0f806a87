import { appendFileSync } from 'node:fs';
import { randomInt, randomUUID } from 'node:crypto';
import { canonicalJson, commandId, eventId, revision, streamName, type EventToAppend } from '#event-sourcing';
import { openSqliteEventStore } from '#event-store';

/** Appends batches to eight streams until it is killed; notes each acknowledged batch in a file of its own and says so. */
const [file = '', acknowledged = ''] = process.argv.slice(2);
const store = openSqliteEventStore({ file });

const batchOf = (name: string, size: number): readonly EventToAppend[] =>
  Array.from({ length: size }, (_, index) => ({
    id: eventId(commandId(name), index),
    type: 'Noted',
    data: canonicalJson({ batch: name, index, size, text: 'x'.repeat(randomInt(2000)) }),
    metadata: canonicalJson({}),
  }));

async function appendForever(): Promise<never> {
  const stream = streamName('case', randomUUID());
  for (let next = 0; ;) {
    const [name, size] = [randomUUID(), randomInt(1, 6)];
    await store.append(stream, next === 0 ? 'no-stream' : revision(next - 1), batchOf(name, size));
    appendFileSync(acknowledged, `${name}\n`);
    process.stdout.write('acknowledged\n');
    next += size;
  }
}

await Promise.all(Array.from({ length: 8 }, appendForever));
