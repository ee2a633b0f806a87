import { readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import { runProgram, sideBySide, type Kill } from './processes.ts';

/** A data folder in which something has begun, and copies of it in which a program goes on and is killed. */
export interface BegunFolder {
  readonly copy: (name: string) => Promise<string>;
  /** How many statements of the history the program makes when it is left alone. */
  readonly statements: number;
  /**
   * Kills the program at every nth of them and has somebody settle each folder, who says whether something was left to
   * settle; fails where there never was.
   */
  readonly killEach: (
    step: number,
    settle: (folder: string, kill: Kill) => Promise<boolean>,
  ) => Promise<void>;
  readonly remove: () => Promise<void>;
}

interface Begun {
  readonly name: string;
  readonly begin: (folder: string) => Promise<void>;
  /** What follows `node`, for a copy. */
  readonly program: (folder: string) => readonly string[];
  /** By the program when it is left alone. */
  readonly said: string;
}

export async function begunFolder({ name, begin, program, said }: Begun): Promise<BegunFolder> {
  const root = await mkdtemp(path.join(tmpdir(), `redress-${name}-`));
  const begun = path.join(root, 'begun');
  await begin(begun);
  const copy = async (as: string): Promise<string> => {
    const folder = path.join(root, as);
    await cp(begun, folder, { recursive: true });
    return folder;
  };
  const counts = path.join(root, 'counts.json');
  expect(await runProgram({ args: program(await copy('whole')), counts })).toMatchObject({
    code: 0,
    stdout: said,
  });
  const { history: statements } = JSON.parse(readFileSync(counts, 'utf8')) as { readonly history: number };
  const kills = (step: number): readonly Kill[] =>
    Array.from({ length: statements }, (_, index) => index + 1)
      .filter((nth) => nth % step === 0)
      .map((nth) => ({ boundary: 'history', nth, when: nth % 2 === 0 ? 'before' : 'after' }));
  return {
    ...{ copy, statements },
    async killEach(step, settle) {
      const unfinished: Kill[] = [];
      await sideBySide(kills(step), async (kill) => {
        const folder = await copy(`killed-${String(kill.nth)}-${kill.when}`);
        expect((await runProgram({ args: program(folder), kill })).killed).toBe(true);
        if (await settle(folder, kill)) unfinished.push(kill);
      });
      // Otherwise no kill fell between the steps, and this would prove nothing.
      expect(unfinished.length).toBeGreaterThan(0);
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
