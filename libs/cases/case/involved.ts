import { actingIn } from '#event-sourcing';
import type { CaseEvent } from './events.ts';
import type { CaseRecord } from './state.ts';

/** Everybody who is or was in a case in any part: whoever decides what comes of it for somebody is none of them (CON-1, INV-4). */
export const involvedIn = (state: CaseRecord): readonly string[] => [
  ...[state.receivedBy, state.owner ?? [], state.responsible ?? []].flat(),
  ...[...state.entrusted, ...state.handlers, ...state.tookPart],
  ...state.respondents.flatMap(({ staffId }) => staffId ?? []),
];

/**
 * Whoever has done something in the case, for themselves or in somebody's place, is in it from then on. A move to other
 * rules is made for many cases at once, whatever is in them.
 */
export function withPart(state: CaseRecord, { type, metadata: { actor } }: CaseEvent): CaseRecord {
  if (actor.role === 'system' || type === 'CaseMovedToVersion') return state;
  const others = actingIn(actor).filter((one) => !state.tookPart.includes(one));
  return others.length === 0 ? state : { ...state, tookPart: [...state.tookPart, ...others] };
}
