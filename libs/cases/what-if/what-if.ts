import type { RecordedCaseEvent } from '../case/events.ts';
import { missingIn } from '../case/rules/moving.ts';
import { differencesOf, type Difference } from './differences.ts';
import { figuresOf, type Figures } from './figures.ts';
import { NeverEnds, replay, RulesUnknown, type ReplayWorld, type RulesFor } from './replay.ts';

/** How a case went, and would have gone. */
interface Compared {
  readonly outcome: 'compared';
  readonly before: Figures;
  readonly after: Figures;
  readonly differences: readonly Difference[];
}

/** Why nobody can tell. */
interface LeftOut {
  readonly outcome: 'unfit' | 'unlike' | 'unknownRules';
  /** `unfit`: what the case rests on and the other rules do not know; `unknownRules`: the version that is not there. */
  readonly missing: readonly string[];
}

export interface Rules {
  /** Those that it was handled under. */
  readonly own: RulesFor;
  readonly other: RulesFor;
}

/** What would have been different in one case under other rules (D14), from its events alone. Pure. */
export function whatIf(
  events: readonly RecordedCaseEvent[],
  { own, other }: Rules,
  world: ReplayWorld,
): Compared | LeftOut {
  try {
    const { recorded, replayed } = replay(events, own, other, world);
    const { state } = recorded;
    const missing = state.status === 'logged' ? missingIn(replayed.procedure, state) : [];
    if (missing.length > 0) return { outcome: 'unfit', missing };
    const [before, after] = [recorded, replayed].map((each) => figuresOf(each, world.organisation));
    if (before === undefined || after === undefined) return { outcome: 'unlike', missing: [] };
    const differences = differencesOf(before, after);
    // What its own rules do not bring about either is no work of the other ones.
    if (differences.length > 0 && !goesAsItWent(events, own, before, world))
      return { outcome: 'unlike', missing: [] };
    return { outcome: 'compared', before, after, differences };
  } catch (error) {
    if (error instanceof NeverEnds) return { outcome: 'unlike', missing: [] };
    if (!(error instanceof RulesUnknown)) throw error;
    return { outcome: 'unknownRules', missing: [error.message] };
  }
}

function goesAsItWent(
  events: readonly RecordedCaseEvent[],
  own: RulesFor,
  before: Figures,
  world: ReplayWorld,
): boolean {
  const { replayed } = replay(events, own, own, world);
  return differencesOf(before, figuresOf(replayed, world.organisation)).length === 0;
}
