import {
  chmod,
  cp,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createProject, keptFiles, onUnix, program, start, type Project } from './compiled.fixtures.ts';

const FILES_STAY_EMPTY = `trap '' XFSZ; ulimit -f 0`;
const own = `redress-${String(process.getuid?.() ?? 'compiled')}`;

let project: Project;

beforeEach(async () => {
  project = await createProject();
});

afterEach(async () => {
  await rm(project.folder, { recursive: true, force: true });
});

async function onlyEntry(): Promise<string> {
  const files = await keptFiles(project.kept);
  expect(files).toHaveLength(1);
  return files[0] ?? '';
}

async function expectToSay(...said: readonly string[]): Promise<void> {
  for (const line of said) expect(await start(project)).toEqual({ code: 0, said: line, complained: '' });
}

onUnix('sources that are compiled at start', () => {
  it('are compiled once: the next start does not even load the compiler', async () => {
    await expectToSay('one compiled', 'one kept', 'one kept');
  });

  it('are compiled anew after a change, whatever the clock says of the file', async () => {
    await expectToSay('one compiled');
    const { atime, mtime } = await stat(project.source);
    await writeFile(project.source, program('two'));
    await utimes(project.source, atime, mtime);
    await expectToSay('two compiled', 'two kept');
    await onlyEntry();
  });

  it('are compiled anew with other options of the compiler', async () => {
    await expectToSay('one compiled');
    const file = path.join(project.folder, 'tools/swc.json');
    await writeFile(file, (await readFile(file, 'utf8')).replace('es2023', 'es2022'));
    await expectToSay('one compiled', 'one kept');
  });

  it('name their own lines in a stack trace, the first time and later', async () => {
    await writeFile(project.source, `interface Left {\n  out: 1;\n}\n\nthrow new Error('here' as string);\n`);
    for (const time of ['first', 'later'])
      expect([time, (await start(project)).complained]).toEqual([
        time,
        expect.stringContaining('program.ts:5:7'),
      ]);
  });
});

onUnix('a kept result that is not what was written', () => {
  beforeEach(async () => {
    await expectToSay('one compiled');
  });

  afterEach(async () => {
    await expectToSay('one compiled', 'one kept');
  });

  it('is not used when it is cut off', async () => {
    const entry = await onlyEntry();
    await truncate(entry, (await stat(entry)).size - 1);
  });

  it('is not used when it is empty', async () => {
    await truncate(await onlyEntry());
  });

  it('is not used when a part of it is different', async () => {
    const entry = await onlyEntry();
    const text = await readFile(entry, 'utf8');
    expect(text).toContain('"one"');
    await writeFile(entry, text.replace('"one"', '"won"'));
  });

  it('is not used when it was made for another file', async () => {
    const entry = await onlyEntry();
    const other = path.join(project.folder, 'other.ts');
    await writeFile(other, program('other'));
    await start({ ...project, source: other });
    const foreign = (await keptFiles(project.kept)).find((file) => file !== entry) ?? '';
    await cp(foreign, entry);
  });

  it('is not used when it is a folder', async () => {
    const entry = await onlyEntry();
    await rm(entry);
    await mkdir(entry);
    await expectToSay('one compiled', 'one compiled');
    await rm(entry, { recursive: true });
  });
});

onUnix('the place where results are kept', () => {
  it('serves many first starts at once', async () => {
    const starts = await Promise.all(Array.from({ length: 6 }, () => start(project)));
    expect(starts.map(({ code, said }) => [code, said.split(' ')[0]])).toEqual(starts.map(() => [0, 'one']));
    await expectToSay('one kept');
    await onlyEntry();
  });

  it('may be full: programs start all the same, and leave nothing half written', async () => {
    const full = () => start(project, FILES_STAY_EMPTY);
    expect(await full()).toEqual({ code: 0, said: 'one compiled', complained: '' });
    expect(await keptFiles(project.folder)).toEqual([]);
    await expectToSay('one compiled');
    expect(await full()).toEqual({ code: 0, said: 'one kept', complained: '' });
  });

  it('may be read-only: what lies there serves, and what does not is compiled each time', async () => {
    await expectToSay('one compiled');
    const entry = await onlyEntry();
    await chmod(path.dirname(entry), 0o500);
    await chmod(entry, 0o400);
    await expectToSay('one kept');
    await writeFile(project.source, program('two'));
    for (const time of ['first', 'later'])
      expect([time, await start(project, FILES_STAY_EMPTY)]).toEqual([
        time,
        { code: 0, said: 'two compiled', complained: '' },
      ]);
    await chmod(path.dirname(entry), 0o700);
  });

  it('is a folder of the user among the temporary ones where the project offers none', async () => {
    await writeFile(path.join(project.folder, 'node_modules/.cache'), '');
    await expectToSay('one compiled', 'one kept');
    expect(await keptFiles(path.join(project.temporary, own))).toHaveLength(1);
  });

  it('may be missing altogether', async () => {
    await writeFile(path.join(project.folder, 'node_modules/.cache'), '');
    await rm(project.temporary, { recursive: true });
    await expectToSay('one compiled', 'one compiled');
  });

  it('forgets what other versions left, after a while', async () => {
    const [old, recent] = [path.join(project.kept, 'old'), path.join(project.kept, 'recent')];
    for (const folder of [old, recent]) await mkdir(folder, { recursive: true });
    await chmod(project.kept, 0o700);
    await utimes(old, new Date(0), new Date(0));
    await expectToSay('one compiled');
    expect(await readdir(project.kept)).toHaveLength(2);
    expect(await readdir(project.kept)).toContain('recent');
  });
});

onUnix('a place into which others could put code', () => {
  beforeEach(async () => {
    await writeFile(path.join(project.folder, 'node_modules/.cache'), '');
  });

  it('is not used when everyone may write there', async () => {
    await mkdir(path.join(project.temporary, own));
    await chmod(path.join(project.temporary, own), 0o777);
    await expectToSay('one compiled', 'one compiled');
  });

  it('is not used when it leads elsewhere', async () => {
    await mkdir(path.join(project.folder, 'elsewhere'));
    await symlink(path.join(project.folder, 'elsewhere'), path.join(project.temporary, own));
    await expectToSay('one compiled', 'one compiled');
  });

  it('is not used when everyone may replace it', async () => {
    await chmod(project.temporary, 0o777);
    await expectToSay('one compiled', 'one compiled');
  });

  it('is used where everyone may add a folder, but nobody may replace that of another', async () => {
    await chmod(project.temporary, 0o1777);
    await expectToSay('one compiled', 'one kept');
  });
});
