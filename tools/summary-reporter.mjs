// Ends a test run with its slowest suites, with what was not run and why, and one plain line, "N passed, N failed, N skipped".
const SLOWEST = 20;

export default class SummaryReporter {
  onTestRunEnd(modules, errors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state) => tests.filter((test) => test.result().state === state).length;
    // A suite that cannot be loaded, or fails in its hooks, and an error that nobody caught fail the run as well.
    const suites = modules.flatMap((module) => [module, ...module.children.allSuites()]);
    const broken = suites.filter((suite) => suite.errors().length > 0).length + errors.length;
    const lines = [
      '',
      ...slowestSuites(modules),
      ...skippedSuites(tests),
      `${count('passed')} passed, ${count('failed') + broken} failed, ${count('skipped')} skipped`,
      '',
    ];
    // Other reporters print their own summary; this comes last.
    process.once('exit', () => process.stdout.write(lines.join('\n')));
  }
}

function slowestSuites(modules) {
  if (modules.length < SLOWEST) return [];
  const spent = (module) => module.diagnostic().duration + module.diagnostic().collectDuration;
  return modules
    .toSorted((left, right) => spent(right) - spent(left))
    .slice(0, SLOWEST)
    .map((module) => `${(spent(module) / 1000).toFixed(1).padStart(7)} s  ${module.relativeModuleId}`);
}

/** A suite that misses a server says so in its title. Tests that a name filter left out are not meant. */
function skippedSuites(tests) {
  const titles = tests
    .filter((test) => test.name === 'was not run' && test.result().state === 'skipped')
    .map((test) => `not run: ${test.fullName.replace(/ > was not run$/, '').replaceAll(' > ', ' › ')}`);
  return [...new Set(titles)].sort();
}
