import type { CaseEvent, CaseEventType } from './events.ts';
import type { CaseRecord } from './state.ts';

/** How each event type changes a logged case; a type without an entry changes nothing but the clocks. */
export type Evolvers = {
  readonly [Type in CaseEventType]?: (state: CaseRecord, event: CaseEvent<Type>) => CaseRecord;
};
