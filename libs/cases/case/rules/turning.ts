import { refuse, type Refusal } from '#event-sourcing';
import type { CaseContext } from '../context.ts';
import type { CaseRecord } from '../state.ts';
import { placesToTurn } from './final-response.ts';

/** OUT-7: whoever is told the outcome hears of every place that the procedure names for a matter like theirs, and of no other. */
export function notToldWhere(
  told: readonly string[] = [],
  state: CaseRecord,
  { procedure }: CaseContext,
): Refusal | undefined {
  const { turnTo } = procedure;
  const unknown = told.filter((each) => !turnTo.some(({ id }) => id === each));
  if (unknown.length > 0)
    return refuse('OUT-7', 'unknown-place', `The procedure names no such place: ${unknown.join(', ')}.`, {
      details: { places: turnTo.map(({ id }) => id) },
    });
  const missing = placesToTurn(state, procedure).filter(({ id }) => !told.includes(id));
  if (missing.length === 0) return undefined;
  const names = missing.map(({ title }) => title).join(', ');
  return refuse(
    'OUT-7',
    'where-to-turn-missing',
    `The complainant has to hear where to turn next: ${names}.`,
    {
      remedy: 'Tell it with the outcome, and name it in turnTo.',
      details: { missing: missing.map(({ id }) => id) },
    },
  );
}
