// Part of the verifier, which stands alone: see verifier.ts.
import { hex, sha256, textOf, type Bytes } from './proofs.ts';

/** The files of a case file, by their names inside it. */
export interface CaseFiles {
  readonly names: readonly string[];
  read(name: string): Promise<Bytes>;
}

export type Found = (what: string) => void;

export const TAG_MANIFEST = 'tagmanifest-sha256.txt';
const OUTSIDE: readonly string[] = [TAG_MANIFEST, 'seal.txt'];

/** BagIt: every file is listed with its hash, and nothing else is there. */
export async function checkBag(
  files: CaseFiles,
  found: Found,
  facts: string[],
): Promise<Map<string, string>> {
  const digests = new Map<string, string>();
  for (const manifest of ['manifest-sha256.txt', TAG_MANIFEST])
    for (const [name, hash] of listedIn(textOf(await files.read(manifest)))) {
      if (!files.names.includes(name)) {
        found(`${name} is missing.`);
        continue;
      }
      const digest = hex(await sha256(await files.read(name)));
      digests.set(name, digest);
      if (digest !== hash) found(`${name} was changed.`);
    }
  for (const name of files.names)
    if (!digests.has(name) && !OUTSIDE.includes(name)) found(`${name} does not belong to the file.`);
  facts.push(`${String(digests.size)} files were compared with the list of their hashes.`);
  return digests;
}

function listedIn(manifest: string): readonly (readonly [name: string, hash: string])[] {
  return manifest
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => [line.slice(66), line.slice(0, 64)] as const);
}
