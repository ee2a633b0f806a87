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

registerHooks({
  load(url, context, nextLoad) {
    if (!isOwnTypeScript(url)) return nextLoad(url, context);
    const filename = fileURLToPath(url);
    const source = compiled.code(filename, readFileSync(filename, 'utf8'), compile);
    return { format: 'module', source, shortCircuit: true };
  },
});

// The compiler is a large native add-on: only a file that is not kept yet loads it.
function compile(filename, source) {
  const { transformSync } = require('@swc/core');
  return transformSync(source, { ...JSON.parse(settings), filename }).code;
}

function isOwnTypeScript(url) {
  const path = url.split(/[?#]/, 1)[0];
  return path.startsWith(projectRoot) && path.endsWith('.ts') && !path.includes('/node_modules/');
}
