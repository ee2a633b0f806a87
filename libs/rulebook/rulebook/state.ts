import type { InstalledVersion } from '#procedures';
import type { RulebookEvent } from './events.ts';

/** A version with the text that says it. */
export interface InstalledText extends InstalledVersion {
  readonly text: string;
}

/** The versions of one procedure, in the order in which they were installed (D13). */
export interface Rulebook {
  readonly versions: readonly InstalledText[];
}

export const nothingInstalled: Rulebook = { versions: [] };

export function evolve(state: Rulebook, event: RulebookEvent): Rulebook {
  switch (event.type) {
    case 'ProcedureInstalled':
      return { versions: [...state.versions, event.data] };
    case 'ProcedureWithdrawn': {
      const withdrawnAt = event.metadata.recordedAt;
      const versions = state.versions.map((each) =>
        each.version === event.data.version ? { ...each, withdrawnAt } : each,
      );
      return { versions };
    }
    default:
      return state;
  }
}
