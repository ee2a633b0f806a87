import { expect, it } from 'vitest';
import {
  acknowledged, handedBack, signed, sent, accepted, carriedOut, closed, classified, found, concluded,
  planned, offered, rejected, delivered, settled, outcome, called, word, goesUp, decided, atOnce, money, reviewed,
} from './phrases.ts'; // prettier-ignore
import type { Send } from '../api/sending.ts';
import { stories } from './story.ts';

stories('how malls handle complaints', (tells) => {
  it(
    'AUT-2 CLK-10 OUT-3 mall-desk: torn shoes; an answer in 24 hours, a word by 17:00, and the desk calls back',
    tells('mall-desk', '2026-11-02 10:00', async (story) => {
      await story.received({ channel: 'desk', description: 'The soles of the new shoes came off.' });
      expect(await story.due('first-reply')).toBe('2026-11-03 10:00');
      expect(await story.due('daily-result')).toBe('2026-11-02 17:00');
      await story.do('desk', acknowledged, classified('floor/goods', 'ordinary', 'any'), sent);
      await story.do('worker', signed);
      await story.at('2026-11-02 17:30');
      expect(await story.missed()).toEqual(['daily-result']);
      await story.do('desk', word('The merchant looks at the shoes tomorrow'));
      await story.do('worker', handedBack, planned(['Money back', money('refund', 899)]));
      const glue = concluded('product-defect', 'The glue gave way', { responsibility: 'merchant' });
      expect(await story.refused('worker', ...glue)).toBe('not-authorised');
      await story.do('floor-supervisor', glue);
      expect(await story.does('floor-supervisor', ...offered())).toEqual(['CompensationRequested']);
      const top = goesUp('authority', '899 yuan are above mine', 'group-general-manager');
      expect(await story.refused('floor-supervisor', ...top)).toBe('no-skipping');
      await story.do('floor-supervisor', goesUp('authority', '899 yuan are above mine'));
      await story.do(
        'operations-manager',
        decided('Pay it'),
        ['authorise-offer', { request: 'R1' }],
        offered(),
      );
      await story.do('desk', accepted, carriedOut, delivered('Till 4'));
      await story.do('operations-manager', settled('Money back'));
      await story.do('desk', outcome('Money back'));
      expect(await story.refused('operations-manager', ...closed)).toBe('closing-conditions-missing');
      await story.at('2026-11-04 10:00');
      await story.do('colleague', called(4));
      await story.do('store-manager', reviewed('Signed'));
      await story.do('operations-manager', closed);
      expect(await story.stage()).toBe('closed');
    }),
  );

  it(
    'AUT-2 DIS-3 mall-desk: a fire door that was locked is major: the general manager of the group hears of it the same day',
    tells('mall-desk', '2026-11-03 14:00', async (story) => {
      await story.received({ description: 'The fire door of the children’s floor was locked.' });
      await story.do('desk', classified('departments/security', 'major', 'grave'));
      expect(await story.due('notify-manager')).toBe('2026-11-04 00:00');
      const manager = { level: 'store-manager', manager: 'store-manager.mall-desk', method: 'phone' };
      const group = {
        ...manager,
        level: 'group-general-manager',
        manager: 'group-general-manager.mall-desk',
      };
      await story.does('desk', 'notify-manager', manager);
      await story.at('2026-11-04 00:30');
      expect(await story.missed()).toContain('notify-manager');
      await story.does('desk', 'notify-manager', group);
      const lock = concluded('rule-broken', 'Locked for a delivery');
      expect(await story.refused('operations-manager', ...lock)).toBe('not-authorised');
      await story.do('store-manager', lock);
    }),
  );

  it(
    'CLS-3 CLS-7 CLS-8 mall-safety: a railing gives way; the head is on the spot at once, the shop stops, and security is called',
    tells('mall-safety', '2026-11-02 19:00', async (story) => {
      const railing = {
        description: 'A railing on the third floor came off, a boy nearly fell.',
        flags: ['safety'],
      };
      await story.received({ ...railing, channel: 'desk', place: 'Open hall under cameras, third floor' });
      await story.do('desk', acknowledged);
      const raised = await story.does(
        'desk',
        ...classified('environment/facility-damaged', 'general', 'by-the-rules'),
      );
      expect(raised).toContain('SeverityChanged');
      expect(await story.due('notify-manager')).toBe('2026-11-02 19:10');
      expect(await story.due('progress')).toBe('2026-11-02 20:00');
      await story.do('desk', sent);
      await story.do('worker', signed, handedBack);
      const head = { level: 'department-head', manager: 'department-head.mall-safety', method: 'phone' };
      await story.does('desk', 'notify-manager', head);
      const threat = { behaviour: 'The father raised a chair against the guard', reportedTo: 'security' };
      await story.does('desk', 'report-unlawful-behaviour', threat);
      await story.at('2026-11-02 20:30');
      expect(await story.missed()).toEqual(['progress']);
      await story.do('desk', word('The floor is closed, a fitter is on the way'));
      const bolts = concluded('facility', 'Bolts rusted through');
      await story.do('worker', found('Two bolts rusted through'));
      expect(await story.refused('desk', ...bolts)).toBe('not-authorised');
      await story.do('department-head', bolts);
      await story.do('worker', planned('Whole railing renewed tonight'));
      await story.do('department-head', offered('inPerson'));
      await story.do(
        'desk',
        rejected('S1', 'I want to hear it from the mall'),
        goesUp('complainantInsists', 'The family insists'),
        goesUp('complainantInsists', 'On the manager of the mall'),
      );
      await story.do(
        'mall-manager',
        decided('I call them myself'),
        settled('Railing renewed, family called'),
      );
      await story.do('desk', outcome('Railing renewed'), called(5));
      expect(await story.stage()).toBe('closed');
    }),
  );

  it(
    'CLS-1 AUT-1 mall-safety: an argument about a price tag is settled at the till by the rules, in one step',
    tells('mall-safety', '2026-11-03 11:00', async (story) => {
      await story.received({ channel: 'desk', description: 'The tag says 59, the till 79.' });
      const dear = atOnce(['price/price-tag', 'general', 'by-the-rules'], 'Sold at 59', {
        remedy: money('refund', 120),
        reference: 'Till 2',
      });
      expect(await story.refused('desk', ...dear)).toBe('not-authorised');
      await story.do(
        'desk',
        atOnce(['price/price-tag', 'general', 'by-the-rules'], 'Sold at 59', {
          remedy: money('refund', 20),
          reference: 'Till 2',
        }),
        outcome('Sold at 59'),
      );
      await story.do('department-head', closed);
    }),
  );

  it(
    'SOL-5 ACC-4 AUT-1 mall-quick-response: the counter takes a coat back on day 15, not on day 16, and no watch; no tier is skipped',
    tells('mall-quick-response', '2026-11-20 15:00', async (story) => {
      const coat = { channel: 'desk', description: 'The coat does not fit after all.' };
      expect(await story.askedMore(coat)).toBe('intake-incomplete');
      await story.received({ ...coat, wanted: 'My money back' });
      await story.do('desk', acknowledged, classified('goods/specification', 'ordinary', 'any'), sent);
      const back = {
        how: 'return',
        goods: 'coat',
        soldOn: '2026-11-05',
        paid: { minor: 39_900, currency: 'CNY' },
        resellable: true,
        receipt: true,
      };
      expect(await story.does('worker', 'return-at-counter', back)).toContain('CompensationGranted');
      expect(
        await story.does('worker', 'return-at-counter', { ...back, goods: 'shoes', soldOn: '2026-11-04' }),
      ).toContain('CompensationRequested');
      expect(
        await story.does('worker', 'return-at-counter', { ...back, goods: 'watch', soldOn: '2026-11-19' }),
      ).toContain('CompensationRequested');
      expect((await story.last('CompensationRequested'))['neededLevel']).toBe('business-department');
      await story.at('2026-11-20 15:40');
      expect(await story.missed()).toEqual(['receipt']);
      expect((await story.last('EscalatedToManager'))['to']).toBe('counter');
      const no: Send = ['refuse-compensation', { request: 'R2', reason: 'Watches never go back' }];
      await story.do('counter', decided('The shoes may go back'));
      expect(await story.refused('counter', ...no)).toBe('not-authorised');
      const top = goesUp('unresolved', 'The watch', 'audit-department');
      expect(await story.refused('counter', ...top)).toBe('no-skipping');
      await story.do('counter', goesUp('unresolved', 'The watch'));
      await story.do('business-department', decided('Watches never go back'), no);
      await story.do('business-department', goesUp('complainantInsists', 'The customer insists'));
      await story.do('audit-department', decided('The rule stands'));
      await story.do('worker', signed, handedBack, [
        'confirm-compensation',
        { grant: 'G1', reference: 'Till 8' },
      ]);
      const kept: Send = ['refuse-compensation', { request: 'R1', reason: 'She keeps the shoes' }];
      await story.do('business-department', kept);
      await story.do(
        'audit-department',
        concluded('customer', 'Changed her mind', { responsibility: 'complainant' }),
      );
      await story.do('counter', planned('The coat back, the watch not'), offered('inPerson'));
      await story.do('desk', accepted, carriedOut);
      await story.do('counter', settled('The coat back'));
      await story.do('desk', outcome('The coat back, the watch not'));
      await story.do('counter', closed);
    }),
  );

  it(
    'INT-9 AUT-1 home-mall: what the consumer association passes on is for the customer-service manager, and it is answered too',
    tells('home-mall', '2026-11-04 09:00', async (story) => {
      await story.received({ channel: 'regulator', description: 'The deposit is not paid back.' });
      await story.do('desk', classified('contract/deposit', 'ordinary', 'any'));
      expect(await story.refused('worker', ...concluded('merchant', 'Kept without reason'))).toBe(
        'not-authorised',
      );
      await story.do(
        'customer-service-manager',
        concluded('merchant', 'Kept without reason', { responsibility: 'merchant' }),
      );
      await story.do('worker', planned('Paid back by the merchant'));
      await story.do('customer-service-manager', offered());
      await story.do('desk', accepted, carriedOut);
      await story.do('customer-service-manager', settled('Paid back'));
      await story.do('desk', outcome('Paid back'), called(4), [
        'issue-final-response',
        { method: 'letter', letter: 'Paid back.' },
      ]);
      expect(await story.refused('customer-service-manager', ...closed)).toBe('closing-conditions-missing');
      await story.do('desk', outcome('Paid back', { to: 'regulator', method: 'letter', written: true }));
      await story.do('customer-service-manager', closed);
    }),
  );
});
