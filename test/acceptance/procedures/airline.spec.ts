import path from 'node:path';
import { expect, it } from 'vitest';
import {
  acknowledged, accepted, carriedOut, closed, classified, found, concluded, planned, offered, delivered,
  settled, outcome, goesUp, decided,
} from './phrases.ts'; // prettier-ignore
import { stories } from './story.ts';

const rights = (amount: number) => ({ kind: 'money', amount: { minor: amount * 100, currency: 'XDR' } });

stories(
  'how an airline handles baggage, which nothing in the product knows of',
  (tells) => {
    it(
      'CLK-2 CLK-7 AUT-1 SOL-4 a suitcase that never came: 24 hours, three days to the duty manager, 21 days, and special drawing rights',
      tells('airline-baggage', '2026-11-02 09:00', async (story) => {
        await story.received({ channel: 'desk', description: 'My suitcase was not on the belt.' });
        expect(await story.due('acknowledge')).toBe('2026-11-03 09:00');
        expect(await story.due('duty-manager')).toBe('2026-11-05 09:00');
        expect(await story.due('resolve')).toBe('2026-11-24 00:00');
        await story.at('2026-11-03 10:00');
        expect(await story.missed()).toEqual(['acknowledge']);
        await story.do('desk', acknowledged, classified('baggage/checked', 'late', 'not-there'));
        await story.at('2026-11-05 09:30');
        expect(await story.last('EscalatedToManager')).toMatchObject({ to: 'duty-manager', automatic: true });
        await story.do('duty-manager', decided('Pay for what was needed'));
        await story.do('worker', found('Last seen in the hall of transfers'));
        const lost = [
          'change-severity',
          { to: 'lost', criterion: 'declared-lost', reason: 'Nowhere' },
        ] as const;
        await story.do('duty-manager', [...lost], concluded('duty-of-care', 'Loaded nowhere'));
        await story.do('worker', planned(['1,600 rights', rights(1600)]));
        expect(await story.does('duty-manager', ...offered())).toEqual(['CompensationRequested']);
        const request = { request: 'R1' };
        expect(await story.refused('duty-manager', 'authorise-offer', request)).toBe('not-authorised');
        await story.do('duty-manager', goesUp('authority', 'Above the limit of the convention'));
        await story.do('claims-office', decided('A declared value'), ['authorise-offer', request], offered());
        await story.do('desk', accepted, carriedOut, delivered('Transfer 1'));
        await story.do('claims-office', settled('Paid'));
        await story.do('desk', outcome('Paid'));
        await story.do('claims-office', closed);
        expect(await story.missed()).toEqual(['acknowledge', 'duty-manager']);
      }),
    );
  },
  path.join(import.meta.dirname, 'airline'),
);
