import type { CaseEvent } from '#cases';
import type { DutyEvent } from '#duties';
import {
  createCodec,
  erasingContracts,
  KeyMissing,
  mendingContracts,
  personSubject,
  UNREADABLE,
  type Codec,
  type DomainEvent,
  type PersonalSeal,
} from '#event-sourcing';
import type { FileEvent } from '#files';
import type { RecurrenceEvent } from '#improvement';
import type { OutboxEvent } from '#notices';
import type { OrganisationEvent } from '#organisation';
import type { RulebookEvent } from '#rulebook';
import { AGGREGATES } from '../aggregates.ts';

/** Whatever stands in the history, of every kind of aggregate, with the keys of this installation or without any. */
export const createHistoryCodec = (keys?: PersonalSeal): Codec =>
  createCodec(
    [...AGGREGATES.flatMap(({ contracts }) => contracts), ...mendingContracts, ...erasingContracts],
    keys,
  );

/** Whoever reads or writes events with the keys of this installation. */
export interface CodecPort {
  readonly codec: Codec;
}

/**
 * Nothing is decided by what cannot be read: an event whose keys are not here counts as damage. Names of people decide
 * nothing; their ids do.
 */
export const deciding = (keys: PersonalSeal): PersonalSeal => ({
  ...keys,
  open(subject, place, sealed) {
    const text = keys.open(subject, place, sealed);
    if (text !== UNREADABLE || subject.startsWith(personSubject(''))) return text;
    throw new KeyMissing(
      `${place.path} of an event of ${place.stream} is sealed with keys that are not here`,
    );
  },
});

/** For the streams of one kind, in which nothing else stands. */
const codecFor =
  <Event extends DomainEvent>() =>
  ({ codec }: CodecPort): Codec<Event> =>
    codec as Codec<Event>;

export const caseCodec = codecFor<CaseEvent>();
export const dutyCodec = codecFor<DutyEvent>();
export const fileCodec = codecFor<FileEvent>();
export const recurrenceCodec = codecFor<RecurrenceEvent>();
export const outboxCodec = codecFor<OutboxEvent>();
export const organisationCodec = codecFor<OrganisationEvent>();
export const rulebookCodec = codecFor<RulebookEvent>();
