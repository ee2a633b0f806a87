import { importFile, loadMapping } from '#import';
import { openEngine } from '#engine';
import { silentLogger } from '#platform';
import { complaintsFile } from './complaints-file.ts';

/** A history of closed complaints, three events each, as the import records them. Returns where they came from. */
export async function importHistory(folder: string, rows: number): Promise<string> {
  const { file, source } = await complaintsFile(folder, rows);
  const engine = await openEngine({ dataDirectory: folder, log: silentLogger });
  try {
    await importFile(engine, { file, mapping: loadMapping('cfpb'), by: 'bench' });
  } finally {
    await engine.close();
  }
  return source;
}
