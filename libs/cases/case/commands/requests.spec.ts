import { describe, expect, it } from 'vitest';
import { classifiedAs } from '../../testing/clocks.ts';
import { offers, prepared } from '../../testing/offers.ts';
import {
  GENERAL_MANAGER,
  OFFICE_DIRECTOR,
  RECEIVER,
  residentialProperty,
  story,
} from '../../testing/story.ts';
import { COUNTER, MANAGER, refund, STORE_MANAGER, supermarketCase, yuan } from '../../testing/supermarket.ts';

const TO = '2026-09-05T00:30:00.000Z';
const asking = () =>
  classifiedAs('important')
    .by(RECEIVER)
    .do('RequestExtension', { clock: 'resolve', to: TO, reason: 'Parts' });

describe('requests are answered by their number (SOL-4, CLK-4)', () => {
  it('SOL-4 a sum is granted as it was asked for, by the level that was asked and by nobody who asked', () => {
    const told = supermarketCase().do('GrantCompensation', { remedy: refund('1500.00'), reason: 'Spoilt' });
    told.do('ApproveRequest', { request: 'R1' }).refused('not-authorised', 'SOL-4');
    told.by({ ...MANAGER, id: COUNTER.id }).do('ApproveRequest', { request: 'R1' });
    told.refused('same-person', 'SOL-4').by(MANAGER).do('ApproveRequest', { request: 'R1' });
    expect(told.last('CompensationGranted')).toMatchObject([
      { grant: 'G1', request: 'R1', worth: yuan('1500.00'), remedy: refund('1500.00') },
    ]);
    told.do('ApproveRequest', { request: 'R1' }).refused('no-open-request', 'SOL-4');
  });

  it('SOL-4 an offer may be made, or not', () => {
    const told = offers(prepared(refund('1500.00')), COUNTER).by(MANAGER);
    expect(told.do('ApproveRequest', { request: 'R1' }).lastTypes).toContain('OfferAuthorised');
    const refused = offers(prepared(refund('1500.00')), COUNTER).by(MANAGER);
    expect(refused.do('RefuseRequest', { request: 'R1', reason: 'Too much' }).lastTypes).toContain(
      'CompensationRequestRefused',
    );
  });

  it('CLK-4 more time is asked of the level that the procedure names, once at a time', () => {
    const told = asking();
    expect(told.last('ExtensionRequested')).toMatchObject([
      { request: 'X1', clock: 'resolve', to: TO, reason: 'Parts' },
    ]);
    const again = { clock: 'resolve', to: TO, reason: 'Parts' };
    told.do('RequestExtension', again).refused('already-requested', 'CLK-4');
    told.do('RequestExtension', { ...again, clock: 'classify' }).refused('no-running-clock', 'CLK-1');
    told.do('ApproveRequest', { request: 'X1' }).refused('not-authorised', 'CLK-4');
    told.by(GENERAL_MANAGER).do('ApproveRequest', { request: 'X1' });
    expect(told.lastTypes).toEqual(['ExtensionGranted', 'DeadlineMoved']);
    told.do('ApproveRequest', { request: 'X1' }).refused('no-open-request', 'SOL-4');
  });

  it('CLK-4 it is refused with a reason, and asked for anew', () => {
    const told = asking().letting(GENERAL_MANAGER, 'RefuseRequest', { request: 'X1', reason: 'In stock' });
    expect(told.last('ExtensionRefused')).toMatchObject([{ clock: 'resolve', requested: TO }]);
    told.do('RequestExtension', { clock: 'resolve', to: TO, reason: 'Not in stock' });
    expect(told.last('ExtensionRequested')).toMatchObject([{ request: 'X2' }]);
  });

  it('CLK-4 it is given by nobody who asked for it', () => {
    const told = classifiedAs('important').by(GENERAL_MANAGER);
    told.do('RequestExtension', { clock: 'resolve', to: TO, reason: 'Parts' }).accepted();
    told.do('ApproveRequest', { request: 'X1' }).refused('same-person', 'SOL-4');
    told
      .by({ ...GENERAL_MANAGER, id: 'general-manager-2' })
      .do('ApproveRequest', { request: 'X1' })
      .accepted();
  });

  it('CLK-4 it waits for whom the rules of now name, and for nobody where they give no more time', () => {
    const asked = asking();
    const under = (extensions: typeof residentialProperty.extensions) =>
      story({ ...residentialProperty, extensions }).replaying(asked);
    const byDirector = residentialProperty.extensions.map((rule) => ({
      ...rule,
      approver: 'office-director',
    }));
    const answer = { request: 'X1', reason: 'In stock' };
    under(byDirector).by(OFFICE_DIRECTOR).do('RefuseRequest', answer).accepted();
    const again = { clock: 'resolve', to: TO, reason: 'Parts' };
    const { message, remedy } = under(byDirector).do('RequestExtension', again).lastRefusal ?? {};
    expect([message, remedy]).toEqual([
      expect.stringContaining('X1'),
      expect.stringContaining('"office-director"'),
    ]);
    // Neither the level that was asked then nor anybody below it.
    for (const who of [RECEIVER, GENERAL_MANAGER]) {
      const nobody = under([]).by(who);
      nobody.do('ApproveRequest', { request: 'X1' }).refused('no-open-request', 'SOL-4');
      nobody.do('RefuseRequest', answer).refused('no-open-request', 'SOL-4');
    }
  });

  it('CLK-4 AUT-4 it is no answer to what a level was asked, and waits for no answer of that level', () => {
    const told = asking();
    const up = { reason: 'complainantInsists', explanation: 'Now', complainantTold: true } as const;
    told.do('EscalateToManager', up).do('EscalateToManager', up).accepted();
    const { level } = told.record;
    const approver = told.record.extensionsAsked?.[0]?.level ?? '';
    told
      .by({ id: 'approver-1', roles: [approver] })
      .do('ApproveRequest', { request: 'X1' })
      .accepted();
    expect(told.record).toMatchObject({ level, levelAwaited: true });
  });

  it('CLK-4 a clock that ran out is given no more time', () => {
    const told = asking().at('2026-09-20T09:00:00+08:00').by(GENERAL_MANAGER);
    told.do('ApproveRequest', { request: 'X1' }).refused('no-open-request', 'SOL-4');
  });
});

