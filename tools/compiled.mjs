// Keeps what the compiler made, so that the next start need not compile. Whatever goes wrong here costs time, never the start.
import { hash, randomUUID } from 'node:crypto';
import {
  lstatSync,
  utimesSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { enableCompileCache } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

const KEPT_MILLIS = 7 * 24 * 3_600_000;
const DAY_MILLIS = 24 * 60 * 60 * 1000;
const DRAFT = /[.]js[.][0-9a-f-]{36}$/;

/**
 * `compiler` is everything but the file that the result depends on. V8's own code cache, also of the packages, lies in
 * the same folder.
 */
export function openCompiled(root, compiler) {
  const version = hash('sha256', JSON.stringify(compiler));
  const folder = openFolder(root, version);
  if (folder === undefined) return { code: (filename, source, compile) => compile(filename, source) };
  enableCompileCache(folder);
  return {
    code(filename, source, compile) {
      const file = path.join(folder, `${hash('sha256', filename)}.js`);
      const seal = (code) => hash('sha256', [version, filename, source, code].join('\0'));
      const kept = read(file, seal);
      if (kept !== undefined) return kept;
      const code = compile(filename, source);
      keep(file, `${seal(code)}\n${code}`);
      return code;
    },
  };
}

// One digest over source and result: an entry that is stale, cut off, damaged or another file's is not used.
function read(file, seal) {
  try {
    const text = readFileSync(file, 'utf8');
    const end = text.indexOf('\n');
    const code = text.slice(end + 1);
    return text.slice(0, end) === seal(code) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** One file for each source, replaced as a whole: whoever reads meanwhile gets the old one or the new one. */
function keep(file, text) {
  const draft = `${file}.${randomUUID()}`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, file);
  } catch {
    rmSync(draft, { force: true });
  }
}

/** In the project, or, where this user may not write there, among the system's temporary folders. */
function openFolder(root, version) {
  const places = [
    [path.join(root, 'node_modules'), '.cache', 'redress'],
    [tmpdir(), `redress-${process.getuid?.() ?? 'compiled'}`],
  ];
  for (const place of places) {
    try {
      const folder = openFolderIn(place, version);
      if (folder !== undefined) return folder;
    } catch {
      // not writable, or no folder: the next place
    }
  }
  return undefined;
}

function openFolderIn([base, ...names], version) {
  let place = base;
  if (!isOutOfReach(statSync(base))) return undefined;
  for (const name of names) {
    place = path.join(place, name);
    // `.cache` is for other tools and users of the project, too.
    mkdirSync(place, { recursive: true, mode: name === names.at(-1) ? 0o700 : 0o755 });
    if (!isOutOfReach(lstatSync(place))) return undefined;
  }
  if (!isPrivate(lstatSync(place))) return undefined;
  const folder = path.join(place, version);
  if (mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined) removeOld(place);
  else stillInUse(folder);
  return folder;
}

// What lies in the folder will be run. On Windows both places have the rights of a folder of this user's own.
const isPrivate = (stats) =>
  process.getuid === undefined || (stats.uid === process.getuid() && (stats.mode & 0o022) === 0);

/** Nobody but this user, root and those who may change the packages anyway can put another folder in the place of one in here. */
const isOutOfReach = (stats) =>
  stats.isDirectory() &&
  (process.getuid === undefined ||
    ([0, process.getuid()].includes(stats.uid) &&
      ((stats.mode & 0o002) === 0 || (stats.mode & 0o1000) !== 0)));

/** Once a day: what is used is not old, and what killed processes had not finished goes. */
function stillInUse(folder) {
  const now = Date.now();
  if (now - statSync(folder).mtimeMs < DAY_MILLIS) return;
  utimesSync(folder, now / 1000, now / 1000);
  for (const name of readdirSync(folder).filter((each) => DRAFT.test(each))) {
    const draft = path.join(folder, name);
    if (now - statSync(draft).mtimeMs > DAY_MILLIS) rmSync(draft, { force: true });
  }
}

/** Folders of other versions that nobody has used for a while. */
function removeOld(place) {
  for (const name of readdirSync(place)) {
    const folder = path.join(place, name);
    if (Date.now() - statSync(folder).mtimeMs > KEPT_MILLIS) rmSync(folder, { recursive: true, force: true });
  }
}
