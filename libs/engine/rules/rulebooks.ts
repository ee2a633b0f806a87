import {
  decodeHistory,
  joined,
  revision,
  StreamFault,
  type Clock,
  type EventStore,
  type Revision,
} from '#event-sourcing';
import {
  InvalidProcedure,
  rulesIn,
  validVersion,
  type LoadedProcedures,
  type Procedure,
  type ProcedureRegistry,
} from '#procedures';
import type { Logger } from '#platform';
import { evolveRulebook, isProcedureId, rulebookStreamOf, type InstalledText } from '#rulebook';
import { rulebookCodec, type CodecPort } from '../commands/codecs.ts';

/** What the history holds of procedures, as far as this process has read it; and files where it holds nothing (D13). */
export interface Rulebooks extends ProcedureRegistry {
  readonly installed: (id: string) => readonly InstalledText[];
  /** Reads what has been recorded of it since the last time. Throws StreamFault where something of it is missing. */
  readonly look: (id: string) => Promise<readonly InstalledText[]>;
}

export interface RulebookOptions extends CodecPort {
  readonly store: Pick<EventStore, 'readStream'>;
  readonly files: LoadedProcedures;
  readonly clock: Clock;
  readonly log: Logger;
}

interface Book {
  readonly versions: readonly InstalledText[];
  readonly next: Revision;
}

const NOTHING: Book = { versions: [], next: revision(0) };

export function createRulebooks({ files, clock, log, ...ports }: RulebookOptions): Rulebooks {
  const books = new Map<string, Book>();
  const looks = new Map<string, () => Promise<readonly InstalledText[]>>();
  const bookOf = (id: string): Book => books.get(id) ?? NOTHING;
  const installed = (id: string): readonly InstalledText[] => bookOf(id).versions;
  const readNewer = async (id: string): Promise<readonly InstalledText[]> => {
    const newer = await readAfter(ports, id, bookOf(id));
    if (newer !== undefined) books.set(id, newer);
    return installed(id);
  };
  const textOf = readingTexts(files, log);
  const newest = (id: string): Procedure | undefined => {
    const now = clock();
    const found = validVersion(installed(id), { receivedAt: now, now }) ?? installed(id).at(-1);
    return found === undefined ? files.get(id) : textOf(id, found);
  };
  return {
    installed,
    get(id, version) {
      if (version === undefined) return newest(id);
      const found = installed(id).find((each) => each.version === version);
      return found === undefined ? files.get(id, version) : textOf(id, found);
    },
    list: () => [...new Set([...files.ids(), ...books.keys()])].sort().flatMap((id) => newest(id) ?? []),
    async look(id) {
      if (!isProcedureId(id)) return [];
      const looking = looks.get(id) ?? joined(() => readNewer(id));
      looks.set(id, looking);
      try {
        return await looking();
      } finally {
        // Anybody may ask for any name: of what there is not, nothing is kept.
        if (!books.has(id)) looks.delete(id);
      }
    },
  };
}

async function readAfter(
  ports: Pick<RulebookOptions, 'store' | 'codec'>,
  id: string,
  { versions, next }: Book,
): Promise<Book | undefined> {
  const stored = await ports.store.readStream(rulebookStreamOf(id), { from: next });
  const last = stored.at(-1);
  if (last === undefined) return undefined;
  const { events, damage } = decodeHistory(rulebookCodec(ports), stored, next);
  const missing = damage.find(({ finding }) => finding !== 'foreign-event');
  // Where something of it is missing nobody can tell which rules hold.
  if (missing !== undefined) throw new StreamFault(missing);
  return { ...events.reduce(evolveRulebook, { versions }), next: revision(last.revision + 1n) };
}

/** Each text is read once; the file that says the same has been. */
function readingTexts(files: LoadedProcedures, log: Logger) {
  const known = new Map<string, Procedure | undefined>();
  return (id: string, { version, hash, text }: InstalledText): Procedure | undefined => {
    if (known.has(hash)) return known.get(hash);
    const read = fileThatSays(text, id) ?? readText(id, version, text);
    known.set(hash, read && { ...read, contentHash: hash });
    return known.get(hash);
  };

  function fileThatSays(text: string, id: string): Procedure | undefined {
    if (!files.texts(id).includes(text)) return undefined;
    return files.versions(id).find((each) => each.text === text)?.procedure;
  }

  function readText(id: string, version: number, text: string): Procedure | undefined {
    try {
      return rulesIn(`${id}@${String(version)}`, text);
    } catch (error) {
      if (!(error instanceof InvalidProcedure)) throw error;
      log.error(
        { procedure: id, version, why: error.message },
        'this program cannot read an installed version',
      );
      return undefined;
    }
  }
}
