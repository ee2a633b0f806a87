import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { openSubjectKeys } from '#keys';
import type { Figure, Outcome, Scale } from './compare.ts';
import { pausesOf } from './pauses.ts';
import { withTempFolder } from './temp-folder.ts';

/** Destroying keys, and what others notice of it: whoever serves meanwhile, and another process that looks. */
export const benchKeys = ({ quick }: Scale): Promise<Outcome> =>
  withTempFolder(async (folder) => {
    const figures: Figure[] = [];
    const steps = quick ? [200] : [1_000, 2_000];
    let done = 0;
    for (const cases of steps) {
      const [keys, other] = [await openSubjectKeys(folder), await openSubjectKeys(folder)];
      const begun = performance.now();
      const count = cases - done;
      figures.push(
        ...(await pausesOf(
          async () => {
            for (; done < cases; done += 1) {
              await keys.destroy(`case-${String(done)}`, `privacy-${String(done)}`);
              other.keyOf(`case-${String(cases + done)}`);
            }
          },
          `keys of ${String(cases)} cases destroyed`,
          { warm: true },
        )),
        {
          title: `a case's keys destroyed, of ${String(cases)}`,
          value: (performance.now() - begun) / count,
          unit: 'ms',
        },
        { title: `files of keys after ${String(cases)} cases`, value: await sizeOf(folder), unit: 'MB' },
        ...(await pausesOf(
          () => openSubjectKeys(folder),
          `keys opened of which those of ${String(cases)} cases are destroyed`,
          { warm: true },
        )),
      );
    }
    return { comparisons: [], figures };
  });

async function sizeOf(folder: string): Promise<number> {
  const sizes = await Promise.all(
    (await readdir(folder)).map(async (name) => (await stat(path.join(folder, name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0) / 2 ** 20;
}
