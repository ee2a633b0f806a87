import { createSealing, ERASED, opened, type PersonalSeal } from '#event-sourcing';
import { caseEventSchemas, type RecordedCaseEvent } from '../case/events.ts';

const open = {
  seal: (_subject, _place, text) => text,
  open: (_subject, _place, text) => text,
} as PersonalSeal;
const sealing = createSealing(open);

/** The same events once the key of whoever complained is destroyed, or is not here: `gone` stands for what they said. */
export const erased = (
  events: readonly RecordedCaseEvent[],
  gone: object = ERASED,
): readonly RecordedCaseEvent[] =>
  events.map((event) => {
    const { type, id, stream } = event;
    const data = sealing({ type, schema: caseEventSchemas[type] }, event.data, { event: id, stream });
    const without = opened(data, {
      ...{ event: id, stream, path: '', altered: () => new Error() },
      open: (subject, _place, text) => (subject === stream ? (gone as typeof ERASED) : text),
    });
    return { ...event, data: without } as RecordedCaseEvent;
  });
