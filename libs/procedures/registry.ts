import canonicalize from 'canonicalize';
import { readProcedure } from './parse.ts';
import { InvalidProcedure, type ProcedureProblem } from './invalid-procedure.ts';
import { type Procedure, type ProcedureRegistry } from './procedure.ts';

/** A procedure file as read from wherever it lay. */
export interface ProcedureSource {
  /** As it shall appear in error messages. */
  readonly name: string;
  readonly text: string;
  /** By which the rules are known that a case was opened under. */
  readonly hash?: (text: string) => string;
}

/** A file and what it says. */
interface LoadedProcedure extends Pick<ProcedureSource, 'name' | 'text'> {
  readonly procedure: Procedure;
}

/** Procedures that were read from files. */
export interface LoadedProcedures extends ProcedureRegistry {
  readonly ids: () => readonly string[];
  /** What the files of a procedure hold, unread. */
  readonly texts: (id: string) => readonly string[];
  /** The newest version first. */
  readonly versions: (id: string) => readonly LoadedProcedure[];
}

/** Reads all files; throws {@link InvalidProcedure} with the problems of every file, or when id and version repeat. */
export function createRegistry(files: readonly ProcedureSource[]): LoadedProcedures {
  const problems: ProcedureProblem[] = [];
  const owners = new Map<string, string>();
  const loaded: LoadedProcedure[] = [];
  for (const file of files) {
    const procedure = attempt(file, problems);
    if (procedure === undefined) continue;
    const key = `${procedure.id} version ${procedure.version}`;
    const owner = owners.get(key);
    if (owner !== undefined)
      problems.push({ file: file.name, path: 'version', reason: `${key} is already in ${owner}` });
    owners.set(key, owner ?? file.name);
    loaded.push({ name: file.name, text: file.text, procedure });
  }
  if (problems.length > 0) throw InvalidProcedure.of(problems);
  const versions = (id: string): readonly LoadedProcedure[] =>
    loaded
      .filter(({ procedure }) => procedure.id === id)
      .sort((one, other) => other.procedure.version - one.procedure.version);
  return {
    ...registryOf(loaded.map(({ procedure }) => procedure)),
    ids: () => [...new Set(loaded.map(({ procedure }) => procedure.id))].sort(),
    texts: (id) => versions(id).map(({ text }) => text),
    versions,
  };
}

type ReadProcedure = ReturnType<typeof readProcedure>;

/** The same text is read by whoever loads it, installs it and finds it in the history. */
const sound = new Map<string, ReadProcedure>();

/** Enough for all that ships and what an organisation writes itself. */
const MOST_KNOWN = 100;

/** The name of a file stands in its problems alone. */
function soundProcedure({ name, text }: ProcedureSource): ReadProcedure {
  const read = sound.get(text) ?? readProcedure(name, text);
  sound.delete(text);
  sound.set(text, read);
  const [oldest] = sound.keys();
  if (sound.size > MOST_KNOWN && oldest !== undefined) sound.delete(oldest);
  return read;
}

function attempt(file: ProcedureSource, problems: ProcedureProblem[]): Procedure | undefined {
  try {
    const { procedure, written } = soundProcedure(file);
    return file.hash === undefined
      ? procedure
      : Object.freeze({ ...procedure, contentHash: file.hash(canonicalize(written) ?? '') });
  } catch (error) {
    if (!(error instanceof InvalidProcedure)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}

/** A registry of procedures that are already there. Of the same id and version the first one stays. */
export function registryOf(procedures: readonly Procedure[]): ProcedureRegistry {
  const versions = new Map<string, Map<number, Procedure>>();
  for (const procedure of procedures) {
    const known = versions.get(procedure.id) ?? new Map<number, Procedure>();
    if (!known.has(procedure.version)) known.set(procedure.version, procedure);
    versions.set(procedure.id, known);
  }
  const newest = (known: ReadonlyMap<number, Procedure> | undefined): Procedure | undefined =>
    known?.get(Math.max(...known.keys()));
  return {
    get: (id, version) => (version === undefined ? newest(versions.get(id)) : versions.get(id)?.get(version)),
    list: () =>
      [...versions.values()].flatMap((known) => newest(known) ?? []).sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}
