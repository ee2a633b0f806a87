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
      remedy: 'Write each sum in figures, and each place by its title.',
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
  const said = figuresIn(letter);
  const total = worths.reduce((sum, { minor }) => sum + minor, 0);
  const isSaid = ({ minor, currency }: Money): boolean => said.has(plain(minor, fractionDigits(currency)));
  const [first] = worths;
  return first !== undefined && isSaid({ ...first, minor: total })
    ? []
    : worths.filter((worth) => !isSaid(worth));
}

/** Without the commas between thousands, and without the noughts behind the point that nobody has to write. */
const figuresIn = (letter: string): ReadonlySet<string> =>
  new Set(
    (
      letter
        .normalize('NFKC')
        .replace(/(?<=\d)[,\u0020\u2019'](?=\d{3}(?!\d))/g, '')
        .match(/\d+(?:\.\d+)?/g) ?? []
    ).map(withoutNoughts),
  );

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
