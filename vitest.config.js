import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';

/** Ends what hangs. Nothing passes or fails by how long it takes below this; the one time-out of all suites. */
const HANGS_MILLIS = 300_000;

/** What reckons all the time begins first: it fills the time in which other suites wait. Else as usual. */
class ReckoningFirst extends BaseSequencer {
  async sort(files) {
    const reckons = ({ moduleId }) => /histories-\d/.test(moduleId);
    const sorted = await super.sort(files);
    return [...sorted.filter(reckons), ...sorted.filter((each) => !reckons(each))];
  }
}

/** `--mode full` (`npm run test:faults`) kills at every point and runs properties longer; without it a sample is taken. */
export default defineConfig(({ mode }) => ({
  test: {
    env: mode === 'full' ? { REDRESS_TESTS: 'full' } : {},
    include: ['{apps,libs,test}/**/*.spec.ts'],
    // The sources run as they do in the product: Node's own loader with the project's hook, compiled once and kept.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    execArgv: ['--disable-warning=ExperimentalWarning', '--import', './tools/register.mjs'],
    setupFiles: ['./test/properties.ts'],
    // Modules and servers are loaded and started once per worker; suites share nothing else.
    // A test that was left alone by mistake would pass for all.
    allowOnly: false,
    pool: 'forks',
    isolate: false,
    // Suites of faults wait for leases and for processes that start: more of them than there are cores use all of these.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: ReckoningFirst },
    testTimeout: HANGS_MILLIS,
    hookTimeout: HANGS_MILLIS,
    teardownTimeout: 20_000,
    reporters: ['default', './tools/summary-reporter.mjs'],
  },
}));
