import { refuse, type Refusal } from '#event-sourcing';
import type { FileState } from './state.ts';

export const isInQuarantine = ({ standing }: FileState): boolean =>
  standing === 'notScanned' || standing === 'foundBad';

/** INV-2: evidence is kept byte for byte unless a scanner had something against it, or could not look. */
export const notInQuarantine = ({ standing }: FileState): Refusal =>
  refuse('INV-2', 'not-in-quarantine', 'This file is not in quarantine.', {
    remedy: 'See the list of files in quarantine.',
    details: { standing },
  });
