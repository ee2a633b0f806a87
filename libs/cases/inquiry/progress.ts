import type { CaseEvent } from '../case/events.ts';
import { evolve, noCase } from '../case/evolve.ts';
import type { CaseRecord, Stage } from '../case/state.ts';

interface Said {
  readonly en: string;
  readonly zh: string;
}

/** What whoever complained hears who asks how it stands: nothing internal, and nothing about anybody else (INT-13). */
export interface Progress {
  readonly case: string;
  readonly stage: Said;
  /** What was promised and is still to come. */
  readonly promised: readonly { readonly by: string; readonly about?: string }[];
  /** As it was told; absent before. */
  readonly outcome?: string;
}

const RECEIVED: Said = { en: 'We have received it.', zh: '已受理。' };
const WITH_US: Said = { en: 'We are looking into it.', zh: '正在调查处理。' };
const ANSWERED: Said = { en: 'We have proposed a solution.', zh: '已提出处理方案。' };
const AGREED: Said = { en: 'We are carrying out what was agreed.', zh: '正在落实商定的方案。' };
const SETTLED: Said = { en: 'It is settled; we tell you the outcome.', zh: '已处理完毕，将告知结果。' };
const TOLD: Said = { en: 'You were told the outcome.', zh: '已告知处理结果。' };
const OVER: Said = { en: 'It is closed.', zh: '已结案。' };

const SAID: Readonly<Record<Stage, Said>> = {
  awaitingCallback: { en: 'We call you back.', zh: '将回电联系。' },
  received: RECEIVED,
  classified: WITH_US,
  dispatched: WITH_US,
  investigated: WITH_US,
  solutionOffered: ANSWERED,
  solutionRejected: { en: 'You did not accept our proposal; we go on.', zh: '您未接受方案，我们继续处理。' },
  accepted: AGREED,
  implemented: AGREED,
  resolved: SETTLED,
  outcomeNotified: TOLD,
  followedUp: TOLD,
  inadmissible: { en: 'We cannot take it on; we have explained why.', zh: '不予受理，已说明原因。' },
  withdrawn: { en: 'You have withdrawn it.', zh: '您已撤回。' },
  merged: {
    en: 'It goes on together with another report of the same matter.',
    zh: '已与同一事项的其他投诉合并处理。',
  },
  closed: OVER,
  archived: OVER,
};

/** From the history; undefined unless the secret is that of the case. */
export function progressTold(
  caseId: string,
  events: readonly CaseEvent[],
  isRight: (sealed: string) => boolean,
): Progress | undefined {
  const state = events.reduce(evolve, noCase);
  if (state.status !== 'logged' || !isRight(state.inquirySeal ?? '')) return undefined;
  const outcome = state.outcomeNotified ? outcomeTold(events) : undefined;
  return {
    ...{ case: caseId, stage: SAID[state.stage], promised: promisedIn(state) },
    ...(outcome !== undefined && { outcome }),
  };
}

const promisedIn = ({ clocks, ending }: CaseRecord): Progress['promised'] =>
  clocks.clocks
    .filter(({ kind, status }) => ending === undefined && kind === 'promise' && status === 'running')
    .map(({ dueAt, subject }) => {
      const about = clocks.given.find(
        (each) => each.subject.kind === subject.kind && each.subject.id === subject.id,
      )?.about;
      return { by: dueAt, ...(about !== undefined && { about }) };
    });

/** What was erased is no text (PRI-2). */
const outcomeTold = (events: readonly CaseEvent[]): string | undefined => {
  const told = events.findLast(
    (event) => event.type === 'OutcomeNotified' && event.data.to === 'complainant',
  );
  const summary: unknown = told?.type === 'OutcomeNotified' ? told.data.summary : undefined;
  return typeof summary === 'string' ? summary : undefined;
};
