// Stands alone, and reads nothing but what it is given: it is handed on inside every case file, as part of a page for
// browsers and of a script for Node, so it uses what both of them have and imports nothing.

import { checkBag, TAG_MANIFEST, type CaseFiles, type Found } from './bag-check.ts';
import { isSealed, openedIn } from './opened-check.ts';
import {
  bytesOf,
  fromBase64,
  hex,
  isIncluded,
  joined,
  netstring,
  sha256,
  signedText,
  textOf,
  type Key,
} from './proofs.ts';

/** What was looked at, in the order in which it is told, and what is wrong. */
export interface Verdict {
  readonly isIntact: boolean;
  readonly findings: readonly string[];
  /** What holds, in sentences. */
  readonly facts: readonly string[];
}

interface StoredLine {
  readonly revision: string;
  readonly hash: string;
  readonly withheld?: string;
  readonly stored?: Readonly<Record<'stream' | 'id' | 'type' | 'data' | 'metadata', string>>;
}

interface ShownEvent {
  readonly revision: string;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: unknown;
}

interface ListedEvidence {
  readonly evidence: string;
  readonly file?: string;
  readonly missing?: string;
}

interface ListedProof {
  readonly revision: string;
  readonly index: number;
  readonly hashes: readonly string[];
}

/** Looks at everything. Whose key it is that signed, nobody can tell from the file alone: `trusted` is the one that you have from elsewhere. */
export async function verifyCaseFile(files: CaseFiles, trusted?: string): Promise<Verdict> {
  const findings: string[] = [];
  const facts: string[] = [];
  const found = (what: string): void => {
    findings.push(what);
  };
  try {
    const digests = await checkBag(files, found, facts);
    const key = await keyIn(files, trusted, found, facts);
    await checkSeal(files, key, found, facts);
    const lines = await checkEvents(files, found, facts);
    await checkLog(files, key, { lines, found, facts });
    await checkEvidence(files, { lines, digests, found, facts });
    await checkShown(files, { lines, found, facts });
  } catch (error) {
    found(`It cannot be read to its end: ${error instanceof Error ? error.message : String(error)}`);
  }
  return { isIntact: findings.length === 0, findings, facts };
}

interface Looking {
  readonly lines: readonly StoredLine[];
  readonly digests: ReadonlyMap<string, string>;
  readonly found: Found;
  readonly facts: string[];
}

async function keyIn(
  files: CaseFiles,
  trusted: string | undefined,
  found: Found,
  facts: string[],
): Promise<Key> {
  const told = textOf(await files.read('data/proof/key.txt')).trim();
  if (trusted === undefined)
    facts.push(
      `It says that it is signed with ${told}: compare that with the key that the organisation has given you.`,
    );
  else if (trusted.trim() === told) facts.push(`The key is the one that you trust: ${told}`);
  else found('It is signed with another key than the one that you trust.');
  const [, name = '', id = '', encoded = ''] = /^(\S+?)\+([0-9a-f]{8})\+(\S+)$/.exec(told) ?? [];
  const data = fromBase64(encoded);
  const known = hex((await sha256(joined(bytesOf(`${name}\n`), data))).slice(0, 4));
  if (known !== id || data[0] !== 1 || data.length !== 33) found('data/proof/key.txt holds no key.');
  return { name, id, key: data.slice(1) };
}

/** The list of all lists is signed, so that nobody makes a new one. */
async function checkSeal(files: CaseFiles, key: Key, found: Found, facts: string[]): Promise<void> {
  const signed = await signedText(textOf(await files.read('seal.txt')), key);
  const digest = hex(await sha256(await files.read(TAG_MANIFEST)));
  const [kind, caseId = '', sealed] = (signed ?? '').split('\n');
  if (signed === undefined) found('seal.txt is not signed by the key.');
  else if (kind !== 'redress/case-file/v1' || sealed !== digest)
    found('seal.txt is the seal of another case file.');
  else facts.push(`The whole file is sealed as the case file of ${caseId}.`);
}

