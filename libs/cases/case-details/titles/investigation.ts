import type { investigationEvents } from '../../case/events/investigation.ts';
import { count, list, words, type TitlesOf } from '../../reading/wording.ts';

export const investigationTitles: TitlesOf<typeof investigationEvents> = {
  FindingRecorded: ({ finding, kind, evidence }) =>
    `${KINDS[kind]} ${finding} recorded${evidence.length === 0 ? '' : ` with ${list(evidence)}`}.`,
  EvidenceAdded: ({ evidence, mediaType, size, sha256 }) =>
    `Evidence ${evidence} added (${mediaType}, ${count(size, 'byte')}, SHA-256 ${sha256.slice(0, 12)}…).`,
  InvestigationConcluded: ({ outcome, responsibility, rootCause }) =>
    `Investigation concluded: ${words(outcome)}; responsible: ${words(responsibility)}; root cause: ${rootCause}.`,
  ArrivedOnSite: ({ people }) => `On the spot: ${list(people)}.`,
  MeasuresTaken: () => 'Measures were taken on the spot.',
  MediationHeld: ({ parties, result }) => `Mediation between ${list(parties.map(words))}: ${words(result)}.`,
};

const KINDS = {
  statement: 'Statement',
  inspection: 'Inspection',
  recordsConsulted: 'Consultation of records',
  finding: 'Finding',
};
