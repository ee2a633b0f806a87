import { refuse, type Refusal } from '#event-sourcing';
import type { CaseContext } from '../context.ts';
import type { Remedy } from '../events/fields.ts';
import { totalOf } from '../remedies/remedy.ts';
import { saysHowMuch, worthOf } from '../remedies/worth.ts';
import type { CaseRecord } from '../state.ts';

/** A remedy that can be granted by nobody, because nobody could tell what was granted (SOL-3). */
export function unfitRemedy(remedy: Remedy, state: CaseRecord, context: CaseContext): Refusal | undefined {
  const { kind, amount, percent, of } = remedy;
  if (kind !== 'apology' && !saysHowMuch(remedy))
    return refuse(
      'SOL-3',
      'remedy-incomplete',
      `Say how much: a ${kind} needs an amount, a percentage or the goods.`,
    );
  if (amount !== undefined && percent !== undefined)
    return refuse('SOL-3', 'remedy-ambiguous', 'Say the amount or the percentage, not both.', {
      remedy: 'Grant two remedies where both are meant.',
    });
  if (of !== undefined && percent === undefined)
    return refuse('SOL-3', 'remedy-incomplete', `Say which percentage of the ${of} is meant.`);
  return beyondCounting(remedy, state, context);
}

function beyondCounting(remedy: Remedy, state: CaseRecord, { procedure }: CaseContext): Refusal | undefined {
  const total = totalOf(state.remedies);
  const worth = worthOf(remedy, state, procedure.currency)?.minor ?? 0;
  return total === 'unknown' || Number.isSafeInteger(total + worth)
    ? undefined
    : refuse('SOL-4', 'amount-too-large', 'The total of the case would be larger than any sum of money.', {
        remedy: 'Correct the amount.',
      });
}
