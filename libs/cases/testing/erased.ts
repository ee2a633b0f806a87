import { ERASED, withoutTexts, type UNREADABLE } from '#event-sourcing';
import { caseEventSchemas, type RecordedCaseEvent } from '../case/events.ts';

/** The same events once the key of whoever complained is destroyed, or is not here: `gone` stands for what they said. */
export const erased = (
  events: readonly RecordedCaseEvent[],
  gone: typeof ERASED | typeof UNREADABLE = ERASED,
): readonly RecordedCaseEvent[] =>
  events.map((event) => {
    const data = withoutTexts(caseEventSchemas[event.type], event.data, gone);
    return { ...event, data } as RecordedCaseEvent;
  });
