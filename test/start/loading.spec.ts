import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_DATA_DIRECTORY } from '#platform';
import { openEngine } from '#engine';

const BIN = fileURLToPath(new URL('../../apps/cli/bin/redress.mjs', import.meta.url));
const HOOK = new URL('./loaded.mjs', import.meta.url).href;
const NOT_FOR_READING = [
  ...['mongodb', 'bson', '@eventstore/db-client', '@grpc/grpc-js'],
  ...['@nestjs/core', '@nestjs/common', '@nestjs/swagger', 'fastify', 'class-validator', 'rxjs'],
  ...['typebox', 'jose', 'pino'],
];

/** Loaded when something has to be compiled, so not by every start. */
const isNoCompiler = (name: string): boolean => !name.startsWith('@swc/');

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'redress-loading-'));
  await (await openEngine({ dataDirectory: path.join(folder, 'data') })).close();
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

interface Run {
  readonly code: number | null;
  readonly said: string;
  readonly packages: readonly string[];
}

async function redress(...args: string[]): Promise<Run> {
  const notes = path.join(folder, 'loaded.json');
  const child = spawn(process.execPath, [BIN, ...args], {
    env: { ...process.env, NODE_OPTIONS: `--import=${HOOK}`, REDRESS_TEST_LOADED: notes },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = text(child.stdout);
  const [code] = (await once(child, 'close')) as [number | null];
  const packages = JSON.parse(await readFile(notes, 'utf8')) as string[];
  return { code, said: await said, packages: packages.filter(isNoCompiler) };
}

describe('the command line loads what a command needs', () => {
  it('shows its help with nothing but the parser of command lines', async () => {
    const { code, said, packages } = await redress('--help');
    expect(packages).toEqual(['commander']);
    expect(code).toBe(0);
    expect(said).toContain('figures about complaints');
    expect(said.replace(/\s+/g, ' ')).toContain(`REDRESS_DATA, or ${DEFAULT_DATA_DIRECTORY})`);
  });

  it.each([
    ['cases', 'list'],
    ['report', 'monthly', '2026-09'],
    ['procedures', 'list'],
  ])('reads the embedded default without servers, drivers and signatures: %s %s', async (...args) => {
    const { code, packages } = await redress(...args, '--data', path.join(folder, 'data'));
    expect(code).toBe(0);
    expect(packages).toContain('commander');
    expect(NOT_FOR_READING.filter((name) => packages.includes(name))).toEqual([]);
  });

  it('loads the server, and sees it, when a command needs it', async () => {
    const { code, packages } = await redress('openapi');
    expect(code).toBe(0);
    expect(packages).toEqual(expect.arrayContaining(['@nestjs/core', '@nestjs/swagger', 'fastify', 'jose']));
    expect(packages).not.toContain('mongodb');
  });
});

describe('help of a command that is not loaded yet', () => {
  it.each([
    ['cases', '--help'],
    ['help', 'cases'],
  ])('names its commands: redress %s %s', async (...args) => {
    const { code, said } = await redress(...args);
    expect(code).toBe(0);
    expect(said).toContain('list [options]');
    expect(said).toContain('show [options] <case>');
  });
});
