import { expect, it } from 'vitest';
import type { Send } from '../api/sending.ts';
import {
  acknowledged, handedBack, signed, sent, accepted, carriedOut, closed, classified, found, concluded,
  planned, offered, rejected, delivered, settled, outcome, called, word, goesUp, decided, atOnce, money, reviewed,
} from './phrases.ts'; // prettier-ignore
import { stories } from './story.ts';

const TURN_TO = { turnTo: ['head-office', 'regulator'] };

stories('how shops handle complaints', (tells) => {
  it(
    'CLK-10 INT-12 AUT-1 supermarket: the note in the box is read the next day, stamped "within three days", and the manager comes forward',
    tells('supermarket', '2026-11-02 15:00', async (story) => {
      await story.received({ channel: 'suggestionBox', description: 'The milk was past its date.' });
      expect(await story.due('box')).toBe('2026-11-03 22:00');
      await story.at('2026-11-03 09:00');
      await story.do('desk', classified('goods/date', 'to-be-settled', 'not-at-once'));
      expect([await story.due('resolve'), await story.due('daily-sheet')]).toEqual([
        '2026-11-05 15:00',
        '2026-11-03 22:00',
      ]);
      await story.do('desk', sent);
      await story.do('worker', signed, found('Two cartons of last week behind the new ones'), handedBack);
      const order = concluded('rule-broken', 'First in, first out was not kept');
      expect(await story.refused('desk', ...order)).toBe('not-authorised');
      await story.do('section-leader', order, planned('Fresh milk'));
      await story.do('section-leader', offered());
      await story.do('desk', rejected('S1', 'My child was sick'));
      await story.at('2026-11-05 15:30');
      expect(await story.missed()).toEqual(['resolve']);
      await story.do('section-leader', decided('Beyond me'), goesUp('unresolved', 'The customer wants more'));
      expect(await story.refused('section-leader', ...decided('I do it after all'))).toBe('not-authorised');
      await story.do(
        'customer-service-manager',
        decided('I talk to her myself'),
        planned(['The doctor and fresh milk', money('money', 260)]),
      );
      await story.do('customer-service-manager', ['offer-solution', { option: 'S2', method: 'visit' }]);
      await story.do('desk', ['accept-solution', { option: 'S2' }], carriedOut, delivered('Cash 9'));
      await story.do('customer-service-manager', settled('Paid, and the shelf checked'));
      await story.do('desk', outcome('Paid'), called(4));
      expect(await story.refused('customer-service-manager', ...closed)).toBe('closing-conditions-missing');
      expect(await story.refused('customer-service-manager', ...reviewed('Signed'))).toBe('not-authorised');
      await story.do('store-general-manager', reviewed('Look behind the cartons every evening'), closed);
      expect(await story.stage()).toBe('closed');
    }),
  );

  it(
    'LIF-1 supermarket: what the return counter can answer at once is settled at once; fifty yuan and no more',
    tells('supermarket', '2026-11-03 10:00', async (story) => {
      await story.received({ channel: 'desk', description: 'The points were not counted.' });
      const points = (amount: number): Send =>
        atOnce(['accounts/card', 'simple', 'answered'], 'Points added', {
          remedy: money('voucher', amount),
          reference: 'V-3',
        });
      expect(await story.refused('desk', ...points(51))).toBe('not-authorised');
      await story.do('desk', points(50), outcome('Points added'));
    }),
  );

  it(
    'SOL-5 CLS-7 INT-9 supermarket-service-centre: a cracked glass is a critical defect; verified, settled by the store manager, followed',
    tells('supermarket-service-centre', '2026-11-02 09:00', async (story) => {
      await story.received({ channel: 'desk', description: 'A splinter of glass in the jam.' });
      await story.do(
        'desk',
        acknowledged,
        classified('quality/critical', 'consumer-rights', 'quality-case'),
        sent,
      );
      await story.at('2026-11-02 11:30');
      expect(await story.missed()).toEqual(['receipt']);
      await story.do('worker', signed, handedBack);
      const splinter = concluded('supplier', 'Broken while bottled', { responsibility: 'thirdParty' });
      expect(await story.refused('service-centre-manager', ...splinter)).toBe('not-authorised');
      await story.do('worker', planned(['Money back and ten times the price', money('money', 220)]));
      expect(await story.refused('store-manager', ...settled('Nothing was looked into'))).toBe('no-finding');
      await story.do('worker', found('Splinter of the rim, batch taken off the shelf'));
      await story.do('service-centre-manager', goesUp('authority', 'Danger to health'));
      await story.do('store-manager', decided('Take the batch away'), splinter, offered());
      await story.do('desk', accepted, carriedOut, delivered('Cash 2'));
      await story.do('store-manager', settled('Batch taken off'));
      await story.do('desk', outcome('Batch taken off'), called(5));
      expect(await story.stage()).toBe('closed');
    }),
  );

  it(
    'SOL-5 supermarket-service-centre: a kettle goes back within seven days; food never, and the manager decides',
    tells('supermarket-service-centre', '2026-11-10 09:00', async (story) => {
      await story.received({ channel: 'desk', description: 'The kettle is too small.' });
      const back = {
        how: 'exchange',
        goods: 'kettle',
        soldOn: '2026-11-03',
        paid: { minor: 9_900, currency: 'CNY' },
        resellable: true,
        receipt: true,
      };
      expect(await story.does('desk', 'return-at-counter', back)).toContain('CompensationGranted');
      expect(await story.does('desk', 'return-at-counter', { ...back, goods: 'milk' })).toContain(
        'CompensationRequested',
      );
      expect((await story.last('CompensationRequested'))['neededLevel']).toBe('service-centre-manager');
    }),
  );

  it(
    'SOL-9 AUT-3 supermarket-promises: charged above the tag, the difference comes back at once',
    tells('supermarket-promises', '2026-11-02 18:00', async (story) => {
      await story.received({ channel: 'desk', description: 'The tag said 19.90, the till took 29.90.' });
      const ten = { item: 'Jasmine tea', marked: money('', 19.9).amount, charged: money('', 29.9).amount };
      await story.do('desk', classified('price/above-marked', 'ordinary', 'any'), [
        'refund-price-difference',
        { ...ten, reference: 'Till 1' },
      ]);
      expect(await story.last('CompensationGranted')).toMatchObject({ worth: { minor: 1000 } });
      await story.do('desk', planned('Ten yuan back'), offered('inPerson'), accepted, carriedOut);
      await story.do('desk', concluded('price-tag', 'The tag was old'), settled('Ten yuan back'));
      await story.do('desk', outcome('Ten yuan back', TURN_TO), closed);
    }),
  );

  it(
    'AUT-3 AUT-1 OUT-7 supermarket-promises: whoever is not satisfied hears where to turn next',
    tells('supermarket-promises', '2026-11-03 10:00', async (story) => {
      await story.received({ channel: 'phone', description: 'The cashier shouted at me.' });
      await story.do('desk', acknowledged, classified('attitude/unfriendly', 'ordinary', 'any'));
      const rude = concluded('attitude', 'He shouted', { responsibility: 'person' });
      expect(await story.refused('desk', ...rude)).toBe('not-authorised');
      await story.do('desk-supervisor', rude, planned('An apology by the cashier'), offered());
      await story.do('desk', rejected('S1', 'I want him dismissed'));
      await story.at('2026-11-04 11:00');
      expect(await story.missed()).toEqual(['dispatch', 'progress']);
      await story.do(
        'desk',
        word('The store manager looks at it'),
        goesUp('complainantInsists', 'She insists'),
        goesUp('complainantInsists', 'On the manager'),
      );
      await story.do('store-manager', decided('An apology in person'), settled('Apology offered'));
      const told = 'An apology was offered';
      expect(await story.refused('desk', ...outcome(told))).toBe('where-to-turn-missing');
      await story.do('desk', outcome(told, TURN_TO));
    }),
  );

  it(
    'LIF-1 OUT-3 AUT-1 small-shop: a flaw in the goods, exchanged while she waits; is she satisfied now? she is not, and the owner hears of it',
    tells('small-shop', '2026-11-02 11:00', async (story) => {
      await story.received({ channel: 'desk', description: 'The bowl has a crack.' });
      expect(await story.due('resolve')).toBe('2026-11-03 11:00');
      const exchange: Send = atOnce(['goods/flaw', 'ordinary', 'any'], 'Another bowl');
      expect(
        await story.refused(
          'desk',
          ...atOnce(['goods/flaw', 'ordinary', 'any'], 'Money', {
            remedy: money('money', 300),
            reference: 'x',
          }),
        ),
      ).toBe('not-authorised');
      await story.do('desk', exchange, outcome('Another bowl'), called(2));
      expect(await story.last('EscalatedToManager')).toMatchObject({ to: 'owner', reason: 'unsatisfied' });
      await story.at('2026-11-03 12:00');
      expect(await story.missed()).toEqual(['level-answer', 'resolve']);
      await story.do('owner', decided('The set of six for her'), planned('The set of six'), [
        'offer-solution',
        { option: 'S2', method: 'inPerson' },
      ]);
      await story.do(
        'desk',
        ['accept-solution', { option: 'S2' }],
        carriedOut,
        settled('Six bowls'),
        outcome('Six bowls'),
        called(5),
      );
      expect(await story.stage()).toBe('closed');
    }),
  );

  it(
    'AUT-3 CLK-7 supermarket-authority: a kettle for 500 yuan is for the manager, spoiled food at five yuan for the store manager',
    tells('supermarket-authority', '2026-11-02 09:00', async (story) => {
      const worth = (minor: number) => ({ retail: { goodsValue: { minor, currency: 'CNY' } } });
      await story.received({ channel: 'desk', description: 'The kettle leaks.', ...worth(50_000) });
      await story.do('desk', acknowledged, classified('daily/goods-quality', 'general', 'by-the-rules'));
      const leak = concluded('product-defect', 'The seal is torn');
      expect(await story.refused('customer-service-supervisor', ...leak)).toBe('not-authorised');
      await story.do('customer-service-manager', leak);
      await story.received({ channel: 'desk', description: 'The bread is mouldy.', ...worth(500) });
      await story.do('desk', classified('food/spoiled-or-expired', 'important', 'food-quality'));
      const mould = concluded('storage', 'Stored too warm');
      expect(await story.refused('customer-service-manager', ...mould)).toBe('not-authorised');
      await story.at('2026-11-03 09:30');
      expect(await story.missed()).toContain('first-reply');
      await story.do(
        'customer-service-supervisor',
        decided('For the store'),
        goesUp('authority', 'Spoiled food', 'store-manager'),
      );
      await story.do('store-manager', decided('Take it off'), mould);
      await story.do('worker', planned(['Ten times the price', money('money', 50)]));
      await story.do('store-manager', offered('inPerson'));
      await story.do('desk', accepted, carriedOut, delivered('Cash 5'));
      await story.do('store-manager', settled('Paid, the shelf emptied'));
      await story.do('desk', outcome('Paid, the shelf emptied'));
      expect(await story.does('colleague', ...called(4))).toContain('CaseClosed');
    }),
  );
});
