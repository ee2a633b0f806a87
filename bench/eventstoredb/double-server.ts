import { randomUUID } from 'node:crypto';
import { startEventStoreDbDouble } from '../../test/servers/eventstoredb/start.ts';

/** The protocol double of the tests in a process of its own: what it costs is not the product's. */
const double = await startEventStoreDbDouble();
process.stdout.write(`${double.connectionString}\n`);
process.on('message', (question) => {
  if (question === 'calls') process.send?.(double.calls);
  const [, strangers] = /^fill (\d+)$/.exec(String(question)) ?? [];
  if (strangers === undefined) return;
  double.log.fill(Number(strangers), `other-${randomUUID()}`);
  process.send?.('filled');
});
process.once('SIGTERM', () => {
  void double.stop().then(() => {
    process.disconnect();
  });
});
