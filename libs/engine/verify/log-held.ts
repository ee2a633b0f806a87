import type { Position, StoredEvent } from '#event-sourcing';
import { InvalidKeyFile } from '#platform';
import {
  examined,
  furthest,
  heldAgainst,
  inclusionProof,
  isFinding,
  leafHash,
  LogCheck,
  LogDamaged,
  nodesFrom,
  numbersOf,
  placed,
  provesInclusion,
  rootOf,
  type Cosigned,
  type KnownCheckpoint,
  type ProofFinding,
  type ProofFolder,
  type Reached,
} from '#proof';
import type { VerifierKey } from '#keys';
import type { VerifyOptions } from './options.ts';

/** What of the history a checkpoint speaks for: whatever was changed there since is found. */
export interface Covered {
  readonly events: number;
  /** Of the last of them. */
  readonly until: Position;
  /** Where the log was begun: what was recorded before was taken into it as it stood then. */
  readonly since: Position;
}

/** How far witnesses who are known have signed. */
export interface Witnessed extends Cosigned {
  readonly size: number;
}

export interface LogHeld {
  readonly covered?: Covered;
  /** Events of a single stream that stand in the log as it was signed. */
  readonly proven?: number;
  readonly witnessed?: Witnessed;
  readonly findings: readonly ProofFinding[];
}

export interface LogHeldPorts {
  readonly folder: ProofFolder;
  /** The key of the data folder; `undefined` while there is none. Throws InvalidKeyFile. */
  readonly ownKey: () => Promise<VerifierKey | undefined>;
}

type Options = Pick<VerifyOptions, 'kept' | 'key' | 'witnesses'>;

interface Known {
  readonly checkpoints: readonly KnownCheckpoint[];
  readonly reached: Reached | undefined;
  /** How far the log had been when it was first signed. */
  readonly begunAt: number;
  readonly findings: readonly ProofFinding[];
}

const FILES = {
  checkpoint: 'The latest checkpoint',
  'first-checkpoint': 'The first checkpoint',
  'cosigned-checkpoint': 'The checkpoint that witnesses have signed',
} as const;

/** Every checkpoint there is, and whether each counts. */
async function known(
  { folder, ownKey }: LogHeldPorts,
  { key, kept = [], witnesses }: Options,
): Promise<Known> {
  const findings: ProofFinding[] = [];
  const own = await keyOr(ownKey, findings);
  const ours = await ownTexts(folder);
  // Always noted before it is signed: what is read afterwards goes as far as the checkpoints, whoever signs meanwhile.
  const reached = await orDamaged(() => folder.reached(), findings);
  if (findings.length === 0) findings.push(...missingOf(ours, { signs: own !== undefined, reached }));
  const verifier = key ?? own;
  if (verifier === undefined) {
    if (ours.length + kept.length > 0) findings.push(keyMissing);
    return { checkpoints: [], reached, begunAt: 0, findings };
  }
  const first = ours.find(({ file }) => file === 'first-checkpoint');
  const texts = [...ours, ...kept.map(({ name, text }) => ({ what: name, text }))];
  const found = texts.map(({ what, text }) => examined(what, text, { key: verifier, witnesses }));
  const checkpoints = found.flatMap((each) => (isFinding(each) ? [] : [each]));
  findings.push(...found.flatMap((each) => (isFinding(each) ? [each] : [])));
  const begunAt = checkpoints.find(({ what }) => what === first?.what)?.checkpoint.size ?? 0;
  return { checkpoints, reached, begunAt, findings };
}

type OwnText = Awaited<ReturnType<typeof ownTexts>>[number];

/** What is written together is there together. */
function missingOf(
  ours: readonly OwnText[],
  { signs, reached }: { readonly signs: boolean; readonly reached: Reached | undefined },
): readonly ProofFinding[] {
  const isThere = (name: string): boolean => ours.some(({ file }) => file === name);
  if (ours.length > 0 && reached === undefined)
    return [{ finding: 'log-damaged', message: `The log: reached.json is missing. ${MADE_AGAIN}` }];
  return signs && !(isThere('checkpoint') && isThere('first-checkpoint')) ? [checkpointMissing] : [];
}

const MADE_AGAIN =
  'A server, or redress proof checkpoint, makes the log again from the history, and holds it against its checkpoint.';
const keyMissing: ProofFinding = {
  finding: 'key-missing',
  message:
    'There are checkpoints, and keys/proof.key is missing: restore it from a backup, or name the public key with --key.',
};
const checkpointMissing: ProofFinding = {
  finding: 'checkpoint-missing',
  message:
    'This history has a key to sign with, and not both its first and its latest checkpoint. Take them from a backup; where there is none, redress proof checkpoint begins the log anew.',
};

