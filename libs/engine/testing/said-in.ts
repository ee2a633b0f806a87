import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Which of these words stand in which file of a folder. */
export async function saidIn(root: string, said: readonly string[]): Promise<readonly string[]> {
  const files = await readdir(root, { recursive: true, withFileTypes: true });
  const hits = files.flatMap((file) => (file.isFile() ? [path.join(file.parentPath, file.name)] : []));
  const bytes = await Promise.all(
    hits.map(async (file) => [file, await readFile(file).catch(() => Buffer.of())] as const),
  );
  return bytes.flatMap(([file, held]) =>
    said.filter((each) => held.includes(each)).map((each) => `${path.relative(root, file)}: ${each}`),
  );
}
