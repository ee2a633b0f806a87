import { runLogLoop, type LogLoopOptions } from './proof/log-loop.ts';
import type { AnyProcess } from './processes/follow-ups.ts';
import { runProcessLoop, type ProcessLoopOptions } from './processes/process-loop.ts';
import { runSchedulerLoop, type SchedulerLoopOptions } from './scheduler/scheduler-loop.ts';

type Options = SchedulerLoopOptions &
  Omit<ProcessLoopOptions, 'manager'> &
  LogLoopOptions & { readonly processes: readonly AnyProcess[] };

/** Commands that nobody sends by hand: what time brings, and the further steps between cases. */
export async function followHistory(options: Options, signal: AbortSignal): Promise<void> {
  await Promise.all([
    runSchedulerLoop(options, signal),
    runLogLoop(options, signal),
    ...options.processes.map((manager) => runProcessLoop({ ...options, manager }, signal)),
  ]);
}
