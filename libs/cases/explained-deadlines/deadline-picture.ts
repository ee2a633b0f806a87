import { escaped } from '#procedures';
import type { ExplainedDeadline, ExplainedDeadlines } from './explain-deadlines.ts';
import { momentsIn } from './told-deadlines.ts';

const ROW = 44;
const LEFT = 24;
const WIDTH = 720;
const TOP = 40;

/** One picture (SVG): a line for each clock; what counts is filled, what does not is hatched, the due time is a stroke. */
export function deadlinePicture({ caseId, timeZone, clocks }: ExplainedDeadlines): string {
  const at = momentsIn(timeZone);
  const ends = clocks.flatMap(({ startedAt, dueAt, endedAt }) =>
    [startedAt, dueAt, endedAt ?? dueAt].map(Date.parse),
  );
  const [first, last] = [Math.min(...ends), Math.max(...ends)];
  const x = (moment: string): number =>
    LEFT + (last === first ? 0 : ((Date.parse(moment) - first) * WIDTH) / (last - first));
  const height = TOP + clocks.length * ROW + 30;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${String(WIDTH + 2 * LEFT)}" height="${String(height)}" font-family="sans-serif" font-size="12">`,
    `<title>${escaped(caseId)}</title>`,
    '<defs><pattern id="not" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="2" height="6" fill="#888"/></pattern></defs>',
    words(LEFT, 22, `${caseId} (${timeZone})`),
    ...clocks.flatMap((clock, row) => line(clock, TOP + row * ROW, x, at)),
    '</svg>',
  ].join('\n');
}

function line(
  { clock, title, intervals, startedAt, dueAt, endedAt, breached, status }: ExplainedDeadline,
  y: number,
  x: (moment: string) => number,
  at: (moment: string) => string,
): readonly string[] {
  const bar = (from: string, to: string, fill: string): string =>
    `<rect x="${figure(x(from))}" y="${String(y + 18)}" width="${figure(Math.max(0, x(to) - x(from)))}" height="10" fill="${fill}" stroke="#444" stroke-width="0.5"/>`;
  const bars =
    intervals.length === 0
      ? [bar(startedAt, dueAt, '#fff')]
      : intervals.map(({ from, to, counts }) => bar(from, to, counts ? '#444' : 'url(#not)'));
  const stroke = (moment: string, dash: string): string =>
    `<path d="M${figure(x(moment))} ${String(y + 13)}v20" stroke="#000" stroke-width="2"${dash}/>`;
  return [
    words(LEFT, y + 12, `${title ?? clock}: ${at(dueAt)}${breached ? ' !' : ''}`),
    ...bars,
    stroke(dueAt, ''),
    ...(endedAt === undefined || status === 'running' ? [] : [stroke(endedAt, ' stroke-dasharray="2 2"')]),
  ];
}

const figure = (value: number): string => value.toFixed(1);

const words = (x: number, y: number, text: string): string =>
  `<text x="${String(x)}" y="${String(y)}">${escaped(text)}</text>`;