it('OUT-5 closing names what is not decided, not offered and not delivered', () => {
  const told = supermarketCase({ contactKind: 'request' })
    .by(STORE_MANAGER)
    .do('GrantCompensation', { remedy: refund('10.00'), reason: 'Spoilt' })
    .letting(COUNTER, 'GrantCompensation', { remedy: refund('1500.00'), reason: 'Spoilt' })
    .do('ResolveCase', { summary: 'Exchanged' })
    .do('CloseCase', {});
  const { message, details } = told.refused('closing-conditions-missing', 'OUT-5').lastRefusal ?? {};
  expect(details).toMatchObject({ undecided: ['R1'], notDelivered: ['G1'] });
  expect(message).toContain('Not decided: R1');
});

describe('acknowledgements (INT-4, INT-6)', () => {
  const anonymous = { complainant: { kind: 'unknown' } } as const;

  it('INT-4 nothing is sent to somebody of whom nobody knows where', () => {
    for (const method of ['letter', 'email', 'message'] as const)
      story().opened(anonymous).do('SendAcknowledgement', { method }).refused('nobody-to-reach', 'INT-4');
    story().opened(anonymous).do('SendAcknowledgement', { method: 'inPerson' }).accepted();
    story()
      .opened({ complainant: { kind: 'unknown', address: 'Building 3' } })
      .do('SendAcknowledgement', { method: 'letter' })
      .accepted();
  });

  it('INT-6 it is given once; an earlier one is told later', () => {
    const told = story().opened().at('2026-09-01T09:30:00+08:00');
    told.do('SendAcknowledgement', { method: 'phone' }).accepted();
    told.do('SendAcknowledgement', { method: 'letter' }).refused('already-acknowledged', 'INT-6');
    told
      .do('SendAcknowledgement', { method: 'phone' }, { happenedAt: '2026-09-01T09:10:00+08:00' })
      .accepted();
  });

  it('INT-6 a case that was opened again is acknowledged again', () => {
    const told = story()
      .opened({ contactKind: 'request' })
      .do('SendAcknowledgement', { method: 'phone' })
      .by(GENERAL_MANAGER)
      .do('WithdrawCase', { reason: 'It works' })
      .do('ReopenCase', { cause: 'newFacts', reason: 'It does not' });
    told.do('SendAcknowledgement', { method: 'phone' }).accepted();
  });
});
