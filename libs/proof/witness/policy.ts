import { parseVerifierKey, type VerifierKey } from '#keys';
import { signedAt, standingOf, type Note } from '../note/note.ts';

/** Somebody outside who signs checkpoints as well, once they have seen that the log only grew. */
export interface Witness {
  /** By which the file speaks of it. */
  readonly name: string;
  readonly key: VerifierKey;
  /** Where it is asked (`<url>/add-checkpoint`); absent: by file only. */
  readonly url?: string;
}

/** Whose signatures count, and how many of them (tlog-policy). */
export interface WitnessPolicy {
  readonly witnesses: readonly Witness[];
  readonly isEnough: (signed: ReadonlySet<string>) => boolean;
}

/** Where no witness is known. */
export const NOBODY: WitnessPolicy = { witnesses: [], isEnough: () => true };

/** Whoever has signed, and when they say that they did. */
export interface Cosigner {
  readonly name: string;
  /** Seconds since the epoch; absent for a plain signature. */
  readonly at?: number;
}

export interface Cosigned {
  readonly by: readonly Cosigner[];
  /** Names of witnesses whose signatures do not hold. */
  readonly forged: readonly string[];
  readonly isEnough: boolean;
}

/** What is no such file; the message names the line. */
export class InvalidWitnesses extends Error {
  override readonly name = 'InvalidWitnesses';
}

export function cosignersOf(note: Note, { witnesses, isEnough }: WitnessPolicy): Cosigned {
  const standing = witnesses.map((witness) => ({ ...witness, standing: standingOf(note, witness.key) }));
  const signed = standing.filter((each) => each.standing === 'signed');
  return {
    by: signed.map(({ name, key }) => {
      const at = signedAt(note, key);
      return { name, ...(at !== undefined && { at }) };
    }),
    forged: standing.filter((each) => each.standing === 'forged').map(({ name }) => name),
    isEnough: isEnough(new Set(signed.map(({ name }) => name))),
  };
}

type Rule = WitnessPolicy['isEnough'];

/** What is known while the file is read. */
interface Reading {
  readonly witnesses: Witness[];
  /** Of witnesses and groups, which share their names. */
  readonly rules: Map<string, Rule>;
  quorum: Rule | undefined;
}

/** Throws {@link InvalidWitnesses}. */
export function parseWitnesses(text: string): WitnessPolicy {
  const reading: Reading = { witnesses: [], rules: new Map(), quorum: undefined };
  for (const [index, line] of text.split('\n').entries()) {
    const words = line.split(/[ \t\r]+/).filter((word) => word !== '');
    const wrong = words[0]?.startsWith('#') === true ? undefined : taken(reading, words);
    if (wrong !== undefined) throw new InvalidWitnesses(`line ${String(index + 1)}: ${wrong}`);
  }
  const { witnesses, quorum } = reading;
  if (quorum === undefined)
    throw new InvalidWitnesses('there is no line "quorum", which says whose signatures are enough');
  return { witnesses, isEnough: quorum };
}

/** What is wrong with a line, unless it could be taken. */
function taken(reading: Reading, [word, ...rest]: readonly string[]): string | undefined {
  switch (word) {
    case undefined:
    case 'log':
      return undefined;
    case 'witness':
      return takenWitness(reading, rest);
    case 'group':
      return takenGroup(reading, rest);
    case 'quorum':
      return takenQuorum(reading, rest);
    default:
      return `"${word}" is none of log, witness, group, quorum`;
  }
}

function takenWitness({ witnesses, rules }: Reading, words: readonly string[]): string | undefined {
  const [name, text = '', url, ...more] = words;
  if (name === undefined || more.length > 0) return 'a witness is a name, a key and perhaps an address';
  if (name === 'none' || rules.has(name)) return `the name ${name} is taken`;
  const key = parseVerifierKey(text);
  if (key === undefined) return `the key of ${name} is no Ed25519 key in the form name+hash+key`;
  if (witnesses.some((other) => publicPart(other.key) === publicPart(key)))
    return `the key of ${name} is there twice`;
  if (!isAddress(url)) return `the address of ${name} is no http or https URL`;
  witnesses.push({ name, key, ...(url !== undefined && { url: url.replace(/\/+$/, '') }) });
  rules.set(name, (signed) => signed.has(name));
  return undefined;
}

const isAddress = (url: string | undefined): boolean =>
  url === undefined || /^https?:$/.test(URL.parse(url)?.protocol ?? '');

/** Without the name and the kind of signature. */
const publicPart = ({ text }: VerifierKey): string =>
  Buffer.from(text.split('+').slice(2).join('+'), 'base64').subarray(1).toString('hex');

function takenGroup({ rules }: Reading, [name, least, ...members]: readonly string[]): string | undefined {
  if (name === undefined || least === undefined || members.length === 0)
    return 'a group is a name, how many of it are enough, and who is in it';
  if (name === 'none' || rules.has(name)) return `the name ${name} is taken`;
  const unknown = members.find((member) => !rules.has(member));
  if (unknown !== undefined) return `nobody of the name ${unknown} is known yet`;
  const twice = members.find((member, index) => members.indexOf(member) < index);
  if (twice !== undefined) return `${twice} is in the group ${name} twice`;
  const count = leastOf(least, members.length);
  if (count === undefined)
    return `of the group ${name}, "all", "any" or a number up to ${String(members.length)} are enough`;
  const within = members.flatMap((member) => rules.get(member) ?? []);
  rules.set(name, (signed) => within.filter((rule) => rule(signed)).length >= count);
  return undefined;
}

function leastOf(word: string, size: number): number | undefined {
  if (word === 'all') return size;
  if (word === 'any') return 1;
  const count = /^[1-9]\d{0,5}$/.test(word) ? Number(word) : Infinity;
  return count <= size ? count : undefined;
}

function takenQuorum(reading: Reading, [name = '', ...more]: readonly string[]): string | undefined {
  if (reading.quorum !== undefined) return 'there is a quorum already';
  const rule = name === 'none' ? () => true : reading.rules.get(name);
  if (rule === undefined || more.length > 0) return 'a quorum is the name of a witness, of a group, or none';
  reading.quorum = rule;
  return undefined;
}
