import { openEngine } from '#engine';
import { concluding, NOW } from './conduct-kill.fixtures.ts';

/** Opens the folder in which a case is ready, has one person found responsible and then another, and is killed somewhere on the way. */
const [folder = '', caseId = ''] = process.argv.slice(2);
const engine = await openEngine({ dataDirectory: folder, now: () => NOW });
const first = await engine.execute(concluding(caseId, 'lin'));
const second = await engine.execute(concluding(caseId, 'guard'));
await engine.close();
process.stdout.write(`${first.outcome} ${second.outcome}\n`);
