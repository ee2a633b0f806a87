import { expect, it } from 'vitest';
import type { ParkedEvent } from '#event-sourcing';
import type { Act, Operator } from './auditing.ts';
import { decidedOnRecord } from './parked-decisions.ts';

const parked = (projection: string, stream: string): ParkedEvent => ({
  ...{ projection, stream, reason: 'no category' },
  position: '0000000001' as ParkedEvent['position'],
});
const by: Operator = { actor: { id: 'pan.xin', role: 'admin' }, correlationId: 'call-7', through: 'api' };

function world(audit: (act: Act) => Promise<void>) {
  const done: string[] = [];
  const projecting = {
    parked: () => Promise.resolve([parked('open-cases', 'case-A'), parked('breaches', 'case-A')]),
    release: (name: string, stream: string) => {
      done.push(`release ${name} ${stream}`);
      return Promise.resolve({ outcome: 'released', events: [] } as const);
    },
    discard: (name: string, stream: string) => {
      done.push(`discard ${name} ${stream}`);
      return Promise.resolve([]);
    },
  };
  return { done, ...decidedOnRecord(projecting, audit) };
}

it.each(['release', 'discard'] as const)(
  'D8 PRI-1: to %s parked events is on record first',
  async (decision) => {
    const acts: Act[] = [];
    const { done, ...engine } = world((act) => {
      expect(done).toEqual([]);
      acts.push(act);
      return Promise.resolve();
    });
    await engine[decision]('open-cases', 'case-A', by);
    expect(done).toEqual([`${decision} open-cases case-A`]);
    const data = { decision, readModel: 'open-cases', stream: 'case-A', events: 1, through: 'api' };
    expect(acts).toEqual([
      { actor: by.actor, correlationId: 'call-7', command: { type: 'RecordParkedDecision', data } },
    ]);
  },
);

it('D8: what cannot be put on record is not done, and where nothing is parked nothing is on record', async () => {
  const { done, ...engine } = world(() => Promise.reject(new Error('not on record')));
  await expect(engine.discard('open-cases', 'case-A', by)).rejects.toThrow('not on record');
  expect(done).toEqual([]);
  await engine.release('open-cases', 'case-B', by);
  expect(done).toEqual(['release open-cases case-B']);
});
