import { startEventStoreDbDouble } from '../../test/servers/eventstoredb/start.ts';

/** The protocol double of the tests in a process of its own: what it costs is not the product's. */
const double = await startEventStoreDbDouble();
process.stdout.write(`${double.connectionString}\n`);
process.on('message', (question) => {
  if (question === 'calls') process.send?.(double.calls);
});
process.once('SIGTERM', () => {
  void double.stop().then(() => {
    process.disconnect();
  });
});
