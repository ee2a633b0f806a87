import { expect, it } from 'vitest';
import { commandId, isRefusal } from '#event-sourcing';
import { anyStamp } from '#event-sourcing/testing';
import { noCase } from '#cases';
import { registryOf } from '#procedures';
import type { DutyOpened } from './duty/events.ts';
import { dutyAggregate } from './duty.aggregate.ts';
import { cn, company, opened } from './testing/world.ts';

const REVIEW = 'supermarket-authority.daily-review.riverside.2026-11-24';
const NOW = cn('2026-11-24T12:00');

it('REP-5 D13 a turn is decided by what its beginning has recorded, whatever the file and the adoptions say by now', async () => {
  const { state } = opened(REVIEW);
  const asked: DutyOpened[] = [];
  const prepared = await dutyAggregate.prepare(
    {
      ...{ id: REVIEW, commandId: commandId('review', 1), actor: { id: 'manager' } },
      command: { type: 'ReviewLoggedCase', data: { case: 'A' } },
    },
    {
      // Nothing is owed any more, and nobody knows the file.
      organisation: () => Promise.resolve({ ...company, adoptions: [] }),
      procedures: { ...registryOf([]), know: () => Promise.resolve() },
      stateOf: () => Promise.resolve(noCase),
      dutyCases: {
        turn: () => Promise.resolve(state.status === 'none' ? undefined : state),
        log: (turn) => Promise.resolve([(asked.push(turn), turn.site ?? ''), 'A']),
        settledBefore: () => Promise.resolve([]),
      },
    },
  );
  const context = prepared.context(NOW, state, { ...anyStamp, recordedAt: NOW });
  if (isRefusal(context)) throw new Error(context.message);
  expect(context.log).toEqual(['riverside', 'A']);
  expect(asked).toMatchObject([{ opensAt: cn('2026-11-24T00:00'), dueAt: cn('2026-11-24T22:00') }]);
  expect(
    dutyAggregate.decider.decide({ type: 'ReviewLoggedCase', data: { case: 'A' } }, state, context),
  ).toMatchObject([{ type: 'LoggedCaseReviewed' }]);
});
