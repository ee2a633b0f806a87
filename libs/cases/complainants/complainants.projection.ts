import {
  isErasing,
  type CollectionSpec,
  type HappenedAt,
  type Instant,
  type Projection,
} from '#event-sourcing';
import type { CaseEvent } from '../case/events.ts';
import { procedureOf } from '../local-month.ts';
import { caseKeys, erasedKeys, type RecordedCaseEventOf } from '../recorded-case-event.ts';
import { complainantFingerprints, type Pepper } from '../reading/fingerprint.ts';

/**
 * An earlier case of a complainant, found by what they are recognised by (INT-10). Category and severity are decided later, by
 * events that do not know the complainant.
 */
export interface ComplainantCase {
  readonly caseId: string;
  readonly receivedAt?: HappenedAt;
  readonly recordedAt: Instant;
  /** Id of the procedure. */
  readonly procedure?: string;
  /** Department of the respondent. */
  readonly department?: string;
  readonly fingerprints: readonly string[];
}

/** Nobody lists complainants. */
export const COMPLAINANTS: CollectionSpec = {
  name: 'complainants',
  version: 3,
  fields: { fingerprints: 'texts', recordedAt: 'text' },
  indexes: [['fingerprints']],
};

type IntakeEvent = RecordedCaseEventOf<'ComplaintLogged' | 'IntakeCorrected'>;
const isIntake = <Event extends CaseEvent>(event: Event): event is Event & IntakeEvent =>
  event.type === 'ComplaintLogged' || event.type === 'IntakeCorrected';

/**
 * A document for each case whose complainant is recognised by something. After a correction it is found by what was given then
 * too; by the old it stays found, as a candidate that a person can dismiss. Of whoever was erased nothing stays (PRI-2).
 */
export const complainantsProjection = (pepper: Pepper): Projection<ComplainantCase, CaseEvent> => ({
  collection: COMPLAINANTS,
  keys(event) {
    if (isErasing(event)) return erasedKeys(event);
    const isKnown =
      isIntake(event) && complainantFingerprints(event.data.complainant ?? {}, pepper).length > 0;
    return isKnown ? caseKeys(event) : [];
  },
  evolve(document, event, caseId) {
    if (isErasing(event)) return undefined;
    if (!isIntake(event)) return document;
    const found = complainantFingerprints(event.data.complainant ?? {}, pepper);
    const { fingerprints, ...known } = document ?? { ...complainantCase(caseId, event), fingerprints: [] };
    const all = [...new Set([...fingerprints, ...found])];
    return document !== undefined && all.length === fingerprints.length
      ? document
      : { ...known, fingerprints: all };
  },
});

/** When a corrected case was received is not known here; its recording time stands in for it. */
function complainantCase(caseId: string, event: IntakeEvent): Omit<ComplainantCase, 'fingerprints'> {
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
