import { availableParallelism, loadavg } from 'node:os';
import Table from 'cli-table3';
import { ratios, spread, type Comparison, type Figure, type Outcome } from './compare.ts';

const BAR = 24;
const PARTS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

const percent = (ratio: number): string => `${String(Math.round(ratio * 100))} %`;
const count = (value: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: value < 100 ? 1 : 0 });

/** The whole width is the baseline. */
function bar(ratio: number): string {
  const eighths = Math.min(BAR * 8, Math.round(ratio * BAR * 8));
  return ('█'.repeat(Math.floor(eighths / 8)) + (PARTS[eighths % 8] ?? '')).padEnd(BAR, '·');
}

function row(comparison: Comparison): string[] {
  const { title, unit, aim, subject, baseline } = comparison;
  const { median, least, most } = ratios(comparison);
  return [
    title,
    percent(median),
    `${percent(least)} – ${percent(most)}`,
    aim === undefined ? '' : `${percent(aim)} ${median >= aim ? '✓' : '✗'}`,
    bar(median),
    `${count(spread(subject.rates).median)} / ${count(spread(baseline.rates).median)} ${unit}`,
  ];
}

/** For people: ratios first, absolute figures of this machine last. */
export function describe({ comparisons, figures, notRun = [] }: Outcome): string {
  const table = new Table({
    head: ['benchmark', 'ratio', 'min – max', 'aim', '0 % … the baseline', 'ours / baseline, median'],
    style: { head: [], border: [] },
  });
  table.push(...comparisons.map(row));
  const baselines = comparisons.map(({ title, baseline }) => `  ${title}: ${baseline.what}`);
  const parts = [
    comparisons.length === 0 ? '' : `${table.toString()}\n\nBaselines\n${baselines.join('\n')}\n`,
    figures.length === 0 ? '' : `\nFor information\n${figures.map(describeFigure).join('\n')}\n`,
    notRun.length === 0 ? '' : `\nNOT RUN\n${notRun.map((each) => `  ${each}`).join('\n')}\n`,
    `\n${machine()}\n`,
  ];
  return parts.join('');
}

const describeFigure = ({ title, value, unit }: Figure): string => `  ${title}: ${count(value)} ${unit}`;

function machine(): string {
  const [load = 0] = loadavg();
  const cores = String(availableParallelism());
  return `Node ${process.versions.node}, ${cores} cores, load ${load.toFixed(1)} at the end of the run (it includes the run itself).`;
}

/** For programs: the same, with every round. */
export const toJson = ({ comparisons, figures, notRun = [] }: Outcome): string =>
  `${JSON.stringify(
    {
      machine: { node: process.versions.node, cores: availableParallelism(), load: loadavg() },
      comparisons: comparisons.map((comparison) => ({ ...comparison, ratio: ratios(comparison) })),
      figures,
      notRun,
    },
    null,
    2,
  )}\n`;
