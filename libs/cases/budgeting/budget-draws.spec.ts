import { describe, expect, it } from 'vitest';
import { shippedProcedure, story, type Character, type Story } from '../testing/story.ts';

const callCentre = shippedProcedure('call-centre');
const AGENT: Character = { id: 'agent-1', roles: ['operations'] };
const LEADER: Character = { id: 'leader-1', roles: ['team-leader'] };
const credit = (minor: number) => ({ kind: 'refund' as const, amount: { minor, currency: 'CNY' } });

const small = (): Story =>
  story(callCentre)
    .by(AGENT)
    .opened()
    .do('RecordRestatement', { restatement: 'Charged twice.', confirmed: true })
    .do('ClassifyCase', { category: 'billing/bill', severity: 'small', criterion: 'can-answer' });
const granted = (minor: number, setAside: number): Story =>
  small().do('GrantCompensation', { remedy: credit(minor), reason: 'Charged twice.' }, { setAside });
const drawn = (told: Story): readonly (number | undefined)[] =>
  (told.record.draws ?? []).map((each) => each.minor);

describe('what the front line promises of its own accord', () => {
  it('SOL-8 draws on the budget of the month exactly what it is worth', () => {
    const told = granted(3000, 3000);
    expect(told.lastTypes).toEqual(expect.arrayContaining(['CompensationGranted', 'BudgetDrawn']));
    expect(told.last('BudgetDrawn')).toMatchObject([{ grant: 'G1', amount: { minor: 3000 } }]);
  });

  it('SOL-8 is a request to the next level where so much is not left, though the case allows it', () => {
    const told = granted(3000, 2999);
    expect(told.last('CompensationRequested')).toMatchObject([
      { neededLevel: 'team-leader', authority: { rule: 'budget of the month' } },
    ]);
    expect(drawn(told)).toEqual([]);
  });

  it('SOL-8 is refused where there is no time to ask', () => {
    story(callCentre)
      .by(AGENT)
      .opened()
      .do('RecordRestatement', { restatement: 'Charged twice.', confirmed: true })
      .do(
        'SettleAtOnce',
        {
          ...{ category: 'billing/bill', severity: 'small', criterion: 'can-answer', method: 'phone' },
          ...{ solution: 'Refunded', summary: 'Refunded at once', remedy: credit(3000) },
        },
        { setAside: 0 },
      )
      .refused('not-authorised', 'SOL-8');
  });

  it('SOL-8 draws nothing where a level decides, itself or for those below', () => {
    const told = granted(3000, 0)
      .by(LEADER)
      .do('GrantCompensation', { remedy: credit(3000), reason: 'Charged twice.', request: 'R1' });
    expect(told.lastTypes).toContain('CompensationGranted');
    expect(drawn(told)).toEqual([]);
  });

  it('SOL-8 draws nothing for an offer that a level has authorised, whoever makes it', () => {
    const told = small()
      .do('PrepareSolutions', { options: [{ description: 'A credit', remedy: credit(2000) }] })
      .do('OfferSolution', { method: 'phone' }, { setAside: 0 })
      .letting(LEADER, 'AuthoriseOffer', { request: 'R1' })
      .do('OfferSolution', { method: 'phone' });
    expect(told.last('SolutionOffered')).toMatchObject([
      { promise: { authority: { level: 'team-leader' } } },
    ]);
    expect(drawn(told)).toEqual([]);
  });

  it('SOL-8 an offer draws when it is made, and not once more when it is accepted', () => {
    const told = small()
      .do('PrepareSolutions', { options: [{ description: 'A credit', remedy: credit(2000) }] })
      .do('OfferSolution', { method: 'phone' })
      .do('AcceptSolution', { option: 'S1' });
    expect(told.lastTypes).toContain('CompensationGranted');
    expect(drawn(told)).toEqual([2000]);
  });

  it('SOL-8 gives back when it is objected to, reversed, or the case ends without it', () => {
    const offered = (): Story =>
      small()
        .do('PrepareSolutions', { options: [{ description: 'A credit', remedy: credit(2000) }] })
        .do('OfferSolution', { method: 'phone' });
    expect(drawn(offered().do('RejectSolution', { option: 'S1', objection: 'Too little.' }))).toEqual([0]);
    expect(drawn(offered().do('WithdrawCase', { reason: 'It is settled.' }))).toEqual([0]);
    const reversed = granted(3000, 3000)
      .by(LEADER)
      .do('ReverseCompensation', { grant: 'G1', reason: 'Not paid', how: 'notDelivered' });
    expect(reversed.last('BudgetDrawReduced')).toMatchObject([{ amount: { minor: 0 } }]);
    expect(drawn(reversed)).toEqual([0]);
  });

  it('SOL-8 without a budget in the file only the limits per case count', () => {
    const { budgets: _, ...without } = callCentre;
    const told = story(without)
      .by(AGENT)
      .opened()
      .do('RecordRestatement', { restatement: 'Charged twice.', confirmed: true })
      .do('ClassifyCase', { category: 'billing/bill', severity: 'small', criterion: 'can-answer' })
      .do('GrantCompensation', { remedy: credit(3000), reason: 'Charged twice.' }, { setAside: 0 });
    expect(told.lastTypes).toContain('CompensationGranted');
    expect(drawn(told)).toEqual([]);
  });
});

