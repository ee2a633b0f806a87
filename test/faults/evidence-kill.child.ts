import { evidence } from './evidence.ts';
import { dieAtFile } from './file-crash.ts';

/** Puts one file into an evidence store, and dies on the way. Syncs are of the file first, then of the folders. */
const [directory = '', seed = '', size = '', point = ''] = process.argv.slice(2);
await dieAtFile(point);

const { openFileEvidenceStore } = await import('../../libs/evidence/evidence-store.ts');
const store = await openFileEvidenceStore({ directory, limitBytes: 100_000_000 });
process.stdout.write('putting\n');
const received = await store.receive(evidence(seed, Number(size)));
await received.keep();
const { sha256 } = received;
process.stdout.write(`${sha256}\n`);
