import type { Static, TSchema } from 'typebox';
import type { DomainEvent, EventDraft } from '../event.ts';

/** The events of one kind of aggregate: the JSON schema of what each carries, by name. */
type Schemas = Readonly<Record<string, TSchema>>;

export type EventTypeOf<Events extends Schemas> = keyof Events & string;

export type EventDataOf<Events extends Schemas, Type extends EventTypeOf<Events>> = Static<Events[Type]>;

/** An event with its circumstances, as folds see it. */
export type EventOf<Events extends Schemas, Type extends EventTypeOf<Events> = EventTypeOf<Events>> = {
  [Name in Type]: DomainEvent<Name, EventDataOf<Events, Name>>;
}[Type];

/** An event as the decider returns it. */
export type DraftOf<Events extends Schemas, Type extends EventTypeOf<Events> = EventTypeOf<Events>> = {
  [Name in Type]: EventDraft<Name, EventDataOf<Events, Name>>;
}[Type];

/** The builder of an aggregate's drafts: name and data belong together. */
export const draftsOf =
  <Events extends Schemas>() =>
  <Type extends EventTypeOf<Events>>(type: Type, data: EventDataOf<Events, Type>): DraftOf<Events> =>
    // TypeScript cannot follow one name through the union of all.
    ({ type, data });
