import {
  CASE_SEARCH,
  caseEventContracts,
  caseStreamOf,
  complainantFingerprints,
  ERASED_CONTACT,
  evolve,
  fileHash,
  isAbout,
  judgedIn,
  noCase,
  rulesKept,
  type CaseState,
  type RecordedCaseEvent,
} from '#cases';
import {
  canonicalJson,
  commandId,
  decodeHistory,
  erasingOf,
  eventId,
  holdsBareTexts,
  isRefusal,
  linked,
  refuse,
  revision,
  stampMetadata,
  StreamFault,
  SUBJECT_ERASED,
  type Clock,
  type CommandSeal,
  type Damage,
  type EventStore,
  type ReadModelStore,
  type Refusal,
  type StoredEvent,
  type SubjectErased,
} from '#event-sourcing';
import type { EvidenceStore } from '#evidence';
import type { SubjectKeys } from '#keys';
import { privacyStreamOf, type Subject, type Subjects } from '#privacy';
import type { Procedure } from '#procedures';
import { caseCodec, type CodecPort } from '../commands/codecs.ts';
import type { Rulebooks } from '../rules/rulebooks.ts';
import { removingTraces, type TracePorts } from './removing-traces.ts';

export interface SubjectPorts extends CodecPort, TracePorts {
  readonly store: TracePorts['store'] & Pick<EventStore, 'append'>;
  readonly readModels: Pick<ReadModelStore, 'query'>;
  readonly rulebooks: Pick<Rulebooks, 'get' | 'look'>;
  readonly pepper: string;
  readonly keys: Pick<SubjectKeys, 'destroy' | 'keyOf'>;
  readonly seal: CommandSeal;
  readonly files: Pick<EvidenceStore, 'remove'>;
  readonly clock: Clock;
}

/** Whoever a case is about, in everything that is kept of them. */
export const createSubjects = (ports: SubjectPorts): Subjects => ({
  find: (caseId) => findSubject(ports, caseId),
  async erase(caseId) {
    const said = await saidErased(ports, caseId);
    if (isRefusal(said)) return said;
    // What was decided about it may name them too.
    await ports.keys.destroy(caseStreamOf(caseId), privacyStreamOf(caseId));
    await ports.catchUp();
    for (const sha256 of said.files)
      if (!(await isElsewhere(ports, sha256, caseId))) await ports.files.remove(sha256);
    return said.files.length;
  },
  removeTraces: removingTraces(ports),
});

/** Throws StreamFault. */
export async function findSubject(
  ports: LookPorts & Pick<SubjectPorts, 'rulebooks'> & { readonly keys: Pick<SubjectKeys, 'keyOf'> },
  caseId: string,
): Promise<Subject | undefined> {
  const found = await lookWhole(ports, caseId);
  return found && { ...(await subjectIn(found, ports)), forgotten: isForgotten(ports, caseId) };
}

/** Erased before a backup has brought the case back. */
const isForgotten = ({ keys }: { readonly keys: Pick<SubjectKeys, 'keyOf'> }, caseId: string): boolean =>
  keys.keyOf(caseStreamOf(caseId)) === undefined;

interface Found {
  readonly stored: readonly StoredEvent[];
  readonly events: readonly RecordedCaseEvent[];
  readonly state: Exclude<CaseState, { readonly status: 'none' }>;
  readonly damage: readonly Damage[];
}

/** Nothing is decided by half a history: texts, files or an end may stand in what cannot be read. Throws StreamFault. */
async function lookWhole(ports: LookPorts, caseId: string): Promise<Found | undefined> {
  const found = await look(ports, caseId);
  const [damage] = found?.damage ?? [];
  if (damage !== undefined) throw new StreamFault(damage);
  return found;
}

interface LookPorts extends CodecPort {
  readonly store: Pick<EventStore, 'readStream'>;
}

async function look(ports: LookPorts, caseId: string): Promise<Found | undefined> {
  const stored = await ports.store.readStream(caseStreamOf(caseId));
  const { events, damage } = decodeHistory(caseCodec(ports), stored);
  const state = events.reduce<CaseState>(evolve, noCase);
  return state.status === 'none' ? undefined : { stored, events, state, damage };
}

const isOver = (state: CaseState): boolean =>
  state.status === 'logged'
    ? state.ending !== undefined
    : state.status !== 'none' && state.stage === 'closed';

