import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A shell starts the programs of these suites, and the rights and limits that they meet are those of Unix. */
export function onUnix(name: string, suite: () => void): void {
  if (process.platform !== 'win32') {
    describe(name, suite);
    return;
  }
  describe.skip(`${name}: NOT RUN: Windows has no /bin/sh`, () => {
    it('was not run', () => undefined);
  });
}

/** A project of one source file that starts as this one does. */
export interface Project {
  readonly folder: string;
  /** Where temporary folders are made for it. */
  readonly temporary: string;
  readonly source: string;
  /** Where compiled sources are kept while nothing is in the way. */
  readonly kept: string;
}

export async function createProject(): Promise<Project> {
  const folder = await mkdtemp(path.join(tmpdir(), 'redress-start-'));
  const temporary = path.join(folder, 'temporary');
  for (const name of ['tools', 'node_modules', 'temporary']) await mkdir(path.join(folder, name));
  for (const name of ['tools/register.mjs', 'tools/compiled.mjs', 'tools/swc.json'])
    await cp(path.join(root, name), path.join(folder, name));
  await symlink(path.join(root, 'node_modules/@swc'), path.join(folder, 'node_modules/@swc'));
  await writeFile(path.join(folder, 'package.json'), '{ "type": "module", "imports": {} }');
  const source = path.join(folder, 'program.ts');
  await writeFile(source, program('one'));
  return { folder, temporary, source, kept: path.join(folder, 'node_modules/.cache/redress') };
}

/** Says the word, and whether the compiler was loaded for it. */
export const program = (word: string): string => `
import { createRequire } from 'node:module';
enum Word { it = '${word}' }
const loaded = Object.keys(createRequire(import.meta.url).cache).some((file) => file.endsWith('.node'));
console.log(\`\${Word.it} \${loaded ? 'compiled' : 'kept'}\`);
`;

export interface Started {
  readonly code: number | null;
  readonly said: string;
  readonly complained: string;
}

/** `shell` runs first, in the process that becomes the program. */
export async function start({ folder, temporary, source }: Project, shell = ''): Promise<Started> {
  const args = ['--import', './tools/register.mjs', source];
  const child = spawn('/bin/sh', ['-c', `${shell}\nexec "$@"`, 'sh', process.execPath, ...args], {
    cwd: folder,
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [said, complained] = [text(child.stdout), text(child.stderr)];
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said: (await said).trim(), complained: await complained };
}

/** Files with compiled sources, wherever they lie below the folder; drafts too. */
export async function keptFiles(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => /[0-9a-f]{64}[.]js/.test(name)).map((name) => path.join(folder, name));
}
