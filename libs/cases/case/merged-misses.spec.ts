import { describe, expect, it } from 'vitest';
import { CASES } from '../testing/histories/script.ts';
import { houseOf } from '../testing/histories/house.ts';
import { World } from '../testing/histories/world.ts';
import { plainComplaint, residentialProperty } from '../testing/story.ts';
import type { CaseCommand, CaseCommands, CaseCommandType } from './commands.ts';

const [FIRST, SECOND] = CASES;
const house = houseOf(residentialProperty);
const SUPERVISOR = 'affairs-supervisor-1';

/** Two complaints of one morning, received by different people. */
class Morning extends World {
  constructor(more: Partial<CaseCommands['LogComplaint']> = {}) {
    super(house, CASES);
    this.does(FIRST, 'desk-1', 'LogComplaint', { ...plainComplaint(residentialProperty), ...more });
    this.does(SECOND, 'desk-2', 'LogComplaint', { ...plainComplaint(residentialProperty), ...more });
  }

  does<Type extends CaseCommandType>(caseId: string, id: string, type: Type, data: CaseCommands[Type]): void {
    // Name and data belong together by the table of commands.
    const command = { type, data } as unknown as CaseCommand;
    expect(this.send(caseId, { id }, command)).toBeUndefined();
    this.settle();
  }

  misses(caseId: string): readonly unknown[] {
    return this.told(caseId).events.flatMap(({ type, data }) =>
      type === 'DeadlineBreached' && data.clock.endsWith(`@${FIRST}`) ? [data] : [],
    );
  }
}

const MERGING = { into: SECOND, reason: 'The same lift' };

describe('misses of a case that was merged', () => {
  it('CLK-6 LIF-2 stay with whoever answered for them, also when the merging is taken back and made again', () => {
    const world = new Morning();
    world.pass(90);
    world.does(FIRST, SUPERVISOR, 'MergeCase', MERGING);
    world.does(FIRST, SUPERVISOR, 'UnmergeCase', { reason: 'Too early' });
    world.does(FIRST, SUPERVISOR, 'MergeCase', MERGING);
    expect(world.misses(SECOND)).toContainEqual(
      expect.objectContaining({
        clock: `acknowledge#2@${FIRST}`,
        responsible: { role: 'receiver', person: 'desk-1' },
      }),
    );
  });

  it('CLK-6 LIF-5 after the merging are corrected by what is recorded late, like those of the case itself', () => {
    const world = new Morning();
    world.does(FIRST, SUPERVISOR, 'MergeCase', MERGING);
    world.pass(90);
    world.runScheduler();
    world.send(
      SECOND,
      { id: 'general-manager-1' },
      { type: 'HandOverComplaint', data: { from: 'desk-2', to: 'desk-3', reason: 'Shift' } },
      { late: 60 },
    );
    const corrected = world
      .told(SECOND)
      .events.flatMap(({ type, data }) =>
        type === 'BreachCorrected' ? [[data.clock, data.responsible.person]] : [],
      );
    expect(corrected).toEqual([
      ['acknowledge', 'desk-3'],
      [`acknowledge@${FIRST}`, 'desk-3'],
    ]);
  });

  it.each([
    ['before the other case took it over', 3 * 1_440, 0],
    ['after it', 0, 3 * 1_440],
  ])(
    'CLK-6 AUT-4 LIF-2 an answer that ran out %s is missed by the level that was asked',
    (_, stands, waits) => {
      const world = new Morning();
      for (const caseId of [FIRST, SECOND])
        world.does(caseId, 'desk-3', 'ClassifyCase', {
          ...{ category: 'facilities/lift', severity: 'minor', criterion: 'small-inconvenience' },
        });
      world.does(FIRST, 'desk-1', 'EscalateToManager', {
        ...{ reason: 'authority', explanation: 'Money', complainantTold: true },
      });
      // The process between the two stands still.
      world.send(FIRST, { id: 'general-manager-1' }, { type: 'MergeCase', data: MERGING });
      world.pass(stands);
      world.settle();
      world.pass(waits);
      world.runScheduler();
      expect(world.misses(SECOND)).toContainEqual(
        expect.objectContaining({
          clock: `level-answer:E1@${FIRST}`,
          responsible: expect.objectContaining({ role: 'affairs-supervisor' }) as unknown,
        }),
      );
    },
  );
});

describe('regulators of two merged cases', () => {
  it('INT-9 LIF-2 that nobody has named go by their cases, and each hears of the outcome', () => {
    const world = new Morning({ channel: 'regulator', contactKind: 'enquiry' });
    world.does(FIRST, 'desk-3', 'ClassifyCase', {
      ...{ category: 'facilities/lift', severity: 'minor', criterion: 'small-inconvenience' },
    });
    world.does(SECOND, 'desk-3', 'ClassifyCase', {
      ...{ category: 'facilities/lift', severity: 'minor', criterion: 'small-inconvenience' },
    });
    world.does(FIRST, SUPERVISOR, 'MergeCase', MERGING);
    world.does(SECOND, SUPERVISOR, 'ResolveCase', { summary: 'The lift runs again.' });
    for (const regulator of ['regulator', `regulator@${FIRST}`])
      world.does(SECOND, 'desk-2', 'NotifyOutcome', {
        ...{ to: 'regulator', method: 'letter', summary: 'The lift runs again.', written: true, regulator },
      });
    const { state } = world.told(SECOND);
    expect(state.status === 'logged' && state.regulators.map(({ told }) => told)).toEqual([true, true]);
  });
});
