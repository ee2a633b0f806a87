import type { CaseContext } from '../case/context.ts';
import { longUnsettled } from '../case/commands/classification/classify-case.ts';
import { withMoreTime } from '../case/commands/clocks/extensions.ts';
import type { CaseEventDraft, RecordedCaseEvent } from '../case/events.ts';
import type { CaseRecord } from '../case/state.ts';
import { running } from './circumstances.ts';

/** What a fact has for its effect, beside the clocks that start and stop by it: by the rules of the case as it was before. */
export function following(
  { type, data }: RecordedCaseEvent,
  before: CaseRecord,
  context: () => CaseContext,
): readonly CaseEventDraft[] {
  if (type === 'CaseClassified') {
    const raised = longUnsettled(data.severity, before, context());
    return raised === undefined ? [] : [raised];
  }
  if (type !== 'ExtensionGranted') return [];
  const clock = running(before).find((each) => each.clock === data.clock);
  // Who has so much time already is given none by it.
  const isMore = clock !== undefined && !clock.breached && clock.dueAt < data.to;
  return isMore ? [withMoreTime(clock, data.to, context())] : [];
}
