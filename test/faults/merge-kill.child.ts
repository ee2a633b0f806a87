import { openEngine } from '#engine';
import { merge } from './merge-kill.fixtures.ts';

/** Opens the folder in which two cases are logged, merges one into the other, and is killed somewhere on the way. */
const [folder = ''] = process.argv.slice(2);
const engine = await openEngine({ dataDirectory: folder });
const { outcome } = await engine.execute(merge);
await engine.close();
process.stdout.write(`${outcome}\n`);
