import { openEngine } from '#engine';
import { instant } from '#event-sourcing';
import { granting, NOW, reversing } from './budget-kill.fixtures.ts';

/** Opens the folder in which a case is ready for a credit, grants it, takes it back, and is killed somewhere on the way. */
const [folder = '', caseId = ''] = process.argv.slice(2);
const engine = await openEngine({ dataDirectory: folder, now: () => instant(NOW) });
const granted = await engine.execute(granting(caseId, 3000));
const reversed = await engine.execute(reversing(caseId));
await engine.close();
process.stdout.write(`${granted.outcome} ${reversed.outcome}\n`);
