import type { Refusal } from '#event-sourcing';

/** Documented in `redress --help`; scripts rely on them. */
export const EXIT = { ok: 0, failure: 1, usage: 2, refused: 3 } as const;

/** Ends the program with a sentence for the person at the terminal. */
export class CliFailure extends Error {
  override readonly name = 'CliFailure';
  readonly exitCode: number;

  constructor(message: string, exitCode: number = EXIT.failure) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** What was decided against, and what may help. */
export const refused = ({ message, remedy = '' }: Pick<Refusal, 'message' | 'remedy'>): CliFailure =>
  new CliFailure(`${message} ${remedy}`.trim(), EXIT.refused);
export const usageError = (message: string): CliFailure => new CliFailure(message, EXIT.usage);
export const notFound = (message: string): CliFailure => new CliFailure(message, EXIT.refused);
