import { textOfFile } from '#procedures';
import { usageError } from './exit-codes.ts';

/** The text of a file that was named on the command line. */
export function textIn(file: string): string {
  try {
    return textOfFile(file);
  } catch (cause) {
    throw usageError(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}
