import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { compare, type Comparison, type Outcome, type Scale } from '../compare.ts';
import { writeLiveCases } from '../history/live-cases.ts';
import { withTempFolder } from '../temp-folder.ts';

const REDRESS = path.join(import.meta.dirname, '../../apps/cli/bin/redress.mjs');
const CPU_TIME = path.join(import.meta.dirname, 'cpu-time.cjs');
const CASES = 20;

/** What a start of the program costs the processor, whoever else uses it, against one of Node that does nothing. */
export const benchStart = ({ quick }: Scale): Promise<Outcome> =>
  withTempFolder(async (folder) => {
    const data = path.join(folder, 'data');
    await writeLiveCases(data, CASES);
    const against = async (...args: readonly string[]): Promise<Comparison> => {
      const run = (program: readonly string[]) => () => startsPerSecond(program, path.join(folder, 'cpu'));
      const subject = run([REDRESS, ...args, '--data', data]);
      await subject(); // brings the read models up to date, and fills the caches
      return compare({
        ...{ title: `start, redress ${args.join(' ')}`, unit: 'starts per second of processor time' },
        rounds: quick ? 3 : 9,
        subject: { what: 'redress', run: subject },
        baseline: { what: 'node -e 0', run: run(['-e', '0']) },
      });
    };
    return {
      comparisons: [
        await against('--help'),
        await against('procedures', 'list'),
        await against('cases', 'list'),
      ],
      figures: [],
    };
  });

async function startsPerSecond(program: readonly string[], notes: string): Promise<number> {
  const child = spawn(process.execPath, program, {
    env: { ...process.env, NODE_OPTIONS: `--require=${CPU_TIME}`, REDRESS_BENCH_CPU_TIME: notes },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${program.join(' ')} ended with ${String(code)}`);
  return 1_000_000 / Number(await readFile(notes, 'utf8'));
}
