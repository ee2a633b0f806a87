import type { RecordedEvent } from '#event-sourcing';
import type { DamageNotes } from '../damage/damage-notes.ts';
import { lookingQuietly } from './reading.ts';
import type { Rulebooks } from './rulebooks.ts';

/** Folds place events in the zone of their procedure: the version that they name is looked up before, if it is new (D13). */
export function knownToFolds(rulebooks: Rulebooks, notes: Pick<DamageNotes, 'note'>) {
  const look = lookingQuietly(rulebooks, notes);
  /** Each is looked for once: what is not there now was never installed. */
  const met = new Set<string>();
  return async (items: readonly { readonly event?: RecordedEvent }[]): Promise<void> => {
    const names = new Set<string>();
    for (const { event } of items) {
      const name = event?.metadata.procedure;
      if (name !== undefined && !met.has(name)) names.add(name);
    }
    await Promise.all([...names].map((name) => look(name.slice(0, name.lastIndexOf('@')))));
    for (const name of names) met.add(name);
  };
}