describe('what has become dearer than was drawn for it', () => {
  const bill = (minor: number) => ({ bill: { minor, currency: 'CNY' }, source: 'Bill of September' });
  /** Half of a bill of 1.00, and then the bill is one of 100.00: within the limit of a case, beyond what was set aside. */
  const halved = (): Story =>
    small()
      .do('RecordAmounts', bill(100))
      .do('GrantCompensation', { remedy: { kind: 'discount', percent: 50 }, reason: 'Charged twice.' });

  it('SOL-8 is delivered by the next level, not by the front line', () => {
    const told = halved();
    expect(drawn(told)).toEqual([50]);
    told.do('RecordAmounts', bill(10_000)).accepted();
    const delivery = { grant: 'G1', reference: 'TRX-1' };
    told.do('ConfirmCompensation', delivery).refused('not-authorised', 'SOL-8');
    expect(told.by(LEADER).do('ConfirmCompensation', delivery).lastTypes).toContain('CompensationDelivered');
  });

  it('SOL-8 is for the next level once it was delivered', () => {
    const told = halved().do('ConfirmCompensation', { grant: 'G1', reference: 'TRX-1' });
    told.do('RecordAmounts', bill(10_000)).refused('not-authorised', 'SOL-8');
    expect(told.by(LEADER).do('RecordAmounts', bill(10_000)).lastTypes).toContain('RemedyRevalued');
  });

  it('SOL-8 is delivered by the front line where it has not, or where a level has decided on it since', () => {
    const cheaper = halved().do('RecordAmounts', bill(80));
    expect(drawn(cheaper)).toEqual([40]);
    cheaper.do('ConfirmCompensation', { grant: 'G1', reference: 'TRX-1' }).accepted();
    const offered = small()
      .do('RecordAmounts', bill(100))
      .do('PrepareSolutions', {
        options: [{ description: 'Half', remedy: { kind: 'discount', percent: 50 } }],
      })
      .do('OfferSolution', { method: 'phone' })
      .do('RecordAmounts', bill(10_000));
    offered.do('AcceptSolution', { option: 'S1' }).refused('not-authorised', 'SOL-8');
    offered
      .letting(LEADER, 'AcceptSolution', { option: 'S1' })
      .do('ConfirmCompensation', { grant: 'G1', reference: 'TRX-1' })
      .accepted();
  });

  it('SOL-8 counts for nothing where the file has no budgets', () => {
    const { budgets: _, ...without } = callCentre;
    story(without)
      .replaying(halved())
      .by(AGENT)
      .do('RecordAmounts', bill(10_000))
      .do('ConfirmCompensation', { grant: 'G1', reference: 'TRX-1' })
      .accepted();
  });
});

describe('a sum that was set aside and not promised', () => {
  const RESERVED_AT = '2026-09-01T01:00:00.000Z';
  const letGo = (told: Story, draw: string): Story =>
    told.do('VoidBudgetDraw', { draw, budget: '2026-09.call-centre.agent-1', reservedAt: RESERVED_AT });

  it('SOL-8 is let go of by the case, once, and not while somebody may still be at it', () => {
    const told = small();
    letGo(told.at('2026-09-01T09:00:09+08:00'), 'x/0').refused('not-yet', 'SOL-8');
    expect(letGo(told.at('2026-09-01T09:00:10+08:00'), 'x/0').lastTypes).toEqual(['BudgetDrawVoided']);
    expect(letGo(told, 'x/0').lastTypes).toEqual([]);
  });

  it('SOL-8 is kept once it was promised', () => {
    const told = granted(3000, 3000);
    const [draw] = told.record.draws ?? [];
    expect(letGo(told.at('2026-09-02T09:00:00+08:00'), draw?.draw ?? '').lastTypes).toEqual([]);
  });
});
