// Lets Node run the TypeScript sources of this project directly: node --import ./tools/register.mjs file.ts
// Node strips types by itself but does not emit the decorator metadata that Nest needs, hence the compile step.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

const projectRoot = new URL('../', import.meta.url).href;
const options = JSON.parse(readFileSync(new URL('./swc.json', import.meta.url), 'utf8'));

process.setSourceMapsEnabled(true);

registerHooks({
  load(url, context, nextLoad) {
    if (!isOwnTypeScript(url)) return nextLoad(url, context);
    const filename = fileURLToPath(url);
    const { code } = transformSync(readFileSync(filename, 'utf8'), { ...options, filename });
    return { format: 'module', source: code, shortCircuit: true };
  },
});

function isOwnTypeScript(url) {
  const path = url.split(/[?#]/, 1)[0];
  return path.startsWith(projectRoot) && path.endsWith('.ts') && !path.includes('/node_modules/');
}
