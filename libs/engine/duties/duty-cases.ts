import { caseLog, evolve, noCase, caseStreamOf, type CaseQueryPorts, type RecordedCaseEvent } from '#cases';
import { dutyStreamOf, type DutyCases, type DutyOpened } from '#duties';
import { decodeHistory, type EventStore, type Position } from '#event-sourcing';
import { caseCodec, dutyCodec, type CodecPort } from '../commands/codecs.ts';

type Ports = CodecPort &
  Pick<CaseQueryPorts, 'readModels' | 'rest'> & { readonly store: Pick<EventStore, 'readStream'> };

/** Cases that duties are about: found in the lists, and judged by their own history where it matters to nobody's favour. */
export const createDutyCases = (ports: Ports): DutyCases => ({
  async turn(dutyId) {
    const stored = await ports.store.readStream(dutyStreamOf(dutyId), { limit: 1 });
    const [first] = decodeHistory(dutyCodec(ports), stored).events;
    return first?.type === 'DutyOpened' ? first.data : undefined;
  },
  log: async ({ procedure, site, opensAt, dueAt }) => {
    const found = await caseLog({ procedure: procedure.id, site, from: opensAt, until: dueAt }, ports);
    return found.map(({ caseId }) => caseId);
  },
  async settledBefore(dutyId, turn) {
    const [opened] = await ports.store.readStream(dutyStreamOf(dutyId), { limit: 1 });
    const { procedure, since = turn.opensAt, opensAt } = turn;
    if (opened === undefined) return [];
    const candidates = await caseLog({ procedure: procedure.id, from: since, until: opensAt }, ports);
    const settled: string[] = [];
    for (const { caseId } of candidates) {
      const { events } = decodeHistory(caseCodec(ports), await ports.store.readStream(caseStreamOf(caseId)));
      if (isSettledFor(events, turn, opened.position)) settled.push(caseId);
      await ports.rest();
    }
    return settled;
  },
});

/**
 * REP-6: whether a case is among those that are drawn from: by when its settling was recorded, and by nothing that was recorded
 * after the turn had begun, so that nobody chooses it afterwards.
 */
export function isSettledFor(
  events: readonly RecordedCaseEvent[],
  { procedure, site, since = '', opensAt }: DutyOpened,
  begun: Position,
): boolean {
  const before = events.filter(({ position }) => position < begun);
  const state = before.reduce(evolve, noCase);
  return (
    state.status === 'logged' &&
    state.procedure.id === procedure.id &&
    (site === undefined || state.site === site) &&
    before.some(
      ({ type, metadata: { recordedAt } }) =>
        type === 'CaseResolved' && recordedAt >= since && recordedAt < opensAt,
    )
  );
}
