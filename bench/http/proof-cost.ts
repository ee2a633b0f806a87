import path from 'node:path';
import { compare, type Outcome, type Scale } from '../compare.ts';
import { withTempFolder } from '../temp-folder.ts';
import { load } from './load.ts';
import { startProduct, type Product } from './product.ts';

const WITHOUT = path.join(import.meta.dirname, 'without-proof-or-seal.mjs');

/** Commands over HTTP with the chain, the log and encryption, against the same server without any of them (ARC-3, PRI-2). */
export const benchProofCost = ({ quick }: Scale): Promise<Outcome> =>
  withTempFolder((folder) =>
    withTempFolder(async (other) => {
      const cases = quick ? 200 : 1_000;
      const [seconds, rounds] = quick ? [3, 3] : [5, 7];
      const proven = await startProduct(folder, cases);
      const plain = await startProduct(other, cases, {}, [WITHOUT]);
      try {
        for (const each of [proven, plain]) await perProcessorSecond(each, 2 * seconds);
        const comparison = await compare({
          ...{ title: 'http, record-finding, proven and sealed', unit: 'commands per second of processor' },
          ...{ aim: 0.85, rounds },
          subject: { what: 'chain, log and encryption', run: () => perProcessorSecond(proven, seconds) },
          baseline: { what: 'the same without', run: () => perProcessorSecond(plain, seconds) },
        });
        return { comparisons: [comparison], figures: [] };
      } finally {
        await proven.stop();
        await plain.stop();
      }
    }),
  );

/** Everything that the server does counts, also what it does afterwards. */
async function perProcessorSecond(product: Product, seconds: number): Promise<number> {
  const { url, token, recordFinding: next } = product;
  const before = Number(await product.ask('processor time'));
  const { commands } = await load({ url, token, seconds, next });
  await product.caughtUp();
  return (commands * 1e6) / (Number(await product.ask('processor time')) - before);
}
