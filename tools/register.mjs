// Lets Node run the TypeScript sources of this project directly: node --import ./tools/register.mjs file.ts
// Node strips types by itself but does not emit the decorator metadata that Nest needs, hence the compile step.
import { readFileSync } from 'node:fs';
import { createRequire, registerHooks, setSourceMapsSupport } from 'node:module';
import { fileURLToPath } from 'node:url';
import { openCompiled } from './compiled.mjs';

const projectRoot = new URL('../', import.meta.url).href;
const require = createRequire(import.meta.url);
const settings = readFileSync(new URL('./swc.json', import.meta.url), 'utf8');
const compiled = openCompiled(fileURLToPath(projectRoot), [
  require('@swc/core/package.json').version,
  settings,
]);

setSourceMapsSupport(true);

// Node asks the file system and reads the whole of package.json again for each import: half of the time of a start.
const { imports } = JSON.parse(readFileSync(new URL('package.json', projectRoot), 'utf8'));
const rooms = new Map(
  Object.entries(imports).map(([name, { default: file }]) => [name, new URL(file, projectRoot).href]),
);

registerHooks({
  resolve(specifier, context, nextResolve) {
    const url = ownFile(specifier, context.parentURL);
    return url === undefined
      ? nextResolve(specifier, context)
      : { url, format: 'module', shortCircuit: true };
  },
  load(url, context, nextLoad) {
    if (!isOwnTypeScript(url)) return nextLoad(url, context);
    const filename = fileURLToPath(url);
    const source = compiled.code(filename, readFileSync(filename, 'utf8'), compile);
    return { format: 'module', source, shortCircuit: true };
  },
});

function ownFile(specifier, importer) {
  if (importer === undefined || !isOwnTypeScript(importer)) return undefined;
  if (specifier.startsWith('#')) return rooms.get(specifier);
  if (!specifier.startsWith('.') || !specifier.endsWith('.ts')) return undefined;
  return new URL(specifier, importer).href;
}

// The compiler is a large native add-on: only a file that is not kept yet loads it.
function compile(filename, source) {
  const { transformSync } = require('@swc/core');
  return transformSync(source, { ...JSON.parse(settings), filename }).code;
}

function isOwnTypeScript(url) {
  const path = url.split(/[?#]/, 1)[0];
  return path.startsWith(projectRoot) && path.endsWith('.ts') && !path.includes('/node_modules/');
}
