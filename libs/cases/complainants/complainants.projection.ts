import type { CollectionSpec, HappenedAt, Instant, Projection } from '#event-sourcing';
import type { CaseEvent } from '../case/events.ts';
import { procedureOf } from '../local-month.ts';
import { caseIdOfEvent, type RecordedCaseEventOf } from '../recorded-case-event.ts';
import { complainantFingerprints, type Pepper } from '../reading/fingerprint.ts';

/** An earlier case of a complainant. Category and severity are decided later, by events that do not know the complainant. */
export interface ComplainantCase {
  readonly caseId: string;
  readonly receivedAt?: HappenedAt;
  readonly recordedAt: Instant;
  /** Id of the procedure. */
  readonly procedure?: string;
  /** Department of the respondent. */
  readonly department?: string;
}

/** The recent cases under one fingerprint, oldest record first (INT-10). */
export interface ComplainantCases {
  readonly fingerprint: string;
  readonly cases: readonly ComplainantCase[];
}

const MOST_CASES = 50;

/** Documents are found by their id, the fingerprint; nobody lists complainants. */
export const COMPLAINANTS: CollectionSpec = { name: 'complainants', version: 2, fields: {}, indexes: [] };

type IntakeEvent = RecordedCaseEventOf<'ComplaintLogged' | 'IntakeCorrected'>;
const isIntake = <Event extends CaseEvent>(event: Event): event is Event & IntakeEvent =>
  event.type === 'ComplaintLogged' || event.type === 'IntakeCorrected';

/**
 * Key: a fingerprint of the complainant, so one case touches as many documents as it has contacts. After a correction the case is found
 * under the new fingerprints too; under the old ones it stays, as a candidate that a person can dismiss.
 */
export const complainantsProjection = (pepper: Pepper): Projection<ComplainantCases, CaseEvent> => ({
  collection: COMPLAINANTS,
  keys(event) {
    if (caseIdOfEvent(event) === undefined || !isIntake(event)) return [];
    return complainantFingerprints(event.data.complainant ?? {}, pepper);
  },
  evolve(document, event, key) {
    const caseId = caseIdOfEvent(event);
    if (caseId === undefined || !isIntake(event)) return document;
    const cases = document?.cases ?? [];
    if (cases.some((each) => each.caseId === caseId)) return document;
    return { fingerprint: key, cases: [...cases, complainantCase(caseId, event)].slice(-MOST_CASES) };
  },
});

/** When a corrected case was received is not known here; its recording time stands in for it. */
function complainantCase(caseId: string, event: IntakeEvent): ComplainantCase {
  const { data, metadata } = event;
  const receivedAt = event.type === 'ComplaintLogged' ? metadata.happenedAt : undefined;
  const department = data.respondents?.find((each) => each.department !== undefined)?.department;
  const procedure = event.type === 'ComplaintLogged' ? event.data.procedure.id : procedureOf(event)?.id;
  return {
    ...{ caseId, recordedAt: metadata.recordedAt },
    ...(receivedAt && { receivedAt }),
    ...(procedure && { procedure }),
    ...(department !== undefined && { department }),
  };
}
