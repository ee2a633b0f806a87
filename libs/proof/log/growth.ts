import { provesConsistency, type TreeHead } from '../tree/check-proof.ts';
import { consistencyProof, rootOf, type Hash } from '../tree/merkle.ts';
import { nodesFrom, type LogFiles } from '../tree/tiles.ts';
import { LogDamaged } from './proof-folder.ts';

/**
 * - `grown`: the later log begins with the earlier one, and the hashes show it to everybody;
 * - `shorter`: the earlier one holds more;
 * - `forked`: they differ in what both hold.
 */
export type Growth =
  | { readonly standing: 'grown'; readonly hashes: readonly Hash[] }
  | { readonly standing: 'shorter' | 'forked' };

/** From tiles that nobody has to trust. Throws {@link LogDamaged} where they are not those of the later log. */
export async function growthOf(files: LogFiles, earlier: TreeHead, later: TreeHead): Promise<Growth> {
  if (earlier.size > later.size) return { standing: 'shorter' };
  const nodes = nodesFrom(files.tile, files.size);
  const hashes = await consistencyProof(nodes, earlier.size, later.size);
  if (provesConsistency(hashes, earlier, later)) return { standing: 'grown', hashes };
  if (!(await rootOf(nodes, 0, later.size)).equals(later.root))
    throw new LogDamaged('the files of the log are not those that its checkpoint was made of');
  return { standing: 'forked' };
}
