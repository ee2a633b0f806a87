/** One thing that is wrong with a procedure file. */
export interface ProcedureProblem {
  readonly file: string;
  /** For example `clocks[2].allowance.bySeverity.major`; empty for the file as a whole. */
  readonly path: string;
  readonly reason: string;
  /** Line of the file, from 1. */
  readonly line?: number;
  /** Place in that line, from 1. */
  readonly column?: number;
}

/** Procedure files that cannot be used: each line of the message reads `file: path: reason`, for every problem found. */
export class InvalidProcedure extends Error {
  override readonly name = 'InvalidProcedure';
  constructor(
    message: string,
    readonly problems: readonly ProcedureProblem[] = [],
  ) {
    super(message);
  }

  /** The error that lists these problems. */
  static of(problems: readonly ProcedureProblem[]): InvalidProcedure {
    const lines = problems.map(({ file, path, reason, line }) =>
      [file, path, line === undefined ? reason : `${reason} (line ${line})`]
        .filter((part) => part !== '')
        .join(': '),
    );
    return new InvalidProcedure(lines.join('\n'), problems);
  }
}
