import type { RecordedCaseEvent } from '../case/events.ts';
import type { Authority } from '../case/remedies/remedy.ts';

/** With which authority an event was decided, where it says so (D13). */
export function authorityIn({ data }: Pick<RecordedCaseEvent, 'data'>): Authority | undefined {
  if ('authority' in data) return data.authority;
  return 'promise' in data && typeof data.promise === 'object' ? data.promise.authority : undefined;
}
