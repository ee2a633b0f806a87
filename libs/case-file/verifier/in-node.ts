// Part of the verifier, which stands alone: see verifier.ts.
import { verifyCaseFile } from './verifier.ts';
import { filesOfZip } from './zip-reader.ts';

const USAGE =
  'node verify.mjs CASE-FILE.zip [KEY]\nCASE-FILE.zip may also be the folder that it was unpacked into.\n';

/** Exit code: 0 intact, 1 not intact, 2 not understood. */
export async function verifyAtTerminal([file, trusted]: readonly string[]): Promise<number> {
  if (file === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  const files = await filesOf(file).catch((error: unknown) => {
    process.stderr.write(
      `${file} is no case file: ${error instanceof Error ? error.message : String(error)}\n`,
    );
  });
  if (files === undefined) return 2;
  const { isIntact, findings, facts } = await verifyCaseFile(files, trusted);
  for (const each of findings) process.stdout.write(`! ${each}\n`);
  for (const each of facts) process.stdout.write(`  ${each}\n`);
  process.stdout.write(isIntact ? 'Intact.\n' : 'Not intact.\n');
  return isIntact ? 0 : 1;
}

async function filesOf(file: string) {
  const { openAsBlob, statSync } = await import('node:fs');
  return statSync(file).isDirectory() ? filesOfFolder(file) : filesOfZip(await openAsBlob(file));
}

async function filesOfFolder(folder: string) {
  const { readdirSync, readFileSync } = await import('node:fs');
  const path = await import('node:path');
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  const names = found.map(({ parentPath, name }) =>
    path.relative(folder, path.join(parentPath, name)).split(path.sep).join('/'),
  );
  return {
    names,
    read: (name: string) => Promise.resolve(Uint8Array.from(readFileSync(path.join(folder, name)))),
  };
}
