import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../../..');
interface Ended {
  readonly code: number;
  readonly said: string;
}

describe('what comes from elsewhere', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'redress-supply-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** `before`: a folder whose programs are found first. */
  const runs = (program: string, args: readonly string[], before?: string): Promise<Ended> =>
    new Promise((resolve) => {
      const found = [...(before === undefined ? [] : [before]), process.env['PATH'] ?? ''].join(
        path.delimiter,
      );
      const options = { cwd: root, env: { ...process.env, PATH: found }, maxBuffer: 2 ** 24 };
      execFile(program, args, options, (error, stdout, stderr) => {
        resolve({ code: Number(error?.code ?? 0), said: stdout + stderr });
      });
    });
  const tool = (name: string, args: readonly string[] = [], before?: string): Promise<Ended> =>
    runs(process.execPath, [path.join(root, 'tools', name), ...args], before);
  const program = async (name: string, ...lines: readonly string[]): Promise<string> => {
    const place = await mkdtemp(path.join(folder, 'program-'));
    await writeFile(path.join(place, name), ['#!/bin/sh', ...lines, ''].join('\n'));
    await chmod(path.join(place, name), 0o755);
    return place;
  };

  it('is as the list of licences, install scripts, actions and images says', async () => {
    expect(await tool('supply-chain.mjs')).toMatchObject({ code: 0 });
  });

  it('is refused with what is wrong with it', async () => {
    const packages = {
      'node_modules/copied': { license: 'GPL-3.0' },
      'node_modules/unsaid': {},
      'node_modules/half': { license: '(MIT AND SSPL-1.0)' },
      'node_modules/tool': { dev: true, license: 'MPL-2.0' },
      'node_modules/choice': { license: '(MIT OR GPL-3.0)' },
      'node_modules/@scarf/scarf': { license: 'Apache-2.0', hasInstallScript: true },
    };
    await mkdir(path.join(folder, '.github/workflows'), { recursive: true });
    await writeFile(path.join(folder, 'package-lock.json'), JSON.stringify({ packages }));
    await writeFile(path.join(folder, 'Dockerfile'), 'FROM node:latest AS build\nFROM node:24-slim\n');
    await writeFile(path.join(folder, '.github/workflows/ci.yml'), '- uses: actions/checkout@v4\n');
    const { code, said } = await tool('supply-chain.mjs', [folder]);
    expect([code, said.trim().split('\n')]).toEqual([
      1,
      [
        'copied: its licence is GPL-3.0, which is not on the list',
        'unsaid: its licence is none, which is not on the list',
        'half: its licence is (MIT AND SSPL-1.0), which is not on the list',
        '@scarf/scarf: brings an install script; look at what it does, then name it or do without',
        '.npmrc: install scripts would be run',
        'ci.yml: actions/checkout@v4 is not pinned by the hash of its commit',
        'Dockerfile: node:latest names no version',
        'Dockerfile: node:latest names no digest: node tools/pin-images.mjs writes it',
        'Dockerfile: node:24-slim names no digest: node tools/pin-images.mjs writes it',
      ],
    ]);
  });

  it('holds no telemetry, and all that runs stands in the bill of materials', async () => {
    const { code, said } = await runs('npm', ['run', '--silent', 'sbom']);
    expect(code).toBe(0);
    const { components } = JSON.parse(said.slice(said.indexOf('{'))) as {
      readonly components: readonly { readonly name: string; readonly group?: string }[];
    };
    const names = components.map(({ name }) => name);
    const { dependencies } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
      readonly dependencies: object;
    };
    expect(names).toEqual(expect.arrayContaining(Object.keys(dependencies)));
    for (const left of ['@scarf/scarf', 'vitest']) expect(names).not.toContain(left);
  });

  describe.skipIf(process.platform === 'win32')('asked for elsewhere', () => {
    it.each([
      ['says nothing where nobody can be asked', '{"error":{"code":"E405"}}', 0, 'Nobody could be asked'],
      [
        'passes without weaknesses',
        '{"metadata":{"vulnerabilities":{"low":1}}}',
        0,
        '0 high, 0 moderate, 1 low',
      ],
      ['fails with one', '{"metadata":{"vulnerabilities":{"high":1}}}', 1, '0 critical, 1 high'],
    ])('%s', async (_name, answer, code, sentence) => {
      const ended = await tool('audit.mjs', [], await program('npm', `echo '${answer}'`));
      expect(ended).toEqual({ code, said: expect.stringContaining(sentence) as string });
    });

    it('has the digest of every image written behind its tag', async () => {
      const docker = await program('docker', `printf 'sha256:%064d\\n' 7`);
      const { code, said } = await tool('pin-images.mjs', ['--dry-run'], docker);
      const digest = `@sha256:${'7'.padStart(64, '0')}`;
      expect([code, said.trim().split('\n').toSorted()]).toEqual([
        0,
        [`eventstore/eventstore:24.10${digest}`, `mongo:8${digest}`, `node:24-slim${digest}`],
      ]);
    });
  });
});
