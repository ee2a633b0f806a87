import { instantField, oneOf, record, reference, Type } from '#schema';
import {
  draftsOf,
  type DraftOf,
  type EventDataOf,
  type EventOf,
  type EventTypeOf,
  type RecordedEvent,
} from '#event-sourcing';

const name = () => Type.String({ minLength: 1, maxLength: 200 });
/** Sealed under the key of the person whom the field of that name beside it names. */
const personal = (of: string) =>
  Type.String({ minLength: 1, maxLength: 200, 'x-personal': true, 'x-subject': of });

/** A level of a procedure's ladder, or `frontline`; with a site or a department: there only. */
const post = {
  procedure: reference(),
  level: reference(),
  site: Type.Optional(reference()),
  department: Type.Optional(reference()),
};

/**
 * Every event of the organisation. `from` is when it takes effect, which may be earlier or later than it was recorded.
 * STORED CONTRACT: names and fields are kept for ever. A change is a new version with an upcaster, never an edit.
 */
export const organisationEventSchemas = {
  SiteRegistered: record({ site: reference(), name: name() }),
  SiteClosed: record({ site: reference(), reason: Type.Optional(name()) }),
  DepartmentRegistered: record({ department: reference(), name: name(), site: Type.Optional(reference()) }),
  DepartmentClosed: record({ department: reference(), reason: Type.Optional(name()) }),
  PersonRegistered: record({
    person: reference(),
    name: personal('person'),
    departments: Type.Array(reference(), { maxItems: 20 }),
    site: Type.Optional(reference()),
    from: instantField(),
  }),
  PersonChanged: record({
    person: reference(),
    name: personal('person'),
    departments: Type.Array(reference(), { maxItems: 20 }),
    site: Type.Optional(reference()),
    from: instantField(),
  }),
  PersonDeparted: record({ person: reference(), from: instantField() }),
  LevelAssigned: record({ person: reference(), ...post, from: instantField() }),
  LevelWithdrawn: record({ person: reference(), ...post, from: instantField() }),
  DeputyAppointed: record({
    deputy: reference(),
    forPerson: reference(),
    from: instantField(),
    until: instantField(),
    reason: Type.Optional(personal('deputy')),
  }),
  DeputyEnded: record({
    deputy: reference(),
    forPerson: reference(),
    /** Of the appointment that ends. */
    appointedFrom: instantField(),
    from: instantField(),
  }),
  /** Its duties are owed from then on, by that version. */
  ProcedureAdopted: record({
    procedure: reference(),
    version: Type.Integer({ minimum: 1 }),
    site: Type.Optional(reference()),
    from: instantField(),
  }),
  /** Where they are written to by e-mail: one place at a time. */
  MailAddressSet: record({
    person: reference(),
    email: personal('person'),
    language: Type.Optional(oneOf(['en', 'zh'])),
  }),
  MailAddressRemoved: record({ person: reference() }),
  ProcedureDropped: record({
    procedure: reference(),
    site: Type.Optional(reference()),
    from: instantField(),
  }),
} as const;

type Schemas = typeof organisationEventSchemas;
export type OrganisationEventType = EventTypeOf<Schemas>;
export type OrganisationEventData<Type extends OrganisationEventType> = EventDataOf<Schemas, Type>;
export type OrganisationEvent<Type extends OrganisationEventType = OrganisationEventType> = EventOf<
  Schemas,
  Type
>;
export type OrganisationEventDraft = DraftOf<Schemas>;
export type RecordedOrganisationEvent = RecordedEvent<OrganisationEvent>;

export const draft = draftsOf<Schemas>();
