import type { CaseEvent, CaseEventType } from './events.ts';
import type { CaseParts, CaseRecord } from './state.ts';

/**
 * How each event type changes the parts of a logged case; a type without an entry changes nothing but the clocks. The
 * stage is no part: it follows from them.
 */
export type Evolvers = {
  readonly [Type in CaseEventType]?: (state: CaseRecord, event: CaseEvent<Type>) => CaseParts;
};