async function subjectIn(
  { stored, events, state }: Found,
  { rulebooks }: Pick<SubjectPorts, 'rulebooks'>,
): Promise<Omit<Subject, 'forgotten'>> {
  await rulebooks.look(state.procedure.id);
  const rules = rulesKept(state.procedure, rulebooks);
  const endedAt = endOf(events);
  return {
    ...(endedAt !== undefined && { endedAt }),
    ...retentionIn(rules),
    inClear: stored.filter(isInClear).length,
    erased: state.erased === true,
    isAbout: (person) => state.status === 'logged' && isAbout(judgedIn(state), person),
  };
}

/** PRI-3: what cannot be read may ask for longer, so it is not taken for nothing. */
function retentionIn(rules: Procedure | Refusal): Pick<Subject, 'retentionYears' | 'rulesUnknown'> {
  if (isRefusal(rules)) return { rulesUnknown: rules };
  const { retentionYears } = rules;
  return retentionYears === undefined ? {} : { retentionYears };
}

/** When it came to its present end; absent while it has none. */
function endOf(events: readonly RecordedCaseEvent[]): string | undefined {
  let state: CaseState = noCase;
  let end: string | undefined;
  for (const event of events) {
    state = evolve(state, event);
    end = isOver(state) ? (end ?? event.metadata.recordedAt) : undefined;
  }
  return end;
}

/** It holds texts that are sealed nowadays, and was recorded before they were. */
function isInClear({ type, data }: StoredEvent): boolean {
  const schema = caseEventContracts.find((each) => each.type === type)?.schema;
  return schema !== undefined && holdsBareTexts(schema, JSON.parse(data));
}

/** The first step, and the one after which nothing more is recorded in the case. */
async function saidErased(ports: SubjectPorts, caseId: string): Promise<SubjectErased | Refusal> {
  const found = await lookWhole(ports, caseId);
  const before = found?.events.flatMap((event) => erasingOf(event) ?? [])[0];
  if (before !== undefined) return before;
  const last = found?.stored.at(-1);
  if (found === undefined || last === undefined) return changedMeanwhile;
  if (!isOver(found.state) && !isForgotten(ports, caseId)) return changedMeanwhile;
  const data = erasureOf(found.state, ports.pepper);
  const stream = caseStreamOf(caseId);
  const id = commandId(SUBJECT_ERASED, stream);
  const stamp = {
    ...{ commandId: id, actor: { id: 'erasing', role: 'system' }, recordedAt: ports.clock() },
    commandHash: ports.seal.seal(stream, canonicalJson({ type: SUBJECT_ERASED })),
    schemaVersion: ports.codec.versionOf(SUBJECT_ERASED),
  };
  const draft = { event: stampMetadata({ type: SUBJECT_ERASED, data }, stamp), id: eventId(id, 0) };
  const place = { stream, revision: revision(last.revision + 1n), last };
  const written = await ports.store.append(
    stream,
    last.revision,
    linked(ports.codec, place, [draft]).toAppend,
  );
  return written.outcome === 'conflict' ? saidErased(ports, caseId) : data;
}

function erasureOf(state: Found['state'], pepper: string): SubjectErased {
  if (state.status !== 'logged') return { contacts: [], files: [] };
  const contacts = complainantFingerprints(state.complainant, pepper);
  return {
    contacts: [...new Set(contacts.map((each) => each.slice(0, ERASED_CONTACT)))],
    files: [...new Set(state.evidence.map(({ sha256 }) => sha256))],
  };
}

const changedMeanwhile = refuse('PRI-2', 'case-not-over', 'The case has gone on since it was decided.');

/** So many cases may hold the same file before it is kept for want of looking. */
const MOST_CASES = 1_000;

/** What cannot be read may hold it. */
const holds = ({ state, damage }: Found, sha256: string): boolean =>
  damage.length > 0 ||
  (state.status === 'logged' &&
    state.erased !== true &&
    state.evidence.some((file) => file.sha256 === sha256));

/** Another case holds the same bytes: they are its own. */
async function isElsewhere(ports: SubjectPorts, sha256: string, caseId: string): Promise<boolean> {
  const { items } = await ports.readModels.query(CASE_SEARCH, {
    where: [{ field: 'grams', equals: fileHash(sha256, ports.pepper) }],
    limit: MOST_CASES,
  });
  for (const each of items as readonly { readonly caseId: string }[]) {
    const found = each.caseId === caseId ? undefined : await look(ports, each.caseId);
    if (found !== undefined && holds(found, sha256)) return true;
  }
  return items.length === MOST_CASES;
}
