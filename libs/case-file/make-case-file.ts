import {
  asOfWhen,
  caseStreamOf,
  eventsBy,
  isWithoutTerms,
  procedureOf,
  zonesOf,
  type Capacity,
} from '#cases';
import { caseFileMade, type Act, type Engine as CoreEngine, type Queries } from '#engine';
import type { Instant, StoredEvent } from '#event-sourcing';
import { procedureMarkdown, type Procedure } from '#procedures';
import { sealed } from '#proof';
import { bagged, fileOf, jsonFile, type BagFile } from './bag/bag.ts';
import { eventFiles, type Placed } from './parts/events.ts';
import { evidenceFiles, type ListedEvidence } from './parts/evidence.ts';
import { proofFiles } from './parts/proof.ts';
import { recordedIn } from './parts/recorded.ts';
import type { CaseFileRequest } from './parts/request.ts';
import { shownTo } from './parts/shown.ts';
import { toldOf, type CaseTold } from './parts/told.ts';
import { verifierPage, verifierScript } from './verifier/handed-on.ts';

/** A case file, ready to be written: see `zipped`. */
export interface CaseFile {
  readonly caseId: string;
  /** Of the last event that is in it. */
  readonly revision: string;
  readonly madeAt: Instant;
  readonly files: readonly BagFile[];
  /** Evidence that could not be had, and why. */
  readonly missing: readonly Required<Pick<ListedEvidence, 'evidence' | 'missing'>>[];
}

type Engine = Pick<
  CoreEngine,
  'store' | 'procedures' | 'organisation' | 'evidence' | 'proof' | 'textWitness' | 'audit' | 'now'
> & { readonly queries: Pick<Queries, 'readsAs' | 'events'> };

/**
 * Everything about one case as of one position, for somebody who trusts nobody (ARC-1, ARC-3). `undefined`: there is no such
 * case, or none for whoever asks, or there was none at that moment. That it was made is on record before it is (PRI-1).
 * Throws NothingProven.
 */
export async function makeCaseFile(request: CaseFileRequest, engine: Engine): Promise<CaseFile | undefined> {
  const { caseId, reader } = request;
  const as = reader === undefined ? 'handling' : await engine.queries.readsAs(caseId, reader);
  if (as === undefined) return undefined;
  const madeAt = engine.now();
  // Read once: whatever is recorded meanwhile is for the next one.
  const stored = await engine.store.readStream(caseStreamOf(caseId));
  const placed = await placedIn(stored, request, engine);
  const shown = placed.flatMap((event) => event.shown ?? []);
  const world = {
    procedures: engine.procedures,
    organisation: await engine.organisation(),
    at: asOfWhen(request, madeAt),
  };
  const recorded = placed.flatMap((event) => event.recorded ?? []);
  const told = toldOf(caseId, shown, recorded, world);
  if (told === undefined) return undefined;
  await engine.audit(onRecord(request, as));
  return assembled(told, placed, { request, engine, madeAt });
}

function onRecord(request: CaseFileRequest, as: Capacity): Act {
  const { caseId, asOf, knownAt, language, redact, through, madeBy, correlationId } = request;
  return {
    command: caseFileMade(through, caseId, { asOf, knownAt, language, redact: redact.join(' ') }),
    actor: as === 'compliance' ? { ...madeBy, role: as } : madeBy,
    ...(correlationId !== undefined && { correlationId }),
  };
}

async function placedIn(
  stored: readonly StoredEvent[],
  request: CaseFileRequest,
  { queries, procedures }: Engine,
): Promise<readonly Placed[]> {
  const recorded = await recordedIn(stored, request.caseId, queries);
  const named = new Set(recorded.flatMap((event) => procedureOf(event)?.id ?? []));
  // What is told is told by the rules that the history holds (D13).
  await Promise.all([...named].map((id) => procedures.current(id, { rehearsal: true })));
  const shown = new Map(
    shownTo(request.reader, recorded, request, procedures).map((event) => [event.revision, event]),
  );
  const asked = new Map(
    eventsBy(recorded, request, zonesOf(procedures)).map((event) => [event.revision, event]),
  );
  const end = [...asked.keys()].at(-1) ?? -1n;
  return stored
    .filter(({ revision }) => revision <= end)
    .map((each) => {
      const event = asked.get(each.revision);
      const seen = event && shown.get(each.revision);
      return { stored: each, ...(event && { recorded: event }), ...(seen && { shown: seen }) };
    });
}

interface Assembling {
  readonly request: CaseFileRequest;
  readonly engine: Engine;
  readonly madeAt: Instant;
}

async function assembled(
  told: CaseTold,
  placed: readonly Placed[],
  { request, engine, madeAt }: Assembling,
): Promise<CaseFile> {
  const { caseId, language } = request;
  const stored = placed.map((each) => each.stored);
  const proven = await proofFiles(stored, engine);
  const open = (sha256: string) => engine.evidence.get(sha256, caseId);
  const evidence = await evidenceFiles(told.events, open, request);
  const { revision } = told.howKnown;
  // Most starts never need what draws pages.
  const { pdfOf } = await import('./pdf/case-pdf.ts');
  const made = { caseId, revision, position: stored.at(-1)?.position, madeAt, madeBy: request.madeBy };
  const kept = told.events.some(({ data }) => isWithoutTerms(data)) ? (['settlement'] as const) : [];
  const redacted = [...new Set([...request.redact, ...kept])];
  const asked = { asOf: request.asOf, knownAt: request.knownAt, language, redacted };
  const { events: _, procedure, caseId: __, ...facts } = told;
  const payload = [
    fileOf('data/case.pdf', await pdfOf(told, { ...asked, ...made, evidence: evidence.listed, open })),
    jsonFile('data/case.json', { ...made, ...asked, ...facts }),
    ...eventFiles(placed),
    ...(procedure === undefined ? [] : procedureFiles(procedure, language)),
    ...proven.files,
    ...evidence.files,
  ];
  const beside = [fileOf('verify.html', await verifierPage()), fileOf('verify.mjs', await verifierScript())];
  const info = { identifier: caseId, madeAt, description: `Case ${caseId}, up to revision ${revision}` };
  const seal = (hash: string): string => sealed(proven.key, ['redress/case-file/v1', caseId, hash]);
  return {
    ...{ caseId, revision, madeAt, files: bagged(payload, beside, info, seal) },
    missing: evidence.listed.flatMap(({ evidence: name, missing }) =>
      missing === undefined || request.redact.includes('evidence') ? [] : [{ evidence: name, missing }],
    ),
  };
}

const procedureFiles = (procedure: Procedure, language: CaseFileRequest['language']): readonly BagFile[] => {
  const name = `data/procedure/${procedure.id}@${String(procedure.version)}`;
  return [jsonFile(`${name}.json`, procedure), fileOf(`${name}.md`, procedureMarkdown(procedure, language))];
};
