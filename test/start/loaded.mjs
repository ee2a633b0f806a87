// Loaded before a program: notes which packages it loads. Plain JavaScript, because it comes before the compiler.
import { writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const packages = new Set();

registerHooks({
  load(url, context, nextLoad) {
    const [, name] = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*\/node_modules\/)/.exec(url) ?? [];
    if (name !== undefined) packages.add(name);
    return nextLoad(url, context);
  },
});

process.on('exit', () => {
  writeFileSync(process.env.REDRESS_TEST_LOADED, JSON.stringify([...packages]));
});
