import type { Writable } from 'node:stream';
import { count } from './output.ts';

interface ProgressReport {
  readonly done: number;
  /** Absent when the size is not known. */
  readonly total?: number;
}

export interface ProgressDisplay {
  readonly update: (report: ProgressReport) => void;
  /** Clears the line on a terminal. */
  readonly end: () => void;
}

export interface ProgressOptions {
  readonly label: string;
  readonly stream: Writable & { readonly isTTY?: boolean };
  /** Milliseconds; for tests. */
  readonly now?: () => number;
}

const QUIET_MS = 2000;
const ON_TERMINAL_EVERY_MS = 200;
const IN_FILE_EVERY_MS = 5000;
const CLEAR_LINE = '\r\u001b[2K';

/** Says how far something is and how long it will still take, on standard error, once it takes more than two seconds. */
export function createProgress({
  label,
  stream,
  now = () => performance.now(),
}: ProgressOptions): ProgressDisplay {
  const startedAt = now();
  const onTerminal = stream.isTTY === true;
  let shownAt: number | undefined;
  return {
    update(report) {
      const time = now();
      const elapsed = time - startedAt;
      const every = onTerminal ? ON_TERMINAL_EVERY_MS : IN_FILE_EVERY_MS;
      if (elapsed < QUIET_MS || (shownAt !== undefined && time - shownAt < every)) return;
      shownAt = time;
      const line = `${label}: ${describe(report, elapsed)}`;
      stream.write(onTerminal ? `${CLEAR_LINE}${line}` : `${line}\n`);
    },
    end() {
      if (onTerminal && shownAt !== undefined) stream.write(CLEAR_LINE);
      shownAt = undefined;
    },
  };
}

/** Shows how far one piece of work is, to its end. */
export async function showProgress<Result>(
  options: ProgressOptions,
  work: (update: ProgressDisplay['update']) => Promise<Result>,
): Promise<Result> {
  const progress = createProgress(options);
  try {
    return await work(progress.update);
  } finally {
    progress.end();
  }
}

/** Work that comes in phases: each begins a display of its own. */
export function createPhases<Phase extends string>(
  labels: Readonly<Record<Phase, string>>,
  stream: ProgressOptions['stream'],
) {
  let shown: { readonly phase: Phase; readonly display: ProgressDisplay } | undefined;
  const end = (): void => {
    shown?.display.end();
  };
  const update = ({ phase, ...report }: ProgressReport & { readonly phase: Phase }): void => {
    if (shown?.phase !== phase) {
      end();
      shown = { phase, display: createProgress({ label: labels[phase], stream }) };
    }
    shown.display.update(report);
  };
  return { update, end };
}

function describe({ done, total }: ProgressReport, elapsedMillis: number): string {
  if (total === undefined || total === 0) return count(done);
  const share = Math.min(done / total, 1);
  const remaining = share === 0 ? undefined : (elapsedMillis / share) * (1 - share);
  const left = remaining === undefined ? '' : `, about ${remainingText(remaining)} left`;
  return `${count(done)} of ${count(total)} (${String(Math.floor(share * 100))}%)${left}`;
}

export function remainingText(millis: number): string {
  const seconds = Math.max(1, Math.round(millis / 1000));
  if (seconds < 60) return `${String(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${String(minutes)} min ${String(seconds % 60)} s`
    : `${String(Math.floor(minutes / 60))} h ${String(minutes % 60)} min`;
}
