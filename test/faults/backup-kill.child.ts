import { openSqliteEventStore } from '#event-store';
import { instantOf } from '#event-sourcing';
import { dataFolder } from '#platform';
import { dieAtFile } from './file-crash.ts';

/** Takes a backup of a data folder, or restores one, and dies on the way. */
const [what, data = '', directory = '', point = ''] = process.argv.slice(2);
if (point !== '') await dieAtFile(point);

const { restoreBackup, takeBackup } = await import('#backup');
if (what === 'restore') await restoreBackup(data, { directory });
else {
  const folder = dataFolder(data);
  const store = openSqliteEventStore({ file: folder.events });
  await takeBackup({ store, folder }, { directory, now: instantOf(0) });
  await store.close();
}
process.stdout.write('done\n');
