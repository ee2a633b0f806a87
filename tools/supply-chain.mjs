// What comes from elsewhere, looked at without asking anybody: licences, install scripts, actions and images.
// Of another folder when it is named: node tools/supply-chain.mjs FOLDER.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** They ask nothing of whoever passes the product on but to name them. Of tools also those that ask for changes of themselves. */
/** OFL-1.1: letters of a font, which may stand in whatever is made with it. */
/** CC-BY-3.0: a list of holidays, which names where it is from (docs/dependencies.md). */
const LICENCES = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC-BY-3.0',
  'ISC',
  'MIT',
  'MIT-0',
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
  'Zlib',
];
const OF_TOOLS = [...LICENCES, 'CC-BY-4.0', 'MPL-2.0'];
/** Their licence stands in a file of its own, and not where everybody else says it; somebody has read it. */
const SAID_IN_A_FILE = { 'png-js@2.0.0': 'MIT' };
/** They bring install scripts, which nobody runs: neither needs its own. */
const WITH_SCRIPTS = ['@swc/core', 'protobufjs'];

const root = process.argv[2] ?? path.resolve(import.meta.dirname, '..');
const read = (file) => (existsSync(path.join(root, file)) ? readFileSync(path.join(root, file), 'utf8') : '');
const wrong = [...licences(), ...installScripts(), ...actions(), ...images()];
for (const each of wrong) console.error(each);
if (wrong.length === 0) console.log('Licences, install scripts, actions and images are as they should be.');
process.exitCode = wrong.length === 0 ? 0 : 1;

function packages() {
  return Object.entries(JSON.parse(read('package-lock.json')).packages)
    .filter(([place, { link }]) => place.includes('node_modules/') && link !== true)
    .map(([place, found]) => ({ name: found.name ?? place.split('node_modules/').at(-1), ...found }));
}

function licences() {
  return packages()
    .map((each) => ({ license: SAID_IN_A_FILE[`${each.name}@${each.version}`], ...each }))
    .filter(({ dev, license = 'none' }) => !isAllowed(license, dev ? OF_TOOLS : LICENCES))
    .map(({ name, license = 'none' }) => `${name}: its licence is ${license}, which is not on the list`);
}

/** `(MIT OR GPL-3.0)` leaves the choice, `(MIT AND Zlib)` does not. */
function isAllowed(licence, allowed) {
  const text = licence.replace(/[()]/g, '');
  return text
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((each) => allowed.includes(each.trim())));
}

function installScripts() {
  const scripts = packages()
    .filter(({ name, hasInstallScript }) => hasInstallScript === true && !WITH_SCRIPTS.includes(name))
    .map(({ name }) => `${name}: brings an install script; look at what it does, then name it or do without`);
  const run = /^ignore-scripts\s*=\s*true$/m.test(read('.npmrc'))
    ? []
    : ['.npmrc: install scripts would be run'];
  return [...scripts, ...run];
}

function actions() {
  const folder = path.join(root, '.github/workflows');
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return files.flatMap((file) =>
    [...read(`.github/workflows/${file}`).matchAll(/uses:\s*(\S+)/g)]
      .filter(([, action]) => !/@[0-9a-f]{40}$/.test(action))
      .map(([, action]) => `${file}: ${action} is not pinned by the hash of its commit`),
  );
}

/** What the product's own image is built on is pinned by digest; servers name a version, and tools/pin-images.mjs their digest. */
function images() {
  const files = ['Dockerfile', 'docker-compose.yml', '.github/workflows/ci.yml'];
  return files.flatMap((file) =>
    [...read(file).matchAll(/^\s*(?:FROM|image:)\s+(\S+)/gm)]
      .filter(
        ([, image]) =>
          image !== 'redress' && !/^[\w./-]+:[\w.-]*\d[\w.-]*(@sha256:[0-9a-f]{64})?$/.test(image),
      )
      .map(([, image]) => `${file}: ${image} names no version`)
      .concat(file === 'Dockerfile' ? withoutDigest(file) : []),
  );
}

function withoutDigest(file) {
  return [...read(file).matchAll(/^FROM\s+(\S+)/gm)]
    .filter(([, image]) => !image.includes('@sha256:'))
    .map(([, image]) => `${file}: ${image} names no digest: node tools/pin-images.mjs writes it`);
}
