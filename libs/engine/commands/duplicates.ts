import {
  caseStreamOf,
  complainantFingerprints,
  COMPLAINANTS,
  evolve,
  findDuplicates,
  isAbout,
  noCase,
  type CaseState,
  type ComplainantCase,
  type Duplicates,
  type NewCase,
  type Pepper,
  type RecordedCaseEvent,
} from '#cases';
import {
  decodeHistory,
  ReadModelsUnavailable,
  StreamFault,
  type EventStore,
  type ReadModelStore,
  type Timing,
} from '#event-sourcing';
import type { Procedure, Rules } from '#procedures';
import type { Engine } from '../engine.ts';
import { caseCodec, type CodecPort } from './codecs.ts';
import { orNothing } from './if-they-answer.ts';

export interface DuplicatePorts extends CodecPort {
  readonly store: Pick<EventStore, 'readStream' | 'head'>;
  readonly readModels: Pick<ReadModelStore, 'query'>;
  readonly waitFor: Engine['waitFor'];
  readonly procedures: Rules;
  readonly pepper: Pepper;
  readonly timing: Timing;
}

/** How long the process waits for the read model that it looks at. */
const CAUGHT_UP_MS = 5_000;
/** The newest of them; nobody looks through more. */
const MOST_CASES = 100;

export function createDuplicates(ports: DuplicatePorts): Duplicates {
  return {
    async atIntake(newCase, receiver) {
      const fingerprints = complainantFingerprints(newCase.complainant, ports.pepper);
      if (fingerprints.length === 0) return [];
      const documents = await orNothing(casesUnder(ports, fingerprints), ports.timing);
      return namedTo(receiver, found(documents ?? [], newCase), ports);
    },
    async afterwards(caseId) {
      const history = await historyOf(caseId, ports);
      const state = history.reduce<CaseState>(evolve, noCase);
      const procedure = state.status === 'none' ? undefined : await procedureOf(state, ports);
      if (state.status !== 'logged' || procedure === undefined) return [];
      const fingerprints = complainantFingerprints(state.complainant, ports.pepper);
      if (fingerprints.length === 0) return [];
      if (!(await ports.waitFor(await ports.store.head(), CAUGHT_UP_MS, [COMPLAINANTS])))
        throw new ReadModelsUnavailable('The complainants have not caught up with the history yet.');
      const documents = await casesUnder(ports, fingerprints);
      const own = documents.find((each) => each.caseId === caseId);
      if (own === undefined) return [];
      // Who was corrected may repeat what came later as well.
      const earlier = history.some(isCorrectedIn) ? documents : documents.filter(isBefore(own));
      const known = new Set(history.flatMap(suspectedBy));
      const receivedAt = own.receivedAt ?? own.recordedAt;
      const fresh = found(earlier, { caseId, procedure, receivedAt }).filter((each) => !known.has(each));
      return namedTo(state.receivedBy, fresh, ports);
    },
  };
}

async function procedureOf(
  { procedure }: Exclude<CaseState, { readonly status: 'none' }>,
  { procedures }: Pick<DuplicatePorts, 'procedures'>,
): Promise<Procedure | undefined> {
  await procedures.know(procedure);
  return procedures.get(procedure.id, procedure.version);
}

/** Of two that came at the same moment, one is the earlier one: only the other is suspected. */
const isBefore =
  (own: ComplainantCase) =>
  ({ recordedAt, caseId }: ComplainantCase): boolean =>
    recordedAt < own.recordedAt || (recordedAt === own.recordedAt && caseId < own.caseId);

const isCorrectedIn = (event: RecordedCaseEvent): boolean =>
  event.type === 'IntakeCorrected' && event.data.complainant !== undefined;

/** What was dismissed meanwhile is not suspected again. */
const suspectedBy = (event: RecordedCaseEvent): readonly string[] =>
  event.type === 'DuplicateSuspected' ? event.data.of : [];

const found = (
  cases: readonly ComplainantCase[],
  { caseId, procedure, receivedAt }: Pick<NewCase, 'caseId' | 'procedure' | 'receivedAt'>,
): readonly string[] =>
  findDuplicates(cases, { caseId, receivedAt, procedure: procedure.id }, procedure.duplicateWindowDays);

async function casesUnder(
  { readModels }: Pick<DuplicatePorts, 'readModels'>,
  fingerprints: readonly string[],
): Promise<readonly ComplainantCase[]> {
  const { items } = await readModels.query(COMPLAINANTS, {
    where: [{ field: 'fingerprints', in: fingerprints }],
    sort: { field: 'recordedAt', direction: 'descending' },
    limit: MOST_CASES,
  });
  return items as readonly ComplainantCase[];
}

/** INV-4, CLS-9: nobody learns from an answer that there is a case about themselves. */
async function namedTo(
  receiver: string,
  cases: readonly string[],
  ports: Pick<DuplicatePorts, 'store' | 'codec'>,
): Promise<readonly string[]> {
  const histories = await Promise.all(cases.map((each) => historyIfThere(each, ports)));
  return cases.filter((_, index) => {
    const state = histories[index]?.reduce<CaseState>(evolve, noCase);
    // Of a case that cannot be read nobody knows whom it is about.
    if (state === undefined) return false;
    return state.status !== 'logged' || !isAbout(state.respondents, receiver);
  });
}

/** The part that can be read: what is wrong with the rest keeps no other case waiting. */
const historyOf = async (
  caseId: string,
  ports: Pick<DuplicatePorts, 'store' | 'codec'>,
): Promise<readonly RecordedCaseEvent[]> =>
  decodeHistory(caseCodec(ports), await ports.store.readStream(caseStreamOf(caseId))).events;

const historyIfThere = (
  caseId: string,
  ports: Pick<DuplicatePorts, 'store' | 'codec'>,
): Promise<readonly RecordedCaseEvent[] | undefined> =>
  historyOf(caseId, ports).catch((error: unknown) => {
    if (error instanceof StreamFault) return undefined;
    throw error;
  });
