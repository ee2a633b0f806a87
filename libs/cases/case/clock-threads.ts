import type { CaseRecord, CaseState } from './state.ts';
import type { ClockBook, Pause, Thread } from './clock-state.ts';

/** Whose clocks: those of a merged case, or, absent, those of the case itself. */
export type ThreadOf = string | undefined;

export const threadsOf = (state: CaseState): readonly ThreadOf[] =>
  state.status === 'none' ? [] : [undefined, ...state.clocks.threads.map(({ of }) => of)];

/**
 * LIF-2: the case as the clocks of one of its matters see it. What was merged into it goes on from its own start, by what
 * it was there where this case says nothing, and ends with what is done here.
 */
export function seenBy<State extends CaseState>(state: State, of: ThreadOf): State {
  if (state.status !== 'logged') return state;
  if (of === undefined)
    return state.clocks.clocks.every(isOwn)
      ? state
      : { ...state, clocks: { ...state.clocks, clocks: state.clocks.clocks.filter(isOwn) } };
  const thread = state.clocks.threads.find((each) => each.of === of);
  return thread === undefined
    ? state
    : { ...state, ...asThere(state, of), clocks: bookOf(state.clocks, thread) };
}

const isOwn = ({ of }: { readonly of?: string }): boolean => of === undefined;

/** How it came, and how serious it is as long as nobody has classified this case. */
function asThere({ takenOver, ...state }: CaseRecord, of: string): Partial<CaseRecord> {
  const taken = takenOver.find((each) => each.case === of);
  if (taken === undefined) return {};
  const [category, severity] = [state.category ?? taken.category, state.severity ?? taken.severity];
  return {
    channel: taken.channel,
    ...(taken.contactKind !== undefined && { contactKind: taken.contactKind }),
    ...(category !== undefined && { category }),
    ...(severity !== undefined && { severity }),
  };
}

const bookOf = (book: ClockBook, { of, takenAt, facts, given }: Thread): ClockBook => ({
  ...{ ...book, of, facts, given },
  clocks: book.clocks.filter((clock) => clock.of === of),
  pauses: book.pauses.flatMap((pause) => since(takenAt, pause)),
});

/** While the case stood still before, the other one did not. */
const since = (takenAt: string, pause: Pause): readonly Pause[] =>
  pause.to !== undefined && pause.to <= takenAt
    ? []
    : [{ ...pause, from: pause.from > takenAt ? pause.from : takenAt }];