/** Every event has the hash that it is known by, and names the one before it. */
async function checkEvents(files: CaseFiles, found: Found, facts: string[]): Promise<readonly StoredLine[]> {
  const lines = textOf(await files.read('data/events/stored.ndjson'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as StoredLine);
  let before: string | undefined;
  for (const [index, { revision, hash, stored }] of lines.entries()) {
    if (revision !== String(index)) found(`Event ${String(index)} is missing or out of order.`);
    if (stored !== undefined) {
      const { stream, id, type, data, metadata } = stored;
      const known = [stream, revision, id, type, data, metadata].map(netstring).join('');
      if (hex(await sha256(bytesOf(known))) !== hash) found(`Event ${revision} was changed.`);
      const { previousHash } = JSON.parse(metadata) as { readonly previousHash?: string };
      const expected = index === 0 ? hex(await sha256(bytesOf(netstring(stream)))) : before;
      if (previousHash !== undefined && previousHash !== expected)
        found(`Event ${revision} does not follow the one before it.`);
    }
    before = hash;
  }
  const kept = lines.filter(({ stored }) => stored !== undefined).length;
  facts.push(
    `${String(kept)} of ${String(lines.length)} events stand here byte for byte as they were recorded; of the others there is the hash alone.`,
  );
  return lines;
}

/** RFC 9162, 2.1.3.2, under the root of a signed checkpoint. */
async function checkLog(
  files: CaseFiles,
  key: Key,
  { lines, found, facts }: Omit<Looking, 'digests'>,
): Promise<void> {
  const proofs = new Map(
    (JSON.parse(textOf(await files.read('data/proof/inclusion.json'))) as ListedProof[]).map((each) => [
      each.revision,
      each,
    ]),
  );
  const checkpoint = await signedText(textOf(await files.read('data/proof/checkpoint')), key);
  if (checkpoint === undefined) {
    found('The checkpoint is not signed by the key.');
    return;
  }
  const [origin = '', size = '', root = ''] = checkpoint.split('\n');
  for (const { revision, hash } of lines) {
    const proof = proofs.get(revision);
    if (proof === undefined) found(`Nothing shows that event ${revision} stands in the log.`);
    else if (!(await isIncluded(proof, hash, { size: Number(size), root })))
      found(`Event ${revision} is not shown to stand in the log.`);
  }
  facts.push(`The events stand in the log ${origin}, whose first ${size} entries are signed for.`);
}

/** Every file of evidence is the one that the history speaks of. */
async function checkEvidence(files: CaseFiles, { lines, digests, found, facts }: Looking): Promise<void> {
  const listed = JSON.parse(textOf(await files.read('data/evidence.json'))) as ListedEvidence[];
  const added = lines.flatMap(({ stored }) =>
    stored?.type === 'EvidenceAdded'
      ? [JSON.parse(stored.data) as { readonly evidence: string; readonly sha256: string }]
      : [],
  );
  for (const { evidence, sha256: hash } of added) {
    const { file, missing } = listed.find((each) => each.evidence === evidence) ?? {};
    if (file === undefined && missing === undefined) found(`Evidence ${evidence} is not in the file.`);
    else if (file === undefined) facts.push(`Evidence ${evidence} is not in the file: ${missing ?? ''}`);
    else if (digests.get(file) !== hash) found(`Evidence ${evidence} is not what was added to the case.`);
  }
}

/** What is shown to be read is what was recorded, also where that is sealed. */
async function checkShown(
  files: CaseFiles,
  { lines, found, facts }: Omit<Looking, 'digests'>,
): Promise<void> {
  const events = JSON.parse(textOf(await files.read('data/events/events.json'))) as ShownEvent[];
  const witnesses = JSON.parse(textOf(await files.read('data/proof/openings.json'))) as Witnesses;
  const shown = new Map(events.map((event) => [event.revision, event]));
  const texts: { readonly place: string; readonly stands: string }[] = [];
  for (const { revision, stored } of lines) {
    if (stored === undefined) continue;
    const opened = openedOf(stored, shown.get(revision));
    if (opened === undefined) found(`Event ${revision} is shown otherwise than it was recorded.`);
    for (const each of opened ?? []) {
      const place = `${revision}${each.path}`;
      const stands = await standingOf(each, stored, witnesses);
      if (stands === 'false')
        found(`Event ${revision} is shown otherwise than it was recorded: ${each.path}.`);
      texts.push({ place, stands });
    }
  }
  const [proven, unknown] = ['proven', 'unknown'].map((stands) =>
    texts.filter((each) => each.stands === stands),
  );
  facts.push(`${String(proven?.length)} texts are sealed in the history, and are the ones that were sealed.`);
  for (const { place } of unknown ?? [])
    facts.push(`The history shows that something is sealed at ${place}, not that it is what is shown.`);
}

type Stored = NonNullable<StoredLine['stored']>;
type Witnesses = Readonly<Record<string, string>>;
type Opened = NonNullable<ReturnType<typeof openedIn>>;

function openedOf(stored: Stored, event: ShownEvent | undefined): Opened | undefined {
  const isSame =
    event?.type === stored.type &&
    JSON.stringify(event.metadata) === JSON.stringify(JSON.parse(stored.metadata));
  return isSame ? openedIn(JSON.parse(stored.data), event.data) : undefined;
}

/** What was erased is no text, and the texts of some have keys that are not here. */
async function standingOf(text: Opened[number], stored: Stored, witnesses: Witnesses) {
  const witness = witnesses[text.of ?? stored.stream];
  if (witness === undefined || typeof text.shown !== 'string') return 'unknown';
  return (await isSealed(text, stored, witness)) ? 'proven' : 'false';
}
