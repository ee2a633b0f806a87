import { Type } from '#schema';
import { INVESTIGATION_OUTCOMES, RESPONSIBILITIES, oneOf, personal, record, reference } from './fields.ts';

export const investigationEvents = {
  /** INV-1; author and time are in the metadata. */
  FindingRecorded: record({
    finding: reference(),
    kind: oneOf(['statement', 'inspection', 'recordsConsulted', 'finding']),
    content: personal(),
    /** Whose statement it is. */
    from: Type.Optional(personal({ maxLength: 200 })),
    evidence: Type.Array(reference(), { maxItems: 100 }),
  }),
  /** INV-2: the file itself is kept by its hash, byte for byte. */
  EvidenceAdded: record({
    evidence: reference(),
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    size: Type.Integer({ minimum: 1 }),
    mediaType: Type.String({ minLength: 3, maxLength: 200 }),
    fileName: personal({ maxLength: 255 }),
    description: Type.Optional(personal({ maxLength: 2000 })),
  }),
  /** INV-3 */
  InvestigationConcluded: record({
    outcome: oneOf(INVESTIGATION_OUTCOMES),
    responsibility: oneOf(RESPONSIBILITIES),
    /** Leaf of the procedure's root-cause taxonomy. */
    rootCause: reference(),
    /** Whom it is laid on, where it is a person of the organisation. */
    responsiblePerson: Type.Optional(reference()),
    explanation: personal(),
  }),
  /** DIS-8: who went where it happened, or to whoever complains. */
  ArrivedOnSite: record({
    people: Type.Array(reference(), { minItems: 1, maxItems: 20 }),
    place: Type.Optional(personal({ maxLength: 500 })),
  }),
  MeasuresTaken: record({ measures: personal() }),
  /** INV-5 */
  MediationHeld: record({
    parties: Type.Array(oneOf(['merchant', 'complainant', 'organisation', 'regulator', 'thirdParty']), {
      minItems: 2,
      maxItems: 5,
    }),
    result: oneOf(['agreed', 'notAgreed', 'adjourned']),
    minutes: personal(),
  }),
} as const;
