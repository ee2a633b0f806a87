// The one file of this library that touches the disk; everything else works on text.
/* eslint-disable no-restricted-imports */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
/* eslint-enable no-restricted-imports */
import { InvalidProcedure } from './invalid-procedure.ts';
import { type ProcedureRegistry } from './procedure.ts';
import { createRegistry, type ProcedureSource } from './registry.ts';

/** Where the shipped procedures lie: beside this file, in the sources as in a build. */
const SHIPPED = fileURLToPath(new URL('./shipped', import.meta.url));

/**
 * The shipped procedures, and those of a directory of the organisation's own (`*.yaml`, `*.yml`). A newer version of
 * a shipped procedure may stand there; the same version may not. Throws {@link InvalidProcedure}.
 */
export function loadProcedures(directory?: string): ProcedureRegistry {
  const own = directory === undefined ? [] : filesOf(directory, directory);
  return createRegistry([...filesOf(SHIPPED, 'shipped'), ...own]);
}

function filesOf(directory: string, shownAs: string): readonly ProcedureSource[] {
  if (!existsSync(directory)) {
    throw InvalidProcedure.of([
      { file: directory, path: '', reason: 'there is no such folder of procedures' },
    ]);
  }
  const names = readdirSync(directory).filter((name) => /\.ya?ml$/i.test(name));
  return names.sort().map((name) => {
    const text = readFileSync(join(directory, name), 'utf8');
    return { name: `${shownAs}/${name}`, text, contentHash: createHash('sha256').update(text).digest('hex') };
  });
}
