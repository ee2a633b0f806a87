import { expect, it } from 'vitest';
import {
  acknowledged, handedBack, signed, sent, accepted, carriedOut, closed, approved, classified, found,
  concluded, planned, offered, rejected, delivered, settled, outcome, called, word, goesUp, decided, money,
  shanghai,
} from './phrases.ts'; // prettier-ignore
import { stories } from './story.ts';

stories('how shopping centres handle complaints', (tells) => {
  it(
    'INV-3 CLS-1 shopping-centre: not the centre but a shop is responsible; the customer hears it, and the shop is made to act',
    tells('shopping-centre', '2026-11-02 11:00', async (story) => {
      await story.received({
        description: 'The order of curtains was lost by the shop.',
        respondents: [{ kind: 'merchant', name: 'Curtain House' }],
      });
      await story.do('desk', acknowledged, classified('orders/missing-order', 'ordinary', 'any'), sent);
      expect(await story.due('receipt')).toBe('2026-11-02 13:00');
      await story.at('2026-11-02 13:30');
      expect(await story.missed()).toEqual(['receipt']);
      await story.do('worker', signed, planned('The shop sews them anew within the week'), handedBack);
      const lost = concluded('merchant', 'The slip was lost in the shop', { responsibility: 'merchant' });
      expect(await story.refused('desk', ...lost)).toBe('not-authorised');
      await story.do('department-head', lost, offered());
      await story.do(
        'desk',
        rejected('S1', 'A week is too long'),
        goesUp('unresolved', 'The customer wants them tomorrow'),
      );
      await story.do('centre-manager', decided('The shop lends curtains meanwhile'));
      await story.do('worker', planned('Lent curtains tomorrow, new ones in a week'));
      await story.do('department-head', offered());
      await story.do('desk', ['accept-solution', { option: 'S2' }], carriedOut);
      await story.do('department-head', settled('Lent and sewn'));
      expect(await story.due('notify-outcome')).toBe('2026-11-03 00:00');
      await story.do('desk', outcome('Lent and sewn'));
      await story.do('department-head', closed);
    }),
  );

  it(
    'AUT-5 INT-6 OUT-3 shopping-centre-approval: a time is promised, management approves the plan before it is told, a survey follows',
    tells('shopping-centre-approval', '2026-11-02 09:30', async (story) => {
      await story.received({
        channel: 'onlineForm',
        description: 'The lift to the car park is too small for a wheelchair.',
      });
      await story.do('desk', [
        'send-acknowledgement',
        { method: 'message', firstAnswerBy: shanghai('2026-11-03 12:00') },
      ]);
      await story.do('desk', classified('facilities/inconvenient', 'ordinary', 'any'), sent);
      await story.do(
        'worker',
        signed,
        planned(['Goods lift opened to wheelchairs, a voucher', money('voucher', 100)]),
      );
      await story.do('department-head', concluded('facility', 'Built too narrow'));
      expect(await story.refused('department-head', ...offered())).toBe('approval-needed');
      expect(await story.refused('department-head', ...approved)).toBe('not-authorised');
      await story.do('centre-management', approved);
      await story.at('2026-11-03 12:30');
      expect(await story.missed()).toEqual(['promise']);
      await story.do('department-head', offered('message'));
      await story.do('desk', accepted, carriedOut, delivered('V-1'));
      await story.do('worker', handedBack);
      await story.do('department-head', settled('Goods lift opened'));
      await story.do('desk', outcome('Goods lift opened'));
      expect(await story.refused('colleague', ...called(2))).toBe('survey-incomplete');
      await story.do(
        'colleague',
        called(2, { answers: { attitude: 'good', 'in-time': 'no', better: 'Say it on the day' } }),
      );
      expect((await story.last('EscalatedToManager'))['to']).toBe('department-head');
    }),
  );

  it(
    'CLK-10 OUT-3 AUT-1 shopping-centre-operations: a tenant without power: ten minutes, one hour, then the manager',
    tells('shopping-centre-operations', '2026-11-02 12:00', async (story) => {
      await story.received({
        description: 'No power in unit 214 at lunch time.',
        complainant: { kind: 'business', name: 'Noodle Bar', phone: '+86 100 0000 0002' },
      });
      await story.do('desk', acknowledged, classified('trading/power', 'ordinary', 'any'));
      expect([await story.due('dispatch'), await story.due('trading'), await story.due('feedback')]).toEqual([
        '2026-11-02 12:10',
        '2026-11-02 13:00',
        '2026-11-03 22:00',
      ]);
      await story.do('desk', sent);
      await story.do('worker', signed);
      expect(await story.refused('desk', ...concluded('facility', 'A fuse'))).toBe('not-authorised');
      await story.at('2026-11-02 13:05');
      expect(await story.missed()).toEqual(['trading']);
      expect((await story.last('EscalatedToManager'))['to']).toBe('operations-supervisor');
      await story.do('operations-supervisor', decided('Second line now'), concluded('facility', 'A fuse'));
      await story.do('worker', planned('Second line, fuse tonight'), handedBack);
      await story.do('operations-supervisor', offered());
      await story.do('desk', accepted, carriedOut);
      await story.do('operations-supervisor', settled('Power is back'));
      await story.do('desk', outcome('Power is back'));
      expect(await story.refused('operations-supervisor', ...closed)).toBe('closing-conditions-missing');
      expect(await story.does('colleague', ...called(5))).toContain('CaseClosed');
    }),
  );

  it(
    'CLS-5 AUT-1 shopping-centre-operations: a leaflet that is no promise of the centre is explained, again by a supervisor; two and three days for the rest',
    tells('shopping-centre-operations', '2026-11-03 10:00', async (story) => {
      await story.received({ description: 'The bank’s leaflet promised free parking here.' });
      await story.do('desk', classified('other/other', 'ordinary', 'any'));
      expect(await story.due('equipment')).toBe('2026-11-06 10:00');
      await story.does('operations-supervisor', 'change-category', {
        to: 'outside/public-works',
        reason: 'Not ours',
      });
      expect(await story.due('outside')).toBe('2026-11-05 10:00');
      await story.does('operations-supervisor', 'assess-validity', {
        valid: false,
        reason: 'The bank promised, not the centre',
      });
      const why = (accepted: boolean) => ({ method: 'phone', explanation: 'The bank promised it', accepted });
      await story.does('desk', 'explain-invalidity', why(false));
      expect(await story.refused('desk', 'explain-invalidity', why(false))).toBe('not-authorised');
      await story.does('operations-supervisor', 'explain-invalidity', why(false));
      await story.do('operations-supervisor', settled('Explained twice'));
    }),
  );

  it(
    'CLK-10 DIS-8 INV-5 INT-9 home-mall: a warped wardrobe; progress in 24 hours, two of us at the customer’s home, the merchant first, then three at one table',
    tells('home-mall', '2026-11-02 16:00', async (story) => {
      const retail = {
        store: 'north-mall',
        brand: 'Oak & Ash',
        orderNumber: 'HM-77120',
        purchasedOn: '2026-09-12',
        deliveredOn: '2026-10-20',
        withinWarranty: true,
        city: 'Hangzhou',
      };
      await story.received({
        channel: 'callCentre',
        description: 'The doors of the wardrobe have warped.',
        details: { visit: 'yes' },
        retail,
        respondents: [{ kind: 'merchant', name: 'Oak & Ash' }],
      });
      expect(await story.due('first-reply')).toBe('2026-11-03 16:00');
      await story.do('desk', acknowledged, classified('furniture/quality', 'ordinary', 'any'), sent);
      await story.do('worker', signed);
      const [one, two] = ['worker.home-mall', 'colleague.home-mall'];
      expect(await story.due('visit')).toBe('2026-11-04 16:00');
      expect(await story.due('merchant-first')).toBe('2026-11-03 16:00');
      expect(await story.refused('worker', 'arrive-on-site', { people: [one] })).toBe('too-few-on-site');
      await story.do('worker', ['arrive-on-site', { people: [one, two], place: 'Flat 1202' }]);
      await story.do('worker', ['record-measures', { measures: 'Taken off their hinges: warped by 9 mm' }]);
      await story.does('worker', 'record-mediation', {
        parties: ['merchant', 'complainant'],
        result: 'notAgreed',
        minutes: 'The merchant offers a repair only',
      });
      await story.at('2026-11-03 16:30');
      expect(await story.missed()).toContain('progress');
      await story.does('worker', 'record-mediation', {
        parties: ['merchant', 'complainant', 'organisation'],
        result: 'agreed',
        minutes: 'New doors and 800 yuan',
      });
      await story.do('customer-service-manager', decided('Three of us at one table'));
      await story.do(
        'worker',
        concluded('merchant', 'Wood not dried', { responsibility: 'merchant' }),
        planned(['New doors and money', money('money', 800)]),
        handedBack,
      );
      expect(await story.does('worker', ...offered())).toEqual(['CompensationRequested']);
      expect(await story.refused('worker', 'authorise-offer', { request: 'R1' })).toBe('not-authorised');
      await story.do('customer-service-manager', ['authorise-offer', { request: 'R1' }]);
      await story.do(
        'worker',
        offered(),
        accepted,
        carriedOut,
        delivered('Bank slip 12'),
        settled('New doors'),
      );
      await story.do('desk', outcome('New doors and 800 yuan'));
      expect(await story.does('colleague', ...called(4))).toContain('CaseClosed');
    }),
  );

  it(
    'CLK-5 INT-13 INV-3 OUT-1 complaint-tracking: a number to ask by, a word during the investigation, and the reason though it was unfounded',
    tells('complaint-tracking', '2026-11-02 10:00', async (story) => {
      await story.received({ channel: 'desk', description: 'I paid twice for one jacket.' });
      await story.do('desk', acknowledged, classified('money/payment', 'ordinary', 'any'), sent);
      expect(await story.due('progress')).toBe('2026-11-04 10:00');
      await story.do('worker', signed, handedBack);
      await story.at('2026-11-04 11:00');
      expect(await story.missed()).toEqual(['progress']);
      await story.do(
        'worker',
        word('We are asking the bank'),
        found('One payment only, the other was reserved and lapsed'),
      );
      const unfounded = concluded('communication', 'Reserved, never taken', {
        outcome: 'notSubstantiated',
        responsibility: 'nobody',
      });
      expect(await story.refused('worker', ...unfounded)).toBe('not-authorised');
      await story.do('worker', goesUp('complainantInsists', 'She wants to hear it from above'));
      await story.do('complaints-officer', decided('I explain it'), unfounded);
      expect(await story.refused('complaints-officer', ...settled('Too early'))).toBe('no-secret');
      await story.do('desk', ['set-inquiry-secret', { secret: 'three green umbrellas' }]);
      await story.do('complaints-officer', settled('Nothing was taken twice'));
      expect(await story.refused('complaints-officer', ...closed)).toBe('closing-conditions-missing');
      await story.do('desk', outcome('Reserved on Monday, lapsed on Tuesday: nothing was taken twice'));
      await story.do('complaints-officer', closed);
      expect(await story.stage()).toBe('closed');
    }),
  );
});
