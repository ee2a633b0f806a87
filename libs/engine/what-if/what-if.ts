import {
  CASE_FACTS,
  pagesOf,
  visibleTo,
  whatIf,
  WhatIfTally,
  type CaseFacts,
  type CaseQueryPorts,
  type Reader,
  type WhatIfDifference,
  type WhatIfTotals,
} from '#cases';
import {
  equal,
  QueryRefused,
  refuse,
  StreamFault,
  type Condition,
  type EventStore,
  type Instant,
  type Position,
} from '#event-sourcing';
import type { LoadedProcedures } from '#procedures';
import type { DamageNotes } from '../damage/damage-notes.ts';
import { lookingQuietly } from '../rules/reading.ts';
import type { Rulebooks } from '../rules/rulebooks.ts';
import type { WhatIfAsked } from './asked.ts';
import { otherRules } from './other-rules.ts';

/** A case that would have gone otherwise. */
export interface ChangedCase {
  readonly caseId: string;
  /** `id@version` that it is under. */
  readonly procedure: string;
  readonly differences: readonly WhatIfDifference[];
}

/** Cases of which nobody can tell how they would have gone, and why. */
interface LeftOut {
  readonly why: 'unfit' | 'unlike' | 'unknownRules' | 'unread' | 'notFound';
  /** What the other rules do not know, or which version is not there. */
  readonly missing?: string;
  readonly cases: number;
}

export interface WhatIfSummary extends WhatIfTotals {
  /** In the slice, as far as whoever asks may hear of them. */
  readonly slice: number;
  readonly compared: number;
  readonly changed: number;
  readonly leftOut: readonly LeftOut[];
  /** Where the history ended when it began; a case counts as it stands when its turn comes. */
  readonly position: Position;
  /** What was due by then and was not done by then counts as missed. */
  readonly until: Instant;
  /** What no replay can know. */
  readonly cannotKnow: readonly string[];
}

/** What is told while a history is replayed, and in the end. */
export type WhatIfLine =
  | { readonly progress: { readonly done: number; readonly total: number } }
  | { readonly case: ChangedCase }
  | { readonly summary: WhatIfSummary };

interface WhatIfHow {
  /** Without one: whoever runs the machine. */
  readonly reader?: Reader | undefined;
  readonly signal?: AbortSignal;
}

type Ports = Pick<CaseQueryPorts, 'readModels' | 'history' | 'organisation' | 'now' | 'rest'> & {
  readonly store: Pick<EventStore, 'head'>;
  readonly rulebooks: Rulebooks;
  readonly files: LoadedProcedures;
  readonly notes: DamageNotes;
};

export type WhatIfOver = (asked: WhatIfAsked, how?: WhatIfHow) => Promise<AsyncGenerator<WhatIfLine>>;

const PROGRESS_EVERY = 100;

/**
 * Replays a slice of the history under other rules, case by case, and writes nothing (D14). Everything that is wrong with what
 * was asked is thrown before the first line; whoever stops reading ends it.
 */
export function createWhatIf(ports: Ports): WhatIfOver {
  const look = lookingQuietly(ports.rulebooks, ports.notes);
  return async (asked, how = {}) => {
    assertPeriod(asked, ports.now());
    if (asked.procedure !== undefined) await look(asked.procedure);
    return lines(asked, how, { ...ports, look, rules: otherRules(asked, ports) });
  };
}

type Prepared = Ports & {
  readonly look: (id: string) => Promise<unknown>;
  readonly rules: ReturnType<typeof otherRules>;
};

async function* lines(
  asked: WhatIfAsked,
  { reader, signal }: WhatIfHow,
  ports: Prepared,
): AsyncGenerator<WhatIfLine> {
  const position = await ports.store.head();
  const until = ports.now();
  const world = { organisation: await ports.organisation(), until };
  const slice = await sliceOf(asked, reader, ports, signal);
  const tally = new WhatIfTally();
  const leftOut = new LeftOutCases();
  const found = new Set(slice.map(({ caseId }) => caseId.toUpperCase()));
  for (const each of asked.cases ?? [])
    if (!found.has(each.toUpperCase())) leftOut.add({ outcome: 'notFound', missing: [each] });
  let [compared, changed] = [0, 0];
  for (const [index, { caseId, procedure }] of slice.entries()) {
    signal?.throwIfAborted();
    const course = await replayed(caseId, ports, world);
    if (course.outcome !== 'compared') leftOut.add(course);
    else {
      const { before, after, differences } = course;
      compared += 1;
      tally.add(before, after, differences);
      if (differences.length > 0) {
        changed += 1;
        yield { case: { caseId, procedure, differences } };
      }
    }
    if ((index + 1) % PROGRESS_EVERY === 0) yield { progress: { done: index + 1, total: slice.length } };
    await ports.rest();
  }
  const counted = { slice: slice.length, compared, changed, leftOut: leftOut.told() };
  yield { summary: { ...counted, ...tally.told(), position, until, cannotKnow: CANNOT_KNOW } };
}

