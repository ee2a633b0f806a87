import { refuse, type Refusal } from '#event-sourcing';
import { fractionDigits, matches, type Procedure } from '#procedures';
import type { Money } from '../events/fields.ts';
import { matterOf } from '../matter.ts';
import { isGranted, isOwed, type CaseRemedy } from '../remedies/remedy.ts';
import type { CaseRecord } from '../state.ts';

/** OUT-7: every place that the procedure names for a matter like this one. */
export const placesToTurn = (state: CaseRecord, { turnTo, ladder }: Procedure): Procedure['turnTo'] =>
  turnTo.filter(({ when }) => when === undefined || matches(when, matterOf(state), ladder));

/** What the complainant gets, as far as it was promised for good; what a merged case gives, it says itself (SOL-3). */
export const givenIn = ({ remedies }: Pick<CaseRecord, 'remedies'>): readonly CaseRemedy[] =>
  remedies.filter((each) => isOwed(each) || isGranted(each));

/** INV-2, OUT-2: the file that was sent, by its hash; it was added to the case before. */
export function sentAs(
  evidence: string,
  state: Pick<CaseRecord, 'evidence'>,
): Refusal | { readonly evidence: string; readonly sha256: string } {
  const file = state.evidence.find((each) => each.evidence === evidence);
  if (file !== undefined) return { evidence, sha256: file.sha256 };
  return refuse('INV-2', 'unknown-evidence', `There is no evidence ${evidence} in this case.`, {
    remedy: 'Add the file that was sent to the case first, and name it as the answer does.',
    details: { known: state.evidence.map((each) => each.evidence) },
  });
}

/**
 * OUT-2: a written final response says what is given, to the cent, and where to turn next. The words are anybody's own; a
 * regulator who passed an anonymous complaint on turns nowhere.
 */
export function notInResponse(letter: string, state: CaseRecord, procedure: Procedure): Refusal | undefined {
  const sums = sumsMissing(letter, givenIn(state));
  const places = state.complainant.anonymous
    ? []
    : placesToTurn(state, procedure).filter((place) => !names(letter, place));
  if (sums.length + places.length === 0) return undefined;
  // Whoever writes the letter of a confidential settlement may not be one of those who see its terms (SOL-7).
  const isKept = state.confidentialFrom !== undefined;
  const lacking = [
    ...(isKept && sums.length > 0 ? ['what was agreed'] : sums.map(amountText)),
    ...places.map(({ title }) => title),
  ];
  return refuse(
    'OUT-2',
    'response-incomplete',
    `The final response has to say what is given and where to turn next; it lacks: ${lacking.join(', ')}.`,
    {
      remedy: 'Write each sum in figures beside its currency, and each place by its title.',
      details: { sums: isKept ? [] : sums, places: places.map(({ id }) => id) },
    },
  );
}

/** What no final response can do without (OUT-2). */
export const leastResponse = (state: CaseRecord, procedure: Procedure): string =>
  [
    'We have looked into your complaint.',
    ...givenIn(state).flatMap(({ worth }) => (worth === undefined ? [] : [amountText(worth)])),
    ...placesToTurn(state, procedure).map(({ title }) => title),
  ].join('\n');

/** Each sum by itself; where several are given, their total says it, too. */
function sumsMissing(letter: string, given: readonly CaseRemedy[]): readonly Money[] {
  const worths = given.flatMap(({ worth }) => (worth === undefined || worth.minor === 0 ? [] : [worth]));
  const [first] = worths;
  const said = first === undefined ? new Set<string>() : figuresIn(letter, first.currency);
  const total = worths.reduce((sum, { minor }) => sum + minor, 0);
  const isSaid = ({ minor, currency }: Money): boolean => said.has(plain(minor, fractionDigits(currency)));
  return first !== undefined && isSaid({ ...first, minor: total })
    ? []
    : worths.filter((worth) => !isSaid(worth));
}

/** Without the commas between thousands, and without the noughts behind the point that nobody has to write. */
function figuresIn(letter: string, currency: string): ReadonlySet<string> {
  // Between ideographs it parts sentences, between wide digits thousands.
  const text = letter
    .replace(/，(?![０-９])|(?<![０-９])，/g, ', ')
    .normalize('NFKC')
    .toLowerCase();
  // A space may part thousands, or two figures.
  const joined = text.replace(/(?<!\d)\d{1,3}(?: \d{3})+(?!\d)/g, (figure) => figure.replaceAll(' ', ''));
  const marks = marksOf(currency);
  return new Set([text, joined].flatMap((each) => sumsIn(each, marks)));
}

const FIGURE = /(?:\d{1,3}(?:[,\u2019']\d{3})+(?!\d)|\d+)(?:\.\d+)?/g;

/** A figure beside its currency; days and years are no sums. */
const sumsIn = (text: string, { before, after }: Marks): readonly string[] =>
  [...text.matchAll(FIGURE)].flatMap(({ 0: figure, index }) => {
    const end = index + figure.length;
    const front = text.slice(Math.max(0, index - LONGEST_MARK), index);
    const name = front.replace(/[\s:()]*$/, '');
    // `Amount (yuan): 30` names it once, for what follows.
    const inFront = front.slice(name.length).includes(')') ? [...before, ...after] : before;
    const behind = text.slice(end, end + LONGEST_MARK).replace(/^[\s(]*/, '');
    const isSum =
      inFront.some((mark) => name.endsWith(mark)) || after.some((mark) => behind.startsWith(mark));
    return isSum ? [withoutNoughts(figure.replace(/[,\u2019']/g, ''))] : [];
  });

/** With the spaces around it. */
const LONGEST_MARK = 24;

interface Marks {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** How people write a currency: `CNY 30`, `¥30`, `人民币30`; `30 CNY`, `30 yuan`, `30元`. */
function marksOf(currency: string): Marks {
  const shown = (locale: string, currencyDisplay: 'symbol' | 'narrowSymbol' | 'name'): string =>
    new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay })
      .formatToParts(1)
      .find(({ type }) => type === 'currency')?.value ?? currency;
  const word = shown('en', 'name').split(' ').at(-1) ?? currency;
  const chinese = currency === 'CNY' ? ['RMB', '元'] : [];
  const before = [
    ...[currency, shown('en', 'symbol'), shown('zh', 'symbol'), shown('en', 'narrowSymbol')],
    ...[shown('zh', 'name'), ...chinese.slice(0, 1)],
  ].map(folded);
  return { before, after: [...before, ...[word.replace(/s$/, ''), ...chinese].map(folded)] };
}

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

const withoutNoughts = (figure: string): string => {
  const text = figure.replace(/^0+(?=\d)/, '');
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
};

function plain(minor: number, digits: number): string {
  const text = String(minor).padStart(digits + 1, '0');
  const units = text.slice(0, text.length - digits);
  return withoutNoughts(digits === 0 ? units : `${units}.${text.slice(-digits)}`);
}

const amountText = ({ minor, currency }: Money): string =>
  `${currency} ${plain(minor, fractionDigits(currency))}`;

const names = (letter: string, { title, zh }: Procedure['turnTo'][number]): boolean =>
  [title, ...(zh === undefined ? [] : [zh])].some((name) => spaced(letter).includes(spaced(name)));

const spaced = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ').toLowerCase();
