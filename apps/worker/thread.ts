import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { runWorker, type WorkerSettings } from './worker.ts';

/** Entry of the worker thread: the parent hands the settings over and says when to stop. */
if (!isMainThread && parentPort !== null) {
  const stopping = new AbortController();
  const port = parentPort;
  port.once('message', () => {
    stopping.abort();
  });
  await runWorker(workerData as WorkerSettings, stopping.signal);
  port.close();
}
