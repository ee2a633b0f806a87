import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { givenAnswers, writeNewProcedure } from './new-procedure.ts';

const ANSWERS = {
  ...{ title: 'Complaints of readers', id: 'city-library', source: 'Sheet', timeZone: 'Europe/Berlin' },
  ...{ currency: 'EUR', categories: ['Fees'], levels: ['Head librarian'], resolve: '2 working days' },
};
const NOBODY = { isTTY: false };
const never = new AbortController().signal;

describe('redress procedures new', () => {
  let folder = '';
  const at = (name: string): string => path.join(folder, name);
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'redress-new-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('D13 writes a first file from a file of answers, which the check takes', async () => {
    await writeFile(at('answers.json'), JSON.stringify(ANSWERS));
    const given = await givenAnswers(at('answers.json'), NOBODY, never);
    expect(await writeNewProcedure(at('library.yaml'), given, '2026-11-27')).toContain('can be used');
    expect(await readFile(at('library.yaml'), 'utf8')).toContain('id: city-library');
  });

  it('D13 leaves a file alone that is there', async () => {
    await writeFile(at('there.yaml'), 'mine');
    await expect(writeNewProcedure(at('there.yaml'), ANSWERS, '2026-11-27')).rejects.toThrow('not written');
    expect(await readFile(at('there.yaml'), 'utf8')).toBe('mine');
  });

  it('D13 writes nothing where an answer is missing, nobody can be asked, or the answers are no answers', async () => {
    const { resolve: _, ...incomplete } = ANSWERS;
    await expect(writeNewProcedure(at('no.yaml'), incomplete, '2026-11-27')).rejects.toThrow(
      'resolve: write a time',
    );
    await expect(givenAnswers(undefined, NOBODY, never)).rejects.toThrow('--answers');
    for (const [name, text] of [
      ['list.json', '[]'],
      ['text.json', 'title: x'],
    ] as const) {
      await writeFile(at(name), text);
      await expect(givenAnswers(at(name), NOBODY, never)).rejects.toThrow(name);
    }
    await expect(readFile(at('no.yaml'))).rejects.toThrow('ENOENT');
  });
});
