// Writes the digest of every image behind its tag, as the registries tell it now: what is built tomorrow is built on the same.
// Needs docker with buildx, and the registries; run it at a release, and look at what has changed. --dry-run only shows it.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const root = path.resolve(import.meta.dirname, '..');
const FILES = ['Dockerfile', 'docker-compose.yml', '.github/workflows/ci.yml'];
const IMAGE = /^(\s*(?:FROM|image:)\s+)([\w./-]+:[\w.-]+)(?:@sha256:[0-9a-f]{64})?/gm;

const known = new Map();
for (const file of FILES) {
  const before = readFileSync(path.join(root, file), 'utf8');
  const after = before.replace(IMAGE, (_, start, image) => `${start}${image}@${digestOf(image)}`);
  if (!process.argv.includes('--dry-run')) writeFileSync(path.join(root, file), after);
}
for (const [image, digest] of known) console.log(`${image}@${digest}`);

function digestOf(image) {
  if (!known.has(image)) known.set(image, asked(image));
  return known.get(image);
}

function asked(image) {
  const args = ['buildx', 'imagetools', 'inspect', image, '--format', '{{.Manifest.Digest}}'];
  const digest = execFileSync('docker', args, { encoding: 'utf8' }).trim();
  if (!/^sha256:[0-9a-f]{64}$/.test(digest)) throw new Error(`${image}: "${digest}" is no digest`);
  return digest;
}
