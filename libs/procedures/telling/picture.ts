import { moneyText } from '../notation.ts';
import type { Procedure } from '../procedure.ts';
import { limitOf } from '../limits.ts';
import { FRONTLINE } from '../select.ts';
import { titleIn, titlesOf } from './titles.ts';
import type { Language } from '../languages.ts';
import { escaped } from './svg.ts';
import { allowanceText } from './words.ts';

const SMALL = ' font-size="10" fill="#444"';
const STEP = { width: 170, height: 46, gap: 26 };
const CLOCK_LINE = 17;
const MARGIN = 24;

/** What a case passes through, with the milestones at which its clocks start. */
const PATH: readonly { readonly name: string; readonly milestones: readonly string[] }[] = [
  { name: 'Received', milestones: ['received', 'contactAbandoned', 'calledBack', 'restated', 'acknowledged', 'handedOver', 'passedOn'] },
  { name: 'Classified', milestones: ['classified'] },
  { name: 'With a department', milestones: ['dispatched', 'dispatchReturned', 'receiptSigned', 'formHandedBack'] },
  { name: 'Investigated', milestones: ['investigated', 'mediated'] },
  { name: 'Solution', milestones: ['planPrepared', 'planApproved', 'solutionOffered', 'promised', 'stepPlanned'] },
  { name: 'Resolved', milestones: ['resolved'] },
  { name: 'Outcome told', milestones: ['outcomeNotified'] },
  { name: 'Closed', milestones: ['followedUp'] },
]; // prettier-ignore

const ANY_TIME = 'At any time: escalated, merged, opened again';

const isOnPath = (milestone: string): boolean =>
  PATH.some(({ milestones }) => milestones.includes(milestone));

/** One picture (SVG): the path with its clocks from left to right, the ladder with its limits below. */
export function procedurePicture(procedure: Procedure, language: Language = 'en'): string {
  const say = titlesOf(procedure, language);
  const spoken = { currency: procedure.currency, say };
  const clocksFrom = (isHere: (milestone: string) => boolean): readonly string[] =>
    procedure.clocks
      .filter(({ starts }) => isHere(starts))
      .map((clock) => `${titleIn(clock, language)}: ${allowanceText(clock.allowance, spoken)}`);
  const steps = PATH.map(({ name, milestones }) => ({
    name,
    clocks: clocksFrom((each) => milestones.includes(each)),
  }));
  const anyTime = clocksFrom((each) => !isOnPath(each));
  const clockLines = Math.max(...steps.map(({ clocks }) => clocks.length));
  const anyTop = MARGIN + 40 + STEP.height + clockLines * CLOCK_LINE + 40;
  const ladderTop = anyTop + anyTime.length * CLOCK_LINE + 40;
  const levels = [FRONTLINE, ...procedure.ladder.map(({ id }) => id)];
  const width = 2 * MARGIN + PATH.length * (STEP.width + STEP.gap) - STEP.gap;
  const columns = Math.max(1, Math.floor((width - 2 * MARGIN + STEP.gap) / (STEP.width + STEP.gap)));
  const height = ladderTop + 30 + Math.ceil(levels.length / columns) * (STEP.height + STEP.gap) + MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}" font-family="sans-serif" font-size="12">`,
    `<title>${escaped(titleIn(procedure, language))}</title>`,
    words(MARGIN, MARGIN + 8, titleIn(procedure, language), ' font-size="18" font-weight="bold"'),
    ...steps.flatMap(({ name, clocks }, index) => step(name, clocks, index)),
    words(MARGIN, anyTop, ANY_TIME, ' font-weight="bold"'),
    ...anyTime.map((clock, line) => words(MARGIN, anyTop + (line + 1) * CLOCK_LINE, clock, SMALL)),
    words(MARGIN, ladderTop, 'Who may grant how much', ' font-weight="bold"'),
    ...levels.flatMap((level, index) =>
      box(placeOf(index % columns), ladderTop + 14 + Math.floor(index / columns) * (STEP.height + STEP.gap), [
        say(level),
        limitText(procedure, level),
      ]),
    ),
    '</svg>\n',
  ].join('\n');
}

const limitText = (procedure: Procedure, level: string): string => {
  const most = limitOf(procedure, level);
  return most === null ? 'no limit' : moneyText(most, procedure.currency);
};

const placeOf = (index: number): number => MARGIN + index * (STEP.width + STEP.gap);

function step(name: string, clocks: readonly string[], index: number): readonly string[] {
  const [x, y] = [placeOf(index), MARGIN + 40];
  const arrow = `<path d="M${String(x - STEP.gap + 2)} ${String(y + STEP.height / 2)}h${String(STEP.gap - 6)}l-5 -4m5 4l-5 4" fill="none" stroke="#555"/>`;
  return [
    ...(index === 0 ? [] : [arrow]),
    ...box(x, y, [name]),
    ...clocks.map((clock, line) => words(x, y + STEP.height + (line + 1) * CLOCK_LINE, clock, SMALL)),
  ];
}

const box = (x: number, y: number, lines: readonly string[]): readonly string[] => [
  `<rect x="${String(x)}" y="${String(y)}" width="${String(STEP.width)}" height="${String(STEP.height)}" rx="6" fill="#eef3f8" stroke="#557"/>`,
  ...lines.map((line, index) => words(x + 8, y + 19 + index * 17, line)),
];

/** Long texts are cut; the whole one is there when one points at it. */
function words(x: number, y: number, whole: string, attributes = ''): string {
  const text = shortened(whole);
  const title = whole === text ? '' : `<title>${escaped(whole)}</title>`;
  return `<text x="${String(x)}" y="${String(y)}"${attributes}>${escaped(text)}${title}</text>`;
}

const MOST_LETTERS = 32;
const shortened = (text: string): string =>
  text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS - 1)}…` : text;
