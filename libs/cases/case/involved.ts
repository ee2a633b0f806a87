import type { CaseRecord } from './state.ts';

/** Everybody who is or was in a case in any part: whoever decides what comes of it for somebody is none of them (CON-1, INV-4). */
export const involvedIn = (state: CaseRecord): readonly string[] => [
  ...[state.receivedBy, state.owner ?? [], state.responsible ?? []].flat(),
  ...[...state.entrusted, ...state.handlers],
  ...state.respondents.flatMap(({ staffId }) => staffId ?? []),
  ...(state.settledBy?.by ?? []),
  ...[...state.approvals, ...state.prepared].flatMap(({ by }) => by),
];
