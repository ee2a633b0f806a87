import type { PrivacyEvent } from './events.ts';

interface Hold {
  readonly hold: string;
  readonly until?: string;
}

export interface PrivacyState {
  readonly holds: readonly Hold[];
  /** So many were ever placed: the next one is numbered after them. */
  readonly holdsEver: number;
  readonly erasure: 'none' | 'decided' | 'carriedOut' | 'done';
}

export const nothingAsked: PrivacyState = { holds: [], holdsEver: 0, erasure: 'none' };

export function evolve(state: PrivacyState, event: PrivacyEvent): PrivacyState {
  switch (event.type) {
    case 'LegalHoldPlaced': {
      const { hold, until } = event.data;
      const placed = { hold, ...(until !== undefined && { until }) };
      return { ...state, holds: [...state.holds, placed], holdsEver: state.holdsEver + 1 };
    }
    case 'LegalHoldLifted':
      return { ...state, holds: state.holds.filter(({ hold }) => hold !== event.data.hold) };
    case 'ErasureDecided':
      return { ...state, erasure: 'decided' };
    case 'ErasureDropped':
      return { ...state, erasure: 'none' };
    case 'ErasureCarriedOut':
      return { ...state, erasure: 'carriedOut' };
    case 'TracesRemoved':
      return { ...state, erasure: 'done' };
    default:
      return state;
  }
}
