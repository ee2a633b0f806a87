// Ends a test run with what was not run and why, and one plain line, "N passed, N failed, N skipped".
export default class SummaryReporter {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const text = [
      '',
      ...skippedSuites(results),
      `${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped`,
      '',
    ].join('\n');
    // Jest prints its own summary after the reporters; this comes last.
    process.once('exit', () => process.stdout.write(text));
  }
}

/** A suite that misses a server says so in its title. Tests that a name filter left out are not meant. */
function skippedSuites({ testResults }) {
  const titles = testResults
    .flatMap(({ testResults: tests }) => tests)
    .filter(({ status, title }) => status === 'pending' && title === 'was not run')
    .map(({ ancestorTitles }) => `not run: ${ancestorTitles.join(' › ')}`);
  return [...new Set(titles)].sort();
}
