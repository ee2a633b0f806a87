// The bill of materials (CycloneDX) of what runs in production, on standard output. npm's own --omit=dev leaves out packages
// that tools need as well, so everything is asked for, and what the lock file calls a tool is taken away.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const root = path.resolve(import.meta.dirname, '..');
const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
const running = new Set(
  Object.entries(packages)
    .filter(([, { dev, link }]) => dev !== true && link !== true)
    .map(([place, found]) => `${found.name ?? place.split('node_modules/').at(-1)}@${found.version}`),
);
const bill = JSON.parse(
  execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx'], {
    ...{ cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26, shell: process.platform === 'win32' },
    stdio: ['ignore', 'pipe', 'ignore'],
  }),
);
const components = bill.components.filter(({ name, version }) => running.has(`${name}@${version}`));
const named = new Set([bill.metadata.component, ...components].map((each) => each['bom-ref']));
const dependencies = bill.dependencies
  .filter(({ ref }) => named.has(ref))
  .map((each) => ({ ...each, dependsOn: each.dependsOn.filter((ref) => named.has(ref)) }));
console.log(JSON.stringify({ ...bill, components, dependencies }, undefined, 2));
