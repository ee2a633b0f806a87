import { spawn } from 'node:child_process';
import { access } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';

const VERSION = '4.32.5';
const HOME = path.resolve(`node_modules/.cache/schemathesis-${VERSION}`);
const BIN = path.join(HOME, process.platform === 'win32' ? 'Scripts' : 'bin');

/** Path of the program, installed beside the project's own packages when it is not there yet; or what is missing. */
export async function installed(): Promise<string | { readonly missing: string }> {
  const program = path.join(BIN, 'schemathesis');
  if (await isThere(program)) return program;
  if ((await run('python3', ['-m', 'venv', HOME])) !== 0)
    return { missing: 'Schemathesis needs Python 3 with venv, and there is none here.' };
  if ((await run(path.join(BIN, 'pip'), ['install', '--quiet', `schemathesis==${VERSION}`])) !== 0)
    return { missing: `the Python package schemathesis ${VERSION} cannot be installed here.` };
  return program;
}

interface Run {
  readonly document: string;
  readonly config: string;
  readonly url: string;
  readonly passedOn: readonly string[];
}

export const runSchemathesis = (program: string, { document, config, url, passedOn }: Run): Promise<number> =>
  run(program, ['--config-file', config, 'run', document, '--url', url, ...passedOn], path.dirname(document));

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/** Its exit code; 127 where there is no such program. */
const run = (program: string, args: readonly string[], cwd?: string): Promise<number> =>
  new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'inherit', ...(cwd !== undefined && { cwd }) });
    child.once('error', () => {
      resolve(127);
    });
    child.once('close', (code) => {
      resolve(code ?? 1);
    });
  });
