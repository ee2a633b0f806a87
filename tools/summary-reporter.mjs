// Ends a test run with one plain line, "N passed, N failed, N skipped", easy to read for people and scripts.
export default class SummaryReporter {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const line = `\n${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped\n`;
    // Jest prints its own summary after the reporters; this line comes last.
    process.once('exit', () => process.stdout.write(line));
  }
}