async function keyOr(
  ownKey: LogHeldPorts['ownKey'],
  findings: ProofFinding[],
): Promise<VerifierKey | undefined> {
  try {
    return await ownKey();
  } catch (error) {
    if (!(error instanceof InvalidKeyFile)) throw error;
    findings.push({ finding: 'key-missing', message: error.message });
    return undefined;
  }
}

async function orDamaged<Value>(
  work: () => Promise<Value>,
  findings: ProofFinding[],
): Promise<Value | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof LogDamaged)) throw error;
    findings.push({ finding: 'log-damaged', message: `The log: ${error.message}.` });
    return undefined;
  }
}

async function ownTexts(folder: ProofFolder) {
  const files = Object.entries(FILES) as [keyof typeof FILES, string][];
  const texts = files.map(async ([file, what]) => ({
    file,
    what,
    text: await folder.checkpoint(file),
  }));
  return (await Promise.all(texts)).flatMap(({ text, ...each }) =>
    text === undefined ? [] : [{ ...each, text }],
  );
}

/** The whole history, event by event, against the files of the log and every checkpoint. */
export async function heldAgainstLog(ports: LogHeldPorts, options: Options) {
  const { checkpoints, reached, begunAt, findings } = await known(ports, options);
  const sizes = checkpoints.map(({ checkpoint }) => checkpoint.size);
  const log = new LogCheck(ports.folder.tile, reached, sizes);
  const marks = new Set([...sizes, begunAt]);
  const positions = new Map<number, Position>();
  return {
    async add(event: StoredEvent, hash: string): Promise<void> {
      await log.add(event, Buffer.from(hash, 'hex'));
      if (marks.has(log.size)) positions.set(log.size, event.position);
    },
    async finish(): Promise<LogHeld> {
      const held = heldAgainst(log, checkpoints);
      const proven = furthest(held.held)?.checkpoint.size ?? 0;
      const [until, since] = [positions.get(proven), positions.get(begunAt)];
      return {
        findings: [...findings, ...(await log.finish(proven)), ...held.findings],
        ...witnessedIn(held.held),
        ...(until !== undefined && since !== undefined && { covered: { events: proven, until, since } }),
      };
    },
  };
}

function witnessedIn(held: readonly KnownCheckpoint[]): Pick<LogHeld, 'witnessed'> {
  const most = furthest(held.filter(({ cosigned }) => cosigned.by.length > 0));
  return most === undefined ? {} : { witnessed: { size: most.checkpoint.size, ...most.cosigned } };
}

interface Hashed {
  readonly event: StoredEvent;
  readonly hash: string;
}

/** Each event of one stream has to stand in the log that was signed. */
export async function heldAgainstCase(
  ports: LogHeldPorts,
  options: Options,
  events: readonly Hashed[],
): Promise<LogHeld> {
  const { checkpoints, reached, findings: found } = await known(ports, options);
  const findings = [...found];
  let proven = 0;
  const latest = furthest(checkpoints);
  if (latest === undefined || reached === undefined) return { findings };
  const held: KnownCheckpoint[] = [];
  await orDamaged(async () => {
    const nodes = nodesFrom(ports.folder.tile, reached.size);
    for (const each of checkpoints) {
      const { what, checkpoint } = each;
      const { size, root } = checkpoint;
      const fits = size <= reached.size && (await rootOf(nodes, 0, size)).equals(root);
      if (fits) held.push(each);
      else findings.push({ finding: 'not-as-signed', message: `${what} is not of this log.` });
    }
    const numbers = await numbersOf({ tile: ports.folder.tile, size: reached.size }, events);
    for (const each of events) {
      const standing = await standingIn(nodes, latest, { ...each, number: numbers.get(each.hash) });
      if (standing === 'proven') proven += 1;
      const missing = standing === 'missing' && each.event.position <= reached.position;
      if (missing || standing === 'elsewhere')
        findings.push(placed('changed', each.event, 'does not stand in the log like this'));
    }
  }, findings);
  return { findings, proven, ...witnessedIn(held) };
}

/** `later`: recorded after the checkpoint. */
async function standingIn(
  nodes: ReturnType<typeof nodesFrom>,
  { checkpoint }: KnownCheckpoint,
  { hash, number }: Hashed & { readonly number: number | undefined },
): Promise<'proven' | 'missing' | 'elsewhere' | 'later'> {
  if (number === undefined) return 'missing';
  if (number >= checkpoint.size) return 'later';
  const proof = await inclusionProof(nodes, number, checkpoint.size);
  const leaf = { index: number, hash: leafHash(Buffer.from(hash, 'hex')) };
  return provesInclusion(proof, leaf, checkpoint) ? 'proven' : 'elsewhere';
}
