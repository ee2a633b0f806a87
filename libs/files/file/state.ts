import type { FileEvent } from './events.ts';

/** `unknown`: nobody has looked yet. Whoever is `notScanned`, `foundBad` or `destroyed` is given out to nobody. */
export type Standing = 'unknown' | 'clean' | 'notScanned' | 'foundBad' | 'released' | 'destroyed';

export interface FileState {
  readonly standing: Standing;
}

export const unknownFile: FileState = { standing: 'unknown' };

export function evolve(state: FileState, event: FileEvent): FileState {
  switch (event.type) {
    case 'FileFoundClean':
      return { standing: 'clean' };
    case 'FileQuarantined':
      return { standing: event.data.because };
    case 'FileReleased':
      return { standing: 'released' };
    case 'FileDestroyed':
      return { standing: 'destroyed' };
    default:
      return state;
  }
}