const CANNOT_KNOW = [
  'People would have acted otherwise: what they did, and when, is taken as it was.',
  'Nobody answers for a level that would have been asked: what it would have decided is not known, and its time runs out. Answers of a level that would not have been asked are left out.',
  'What a step named of its own (the time for a department, a level that a person chose) stays as it was named.',
  'What a merged case brought along stays as it was there.',
  'Who held which post is taken as it is known now.',
  'What would have run out is found at once, as a scheduler that never stands still finds it.',
];

async function replayed(caseId: string, { history, rules }: Prepared, world: Parameters<typeof whatIf>[2]) {
  try {
    const events = await history(caseId);
    return events.length === 0 ? UNREAD : whatIf(events, rules, world);
  } catch (error) {
    if (!(error instanceof StreamFault)) throw error;
    return UNREAD;
  }
}

const UNREAD = { outcome: 'unread', missing: [] } as const;

interface Selected {
  readonly caseId: string;
  readonly procedure: string;
}

/** By their numbers, so that the same question is answered in the same order. */
async function sliceOf(
  asked: WhatIfAsked,
  reader: Reader | undefined,
  ports: Prepared,
  signal: AbortSignal | undefined,
): Promise<readonly Selected[]> {
  const named =
    asked.cases === undefined ? undefined : new Set(asked.cases.map((each) => each.toUpperCase()));
  const procedures = new Set<string>();
  const selected: Selected[] = [];
  for await (const page of pagesOf<CaseFacts>(CASE_FACTS, conditionsOf(asked), ports)) {
    signal?.throwIfAborted();
    const fitting = page.filter(
      (each) => 'caseId' in each && (named === undefined || named.has(each.caseId.toUpperCase())),
    );
    for (const { caseId, procedure, procedureVersion } of await visibleTo(
      reader,
      fitting,
      ports.readModels,
    )) {
      procedures.add(procedure);
      selected.push({ caseId, procedure: `${procedure}@${String(procedureVersion)}` });
    }
  }
  for (const id of procedures) await ports.look(id);
  return selected.toSorted((one, other) => (one.caseId < other.caseId ? -1 : 1));
}

/** A group of categories is named by the first half of its paths. */
function conditionsOf({
  procedure,
  category,
  receivedFrom,
  receivedBefore,
}: WhatIfAsked): readonly Condition[] {
  const group = category?.includes('/') === false;
  return [
    ...equal({ procedure, ...(group ? { categoryGroup: category } : { category }) }),
    ...(receivedFrom === undefined ? [] : [{ field: 'receivedAt', atLeast: receivedFrom }]),
    ...(receivedBefore === undefined ? [] : [{ field: 'receivedAt', below: receivedBefore }]),
  ];
}

function assertPeriod({ receivedFrom, receivedBefore }: WhatIfAsked, now: Instant): void {
  if (receivedFrom !== undefined && receivedFrom > now)
    throw new QueryRefused(
      refuse('D14', 'in-the-future', `Nothing has been received after ${receivedFrom} yet.`, {
        remedy: 'Name an earlier beginning.',
      }),
    );
  if (receivedFrom !== undefined && receivedBefore !== undefined && receivedBefore <= receivedFrom)
    throw new QueryRefused(
      refuse('D14', 'empty-period', 'The period ends before it begins.', {
        remedy: 'Name an end that is later than the beginning.',
      }),
    );
}

class LeftOutCases {
  readonly #counted = new Map<string, LeftOut>();

  add({
    outcome: why,
    missing,
  }: {
    readonly outcome: LeftOut['why'];
    readonly missing: readonly string[];
  }): void {
    for (const each of missing.length === 0 ? [undefined] : missing) {
      const key = `${why} ${each ?? ''}`;
      const { cases } = this.#counted.get(key) ?? { cases: 0 };
      this.#counted.set(key, { why, ...(each !== undefined && { missing: each }), cases: cases + 1 });
    }
  }

  told(): readonly LeftOut[] {
    return [...this.#counted.values()];
  }
}
