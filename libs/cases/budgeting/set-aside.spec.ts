import { describe, expect, it } from 'vitest';
import { commandId, instant, type Actor } from '#event-sourcing';
import { nobodyYet } from '#organisation';
import type { CaseCommand } from '../case/commands.ts';
import type { CaseContext } from '../case/context.ts';
import { plainSecrets } from '../testing/plain-secrets.ts';
import { shippedProcedure, story, type Character, type Story } from '../testing/story.ts';
import { setAsideFor, type Wanted } from './set-aside.ts';

const callCentre = shippedProcedure('call-centre');
const AGENT: Character = { id: 'Agent-1', roles: ['operations'] };
const COMMAND = commandId('set aside');

const grant = (minor: number): CaseCommand => ({
  type: 'GrantCompensation',
  data: { remedy: { kind: 'refund', amount: { minor, currency: 'CNY' } }, reason: 'Charged twice.' },
});
const small = (): Story =>
  story(callCentre)
    .by(AGENT)
    .opened()
    .do('ClassifyCase', { category: 'billing/bill', severity: 'small', criterion: 'can-answer' });

interface Asking {
  readonly role?: string;
  readonly procedure?: CaseContext['procedure'];
  readonly left?: boolean;
  readonly recordedAt?: string;
}

/** What is wanted of the budget for that command, and what is set aside. */
async function asking(
  told: Story,
  command: CaseCommand,
  {
    role = 'operations',
    procedure = callCentre,
    left = true,
    recordedAt = '2026-09-30T16:00:00Z',
  }: Asking = {},
) {
  const wanted: Wanted[] = [];
  const actor: Actor = { id: AGENT.id, role };
  const now = instant(recordedAt);
  const context = {
    ...{
      caseId: 'C1',
      now,
      happenedAt: instant('2026-09-02T09:00:00Z'),
      actor,
      procedure,
      candidates: [],
      secrets: plainSecrets,
    },
    organisation: nobodyYet,
    stamp: { commandId: COMMAND, commandHash: 'hash', actor, recordedAt: now },
  } as const;
  const setAside = await setAsideFor(command, told.state, context, (each) => {
    wanted.push(each);
    return Promise.resolve(left);
  });
  return { wanted, setAside };
}

describe('what is set aside before a promise', () => {
  it('SOL-8 is its worth, in the month of recording by the clock of the procedure, whenever it is said to have happened', async () => {
    const { wanted, setAside } = await asking(small(), grant(3_000));
    expect(wanted).toMatchObject([
      {
        budget: '2026-10.call-centre.agent-1',
        case: 'C1',
        amount: { minor: 3_000, currency: 'CNY' },
        limit: { minor: 50_000, currency: 'CNY' },
      },
    ]);
    expect(setAside).toMatchObject({ budget: '2026-10.call-centre.agent-1', minor: 3_000 });
  });

  it('SOL-8 is nothing where so much is not left', async () => {
    expect((await asking(small(), grant(3_000), { left: false })).setAside).toBeUndefined();
  });

  it('SOL-8 is not asked for by a level, nor under a file without budgets, nor for what would be refused', async () => {
    const { budgets: _, ...without } = callCentre;
    const told = small();
    expect((await asking(told, grant(3_000), { role: 'team-leader' })).wanted).toEqual([]);
    expect((await asking(told, grant(3_000), { procedure: without })).wanted).toEqual([]);
    // Beyond the limit of a case it is a request anyhow (SOL-4).
    expect((await asking(told, grant(5_001))).wanted).toEqual([]);
    expect(
      (await asking(told, { type: 'ReportProgress', data: { method: 'phone', summary: '…' } })).wanted,
    ).toEqual([]);
  });

  it('SOL-8 is asked for by whatever command promises something, as by a price difference', async () => {
    const yuan = (minor: number) => ({ minor, currency: 'CNY' });
    const { wanted } = await asking(small(), {
      type: 'RefundPriceDifference',
      data: { item: 'Jasmine tea 500 g', marked: yuan(1_900), charged: yuan(2_500) },
    });
    expect(wanted).toMatchObject([{ amount: yuan(600) }]);
  });

  it('SOL-8 has another name in another month, when a command is tried again after its turn', async () => {
    const [before] = (await asking(small(), grant(3_000), { recordedAt: '2026-09-30T15:59:59Z' })).wanted;
    const [after] = (await asking(small(), grant(3_000))).wanted;
    expect([before?.budget, after?.budget]).toEqual([
      '2026-09.call-centre.agent-1',
      '2026-10.call-centre.agent-1',
    ]);
    expect(before?.draw).not.toBe(after?.draw);
  });

  it('SOL-8 what the case has let go of meanwhile is set aside anew, under another name', async () => {
    const told = small();
    const [first] = (await asking(told, grant(3_000))).wanted;
    const { draw = '', budget = '' } = first ?? {};
    const reservedAt = '2026-09-01T00:00:00.000Z';
    const later = told.do('VoidBudgetDraw', { draw, budget, reservedAt });
    const [again] = (await asking(later, grant(3_000))).wanted;
    expect(again?.draw).not.toBe(draw);
  });
});
