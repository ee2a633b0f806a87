import { Type, type Static } from '#schema';
import {
  CHANNELS, COMPLAINANT_KINDS, CONTACT_KINDS, REPRESENTATIONS, RESPONDENT_KINDS, dayField, instantField, method, money,
  oneOf, personal, record, reference, text,
} from './fields.ts'; // prettier-ignore

/** Who complains (INT-2); anonymous when neither name nor contact is known (INT-4). */
const complainant = record({
  kind: oneOf(COMPLAINANT_KINDS),
  anonymous: Type.Boolean(),
  name: Type.Optional(personal({ maxLength: 200 })),
  phone: Type.Optional(personal({ maxLength: 50 })),
  email: Type.Optional(personal({ maxLength: 200 })),
  address: Type.Optional(personal({ maxLength: 500 })),
  /** Number under which the organisation knows the person, for example a unit or a member number. */
  customerNumber: Type.Optional(personal({ maxLength: 100 })),
  representative: Type.Optional(
    record({
      /** Why they speak for the complainant. */
      as: oneOf(REPRESENTATIONS),
      name: personal({ maxLength: 200 }),
      phone: Type.Optional(personal({ maxLength: 50 })),
      email: Type.Optional(personal({ maxLength: 200 })),
    }),
  ),
});
export type Complainant = Static<typeof complainant>;

/** Who is complained about (INT-2, INV-4). */
const respondent = record({
  kind: oneOf(RESPONDENT_KINDS),
  /** Whose key it is under says the staff id: a complainant who is forgotten takes nobody else along. */
  name: Type.Optional(personal({ maxLength: 200, of: 'staffId' })),
  /** Staff id, so that nobody judges a complaint about themselves (INV-4). */
  staffId: Type.Optional(reference()),
  department: Type.Optional(reference()),
  /** Ladder level of a person complained about; absent for the front line. */
  level: Type.Optional(reference()),
});
export type Respondent = Static<typeof respondent>;
const respondents = Type.Array(respondent, { maxItems: 10 });

/** What a retail complaint adds (INT-3). */
const retail = record({
  store: Type.Optional(reference()),
  brand: Type.Optional(reference()),
  goodsValue: Type.Optional(money),
  purchasedOn: Type.Optional(dayField()),
  deliveredOn: Type.Optional(dayField()),
  orderNumber: Type.Optional(personal({ maxLength: 200 })),
  withinWarranty: Type.Optional(Type.Boolean()),
  priority: Type.Optional(reference()),
  expectedOutcome: Type.Optional(personal({ maxLength: 2000 })),
  city: Type.Optional(reference()),
});
export type Retail = Static<typeof retail>;

/** What the procedure asks for beside that, by the name that it gives to it (INT-2). */
const details = Type.Record(Type.String(), personal({ maxLength: 2000 }));

/** Where an imported case came from; facts that the file lacks are absent (INT-11). */
const importSource = record({
  system: reference(),
  reference: reference(),
  /** Further columns of the source, kept as they stood. */
  facts: Type.Record(Type.String(), personal({ maxLength: 2000 })),
});

/** D13: the version, and what its file said then: SHA-256; absent for rules that were no file. */
const openedUnder = record({
  id: reference(),
  version: Type.Integer({ minimum: 1 }),
  rules: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })),
});

/** What can be corrected. */
const corrected = {
  /** As a whole, as they are now. */
  complainant: Type.Optional(complainant),
  /** Where the case belongs, from then on. */
  site: Type.Optional(reference()),
  /** All of them as they are now; one that was named before, by the id or the name, takes over what is not given. */
  respondents: Type.Optional(respondents),
  description: Type.Optional(personal()),
  wanted: Type.Optional(personal()),
  retail: Type.Optional(retail),
  details: Type.Optional(details),
};
/** What a complaint is made of, for what may become one. */
export const complaintParts = { complainant, respondents, retail, details } as const;

export const intakeEvents = {
  ComplaintLogged: record({
    procedure: openedUnder,
    contactKind: oneOf(CONTACT_KINDS),
    channel: oneOf(CHANNELS),
    complainant,
    respondents: Type.Optional(respondents),
    /** Where the case belongs; one of the organisation's sites. */
    site: Type.Optional(reference()),
    description: personal(),
    wanted: Type.Optional(personal()),
    /** When and where what is complained about took place; not the time of the complaint. */
    occurredOn: Type.Optional(dayField()),
    occurredAt: Type.Optional(instantField()),
    place: Type.Optional(personal({ maxLength: 500 })),
    receivedBy: reference(),
    /** Until when the complainant asked to have it settled (CLK-3). */
    requestedBy: Type.Optional(instantField()),
    retail: Type.Optional(retail),
    details: Type.Optional(details),
    source: Type.Optional(importSource),
  }),
  /** INT-12: somebody was dissatisfied when they were asked; what they said there stands with the feedback. */
  CameFromFeedback: record({ feedback: reference() }),
  /** INT-13: the secret itself is nowhere; what it is compared by is under a key of the case. */
  InquirySecretSet: record({ seal: reference() }),
  /** Somebody asked by telephone how it stands, with the right secret. */
  ProgressAsked: record({ method: method() }),
  RestatementRecorded: record({ restatement: personal(), confirmed: Type.Boolean() }),
  AcknowledgementSent: record({ method: method(), summary: Type.Optional(personal()) }),
  ComplaintHandedOver: record({
    from: reference(),
    to: reference(),
    reason: text(),
    /** A regulator or association that passed it on gets the outcome too (INT-9). */
    regulator: Type.Optional(record({ name: reference(), reference: Type.Optional(reference()) })),
  }),
  ContactAbandoned: record({
    procedure: openedUnder,
    channel: oneOf(CHANNELS),
    phone: Type.Optional(personal({ maxLength: 50 })),
    name: Type.Optional(personal({ maxLength: 200 })),
    waitedSeconds: Type.Optional(Type.Integer({ minimum: 0 })),
  }),
  CallbackMade: record({ reached: Type.Boolean(), remarks: Type.Optional(personal()) }),
  /** INT-8: the end of an abandoned contact of which no complaint came. */
  ContactEnded: record({ why: oneOf(['nothingWanted', 'notReached']), reason: text() }),
  DuplicateSuspected: record({ of: Type.Array(reference(), { minItems: 1, maxItems: 20 }) }),
  DuplicateDismissed: record({ of: reference(), reason: text() }),
  CaseLinked: record({
    to: reference(),
    relation: oneOf(['related', 'duplicate', 'followsFrom', 'conductOf']),
    reason: text(),
  }),
  /** An enquiry, request or suggestion became a complaint (CLS-2). */
  ContactPromoted: record({ from: oneOf(CONTACT_KINDS), to: oneOf(CONTACT_KINDS), reason: text() }),
  /** A correction is a further event (LIF-3): only the given fields replace what was recorded. */
  IntakeCorrected: record({
    reason: text(),
    ...corrected,
    /** What stood there before, of whatever is corrected; absent in events of before version 5. */
    was: Type.Optional(record(corrected)),
  }),
} as const;
