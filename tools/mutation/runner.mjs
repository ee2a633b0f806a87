// Stryker's runner for Vitest filters tests by name, and Vitest 5 joins the names of suites and tests otherwise: the
// filter matches nothing there, and every mutant survives. This one runs the suites of those tests instead.
import { strykerPlugins as theirs } from '@stryker-mutator/vitest-runner';

const [vitest] = theirs;

bySuite.inject = vitest.factory.inject;
function bySuite(injector) {
  const runner = vitest.factory(injector);
  const run = runner.run.bind(runner);
  runner.run = ({ testIds = [], ...request }) =>
    run(testIds.length === 0 ? request : { ...request, testFiles: suitesOf(testIds) });
  return runner;
}

const suitesOf = (testIds) => [...new Set(testIds.map((id) => id.split('#', 1)[0]))];

export const strykerPlugins = [{ ...vitest, name: 'vitest-by-suite', factory: bySuite }];
