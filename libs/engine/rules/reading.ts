import { StreamFault, type ServedReads } from '#event-sourcing';
import type { ProcedureRegistry, Rules } from '#procedures';
import { PROCEDURE_VERSIONS, type InstalledText, type VersionDocument } from '#rulebook';
import type { DamageNotes } from '../damage/damage-notes.ts';
import type { Rulebooks } from './rulebooks.ts';

type ReadRules = ProcedureRegistry & Pick<Rules, 'installed'>;

/**
 * Does work that reads rules, and does it again where it asked for what another process has installed meanwhile (D13). What is
 * wrong with the history of a procedure is noted, and keeps nobody from reading.
 */
export type ReadingRules = <Result>(work: (procedures: ReadRules) => Promise<Result>) => Promise<Result>;

export function readingRules(rulebooks: Rulebooks, notes: Pick<DamageNotes, 'note'>): ReadingRules {
  const look = lookingQuietly(rulebooks, notes);
  return async (work) => {
    /** What was known of it when it was asked for. */
    const asked = new Map<string, readonly InstalledText[]>();
    const procedures: ReadRules = {
      list: rulebooks.list,
      installed(id) {
        const known = rulebooks.installed(id);
        if (!asked.has(id)) asked.set(id, known);
        return known;
      },
      get(id, version) {
        const known = rulebooks.installed(id);
        if (!asked.has(id) && !known.some((each) => each.version === version)) asked.set(id, known);
        return rulebooks.get(id, version);
      },
    };
    const [first] = await Promise.allSettled([work(procedures)]);
    await Promise.all([...asked.keys()].map(look));
    if ([...asked].some(([id, known]) => rulebooks.installed(id) !== known)) return work(procedures);
    if (first.status === 'rejected') throw first.reason;
    return first.value;
  };
}

export const lookingQuietly =
  ({ look }: Pick<Rulebooks, 'look'>, notes: Pick<DamageNotes, 'note'>) =>
  (id: string): Promise<unknown> =>
    look(id).catch((error: unknown) => {
      if (!(error instanceof StreamFault)) throw error;
      notes.note(error.damage);
    });

/** No house has more. */
const MOST_VERSIONS = 1_000;

/** So that the list has also what other processes have installed: whatever is asked for and not known is looked for. */
export async function askForInstalled(
  procedures: Pick<ProcedureRegistry, 'get'>,
  readModels: Pick<ServedReads, 'query'>,
): Promise<void> {
  const { items } = await readModels.query(PROCEDURE_VERSIONS, { limit: MOST_VERSIONS });
  // Of one that was withdrawn elsewhere this process may know no more than that it was installed.
  for (const { procedure, version, withdrawnAt } of items as readonly VersionDocument[])
    procedures.get(procedure, withdrawnAt === undefined ? version : undefined);
}
