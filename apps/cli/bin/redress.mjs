#!/usr/bin/env node
// Plain JavaScript on purpose: it must start on any supported Node, then hand over to the pinned Node 24.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const REQUIRED_MAJOR = 24;
const root = path.resolve(path.dirname(realpathSync(fileURLToPath(import.meta.url))), '../../..');
const source = path.join(root, 'apps/cli/main.ts');
const built = path.join(root, 'dist/apps/cli/main.js');
const fromSource = existsSync(source);

if (fromSource || existsSync(built)) {
  start();
} else {
  fail('neither the sources nor a build was found. Run "npm run build" first.');
}

function start() {
  const node = findNode();
  if (node === undefined) {
    fail(
      `Node ${REQUIRED_MAJOR} or newer is needed; this is ${process.version} and no pinned copy is installed for ` +
        `${process.platform}-${process.arch}. Run "npm ci" without --omit=optional, or install Node ${REQUIRED_MAJOR}.`,
    );
    return;
  }
  const entry = fromSource
    ? ['--import', pathToFileURL(path.join(root, 'tools/register.mjs')).href, source]
    : ['--conditions=redress-dist', built];
  const args = ['--disable-warning=ExperimentalWarning', ...entry, ...process.argv.slice(2)];
  if (canReplaceThisProcess()) process.execve(node, [node, ...args], process.env);
  else spawnAndForward(node, args);
}

// One process, so that a signal (even SIGKILL) reaches the program itself.
function canReplaceThisProcess() {
  return process.platform !== 'win32' && typeof process.execve === 'function';
}

function spawnAndForward(node, args) {
  const child = spawn(node, args, { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`could not start ${node}: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

function findNode() {
  if (isSuitable(process.versions.node)) return process.execPath;
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const file = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  try {
    const manifest = createRequire(import.meta.url).resolve(`node-${platform}-${process.arch}/package.json`);
    const node = path.join(path.dirname(manifest), file);
    return existsSync(node) ? node : undefined;
  } catch {
    return undefined; // the optional package is not installed on this platform
  }
}

function isSuitable(version) {
  return Number.parseInt(version, 10) >= REQUIRED_MAJOR;
}

function fail(message) {
  process.stderr.write(`redress: ${message}\n`);
  process.exitCode = 1;
}
