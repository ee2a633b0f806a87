import type { CaseEventData, CaseEventType } from '#cases';

/** One believable example of each of the event types. */
export type Samples<Types extends CaseEventType> = { readonly [Type in Types]: CaseEventData<Type> };
