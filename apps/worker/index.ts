export { runWorker, type WorkerSettings } from './worker.ts';
export { startWorkerThread, type WorkerThread, type WorkerThreadOptions } from './worker-thread.ts';
