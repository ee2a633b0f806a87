// The one file of this library that touches the disk; everything else works on text.
/* eslint-disable no-restricted-imports */
import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
/* eslint-enable no-restricted-imports */
import { LARGEST_TEXT, tooLarge } from './bounded-yaml.ts';
import { InvalidProcedure } from './invalid-procedure.ts';
import { type Procedure } from './procedure.ts';
import { createRegistry, type LoadedProcedures, type ProcedureSource } from './registry.ts';

/** Where the shipped procedures lie: beside this file, in the sources as in a build. */
const SHIPPED = fileURLToPath(new URL('./shipped', import.meta.url));

/**
 * The shipped procedures, and those of a directory of the organisation's own (`*.yaml`, `*.yml`). A newer version of
 * a shipped procedure may stand there; the same version may not. Throws {@link InvalidProcedure}.
 */
export function loadProcedures(directory?: string): LoadedProcedures {
  if (directory === undefined) return shipped;
  const own = namesIn(directory).map((name) => sourceOf(directory, directory, name));
  const ids = new Set(
    createRegistry(own)
      .list()
      .map(({ id }) => id),
  );
  const beside = [...ids].flatMap((id) => shippedFiles().get(id) ?? []);
  const known = createRegistry([...beside.map(shippedSource), ...own]);
  const of = (id: string): LoadedProcedures => (ids.has(id) ? known : shipped);
  return {
    get: (id, version) => of(id).get(id, version),
    list: () =>
      [...shipped.list().filter(({ id }) => !ids.has(id)), ...known.list()].sort((a, b) =>
        a.id < b.id ? -1 : 1,
      ),
    ids: () => [...new Set([...shipped.ids(), ...ids])].sort(),
    texts: (id) => of(id).texts(id),
    versions: (id) => of(id).versions(id),
  };
}

/** What a text says, with the hash that it is known by, wherever the text was kept. Throws {@link InvalidProcedure}. */
export function rulesIn(name: string, text: string): Procedure {
  const [read] = createRegistry([{ name, text, hash: sha256 }]).list();
  if (read === undefined) throw InvalidProcedure.of([{ file: name, path: '', reason: 'It holds no rules' }]);
  return read;
}

/** `bank.yaml`; a later version stands beside it as `bank@2.yaml`. */
const idOf = (name: string): string => name.replace(/(@\d+)?\.ya?ml$/i, '');

let files: ReadonlyMap<string, readonly string[]> | undefined;

/** By the id that they are of; the folder stays as it is while a process runs. */
const shippedFiles = (): ReadonlyMap<string, readonly string[]> => (files ??= filesById(namesIn(SHIPPED)));

function filesById(names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const name of names) found.set(idOf(name), [...(found.get(idOf(name)) ?? []), name]);
  return found;
}

const sources = new Map<string, ProcedureSource>();

function shippedSource(name: string): ProcedureSource {
  const source = sources.get(name) ?? sourceOf(SHIPPED, 'shipped', name);
  sources.set(name, source);
  return source;
}

const read = new Map<string, LoadedProcedures>();

/** All versions of one id. Read when first asked for: a start needs few of them, and a test has seen that all are sound. */
function shippedAs(id: string): LoadedProcedures | undefined {
  const known = read.get(id);
  const names = shippedFiles().get(id);
  if (known !== undefined || names === undefined) return known;
  const registry = createRegistry(names.map(shippedSource));
  read.set(id, registry);
  return registry;
}

const shipped: LoadedProcedures = {
  get: (id, version) => shippedAs(id)?.get(id, version),
  list: () => shipped.ids().flatMap((id) => shippedAs(id)?.list() ?? []),
  ids: () => [...shippedFiles().keys()].sort(),
  texts: (id) => (shippedFiles().get(id) ?? []).map((name) => shippedSource(name).text),
  versions: (id) => shippedAs(id)?.versions(id) ?? [],
};

function namesIn(directory: string): readonly string[] {
  if (!existsSync(directory)) {
    throw InvalidProcedure.of([
      { file: directory, path: '', reason: 'there is no such folder of procedures' },
    ]);
  }
  return readdirSync(directory)
    .filter((name) => /\.ya?ml$/i.test(name))
    .sort();
}

function sourceOf(directory: string, shownAs: string, name: string): ProcedureSource {
  const text = procedureText(join(directory, name), `${shownAs}/${name}`);
  return { name: `${shownAs}/${name}`, text, hash: sha256 };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function procedureText(file: string, shownAs: string): string {
  try {
    return textOfFile(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw InvalidProcedure.of([{ file: shownAs, path: '', reason }]);
  }
}

/**
 * The text of a file that people write: a procedure, an organisation, a mapping. Throws what the file system says of it, and
 * a RangeError for more than anybody writes: no more than that is read, of a device without an end neither.
 */
export function textOfFile(file: string): string {
  const content = Buffer.allocUnsafe(LARGEST_TEXT + 1);
  const handle = openSync(file, 'r');
  let size = 0;
  try {
    for (let read = 1; read > 0 && size < content.length; size += read)
      read = readSync(handle, content, size, content.length - size, null);
  } finally {
    closeSync(handle);
  }
  if (size > LARGEST_TEXT) throw new RangeError(tooLarge());
  return content.toString('utf8', 0, size);
}
