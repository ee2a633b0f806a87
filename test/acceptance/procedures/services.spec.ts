import { expect, it } from 'vitest';
import {
  acknowledged, handedBack, signed, sent, accepted, carriedOut, approved, classified, found, concluded,
  planned, offered, rejected, delivered, settled, outcome, called, word, promised, goesUp, decided, atOnce,
  money, shanghai,
} from './phrases.ts'; // prettier-ignore
import { stories } from './story.ts';

stories('how services handle complaints', (tells) => {
  it(
    'INT-5 CLK-5 AUT-1 SOL-9 guest-requests: another pillow for room 812, whoever is asked; the time, the cost beforehand, and is it good now?',
    tells('guest-requests', '2026-11-02 22:00', async (story) => {
      const pillow = { contactKind: 'request', description: 'A feather pillow; housekeeping forgot it.' };
      expect(await story.askedMore(pillow)).toBe('intake-incomplete');
      await story.received({ ...pillow, details: { room: '812' } });
      await story.does('desk', 'record-restatement', {
        restatement: 'A feather pillow for 812',
        confirmed: true,
      });
      expect([await story.due('told-the-way'), await story.due('resolve')]).toEqual([
        '2026-11-02 22:15',
        '2026-11-03 02:00',
      ]);
      const dear = atOnce(['other/undone', 'wish', 'any'], 'Money', {
        remedy: money('money', 300),
        reference: 'x',
      });
      expect(await story.refused('desk', ...dear)).toBe('not-authorised');
      await story.do('desk', classified('other/undone', 'wish', 'any'), sent);
      await story.at('2026-11-02 22:20');
      expect(await story.missed()).toEqual(['receipt', 'told-the-way']);
      expect((await story.last('EscalatedToManager'))['to']).toBe('duty-manager');
      await story.do('worker', signed);
      await story.do('desk', word('In ten minutes; a second one is 80 yuan, one is free'));
      await story.do('duty-manager', decided('One free, the other at 80 as agreed'));
      const second = { description: 'A second pillow', costs: { minor: 8_000, currency: 'CNY' } };
      await story.do('desk', ['prepare-solutions', { options: [second] }], offered());
      expect(await story.refused('desk', ...accepted)).toBe('costs-not-agreed');
      await story.do('desk', ['accept-solution', { option: 'S1', costsAgreed: true }], carriedOut);
      const one = { wish: 'A second pillow for nothing', alternatives: [{ text: 'One free, or a blanket' }] };
      await story.do('desk', ['record-alternatives', one], settled('One pillow, free'));
      await story.do('worker', handedBack);
      await story.do('desk', outcome('One pillow, free'), called(5));
      expect(await story.stage()).toBe('closed');
    }),
  );

  it(
    'CLK-10 DIS-2 AUT-5 AUT-6 car-dealer: brakes fail after a repair; on within half an hour, the service manager, then the general manager',
    tells('car-dealer', '2026-11-02 09:00', async (story) => {
      await story.received({ description: 'The brakes failed the day after the repair.' }, 'worker');
      expect(await story.due('hand-over')).toBe('2026-11-02 09:30');
      await story.do('worker', acknowledged);
      await story.at('2026-11-02 09:40');
      expect(await story.missed()).toEqual(['hand-over']);
      const handing = {
        from: 'worker.car-dealer',
        to: 'desk.car-dealer',
        reason: 'The workshop took the call',
      };
      await story.do('worker', ['hand-over-complaint', handing]);
      await story.do('desk', classified('repair/repair-quality', 'major', 'accident'), sent);
      expect((await story.last('CaseDispatched'))['department']).toBe('service-desk');
      await story.do(
        'worker',
        signed,
        found('A line was not tightened'),
        handedBack,
        planned(['Repair and 4,000 yuan', money('money', 4000)]),
      );
      const line = concluded('skill', 'A line was not tightened');
      expect(await story.refused('department-manager', ...line)).toBe('not-authorised');
      await story.do('department-manager', goesUp('authority', 'An accident'));
      await story.do(
        'department-manager',
        decided('For the service manager'),
        goesUp('authority', 'An accident'),
      );
      await story.do('service-manager', decided('Repair at once'), line);
      expect(await story.refused('service-manager', ...offered())).toBe('approval-needed');
      expect(await story.refused('service-manager', ...approved)).toBe('not-authorised');
      await story.do('general-manager', approved);
      await story.do('service-manager', offered());
      await story.do('desk', accepted, carriedOut, delivered('Transfer 88'));
      await story.do('service-manager', settled('Repaired and paid'));
      await story.do('desk', outcome('Repaired and paid'));
      expect(await story.does('colleague', ...called(4))).toContain('CaseClosed');
    }),
  );

  it(
    'LIF-1 AUT-6 car-dealer: a scratch from the workshop is polished on the spot by the manager of the service desk',
    tells('car-dealer', '2026-11-03 10:00', async (story) => {
      await story.received({ channel: 'desk', description: 'A scratch on the door.' });
      const polished = atOnce(['repair/repair-quality', 'ordinary', 'quality-of-work'], 'Polished', {
        conclusion: conclusion('skill'),
      });
      expect(await story.refused('desk', ...polished)).toBe('not-authorised');
      await story.do('department-manager', polished);
    }),
  );

  it(
    'INT-5 CLK-5 SOL-1 SOL-4 call-centre: said back, a time promised and kept; the best way offered first, then the next; nothing is done before yes',
    tells('call-centre', '2026-11-02 10:00', async (story) => {
      await story.received({ description: 'My bill is 500, I expected 200.' });
      await story.does('desk', 'record-restatement', {
        restatement: 'Bill of 500 instead of 200',
        confirmed: true,
      });
      await story.do(
        'desk',
        acknowledged,
        classified('billing/bill', 'to-be-solved', 'cannot-answer'),
        promised(shanghai('2026-11-02 16:00'), 'What the 300 are'),
      );
      await story.at('2026-11-02 16:10');
      expect(await story.missed()).toEqual(['dispatch', 'promise']);
      await story.do('desk', sent);
      await story.do('worker', signed, found('A second package was booked twice'), handedBack);
      await story.do(
        'desk',
        [
          'report-progress',
          {
            method: 'phone',
            summary: 'A package was booked twice',
            nextPromise: shanghai('2026-11-02 18:00'),
          },
        ],
        planned(
          ['300 back', money('refund', 300)],
          ['350 back', money('refund', 350)],
          'Free package for half a year',
        ),
      );
      const twice = concluded('process-design', 'Booked twice');
      expect(await story.refused('desk', ...twice)).toBe('not-authorised');
      await story.do('team-leader', twice);
      expect(await story.does('desk', ...offered())).toEqual(['CompensationRequested']);
      await story.do('team-leader', ['authorise-offer', { request: 'R1' }]);
      await story.do('desk', offered(), rejected('S1', 'And my trouble?'));
      expect(await story.refused('desk', 'implement-solution', { option: 'S2' })).toBe('not-accepted');
      expect(await story.does('desk', ...offered())).toEqual(['CompensationRequested']);
      expect(await story.refused('team-leader', 'authorise-offer', { request: 'R2' })).toBe('not-authorised');
      await story.do(
        'team-leader',
        goesUp('authority', '350 are above the team'),
        goesUp('authority', '350 are above the team'),
      );
      await story.do('back-office', decided('Pay 350'), ['authorise-offer', { request: 'R2' }], offered());
      await story.do(
        'desk',
        ['accept-solution', { option: 'S2' }],
        carriedOut,
        delivered('Credit 7'),
        settled('350 back'),
        outcome('350 back'),
      );
      await story.does('desk', 'record-follow-up', { method: 'phone', reached: false });
      await story.at('2026-11-03 10:00');
      expect(await story.does('desk', ...called(5))).toContain('CaseClosed');
    }),
  );

  it(
    'CLS-7 AUT-1 LIF-1 call-centre: a caller from the press goes past the team; a small credit needs nobody',
    tells('call-centre', '2026-11-03 10:00', async (story) => {
      await story.received({
        description: 'I write for the evening paper. Why is the line dead?',
        flags: ['media'],
      });
      await story.do('desk', classified('product/fault', 'small', 'can-answer'));
      expect(await story.last('SeverityChanged')).toMatchObject({ to: 'to-be-solved' });
      expect(await story.does('desk', ...goesUp('sensitive', 'The press', 'back-office'))).toEqual([
        'EscalatedToManager',
      ]);
      await story.received({ description: 'I waited twenty minutes.' });
      await story.do(
        'desk',
        atOnce(['service/waiting', 'small', 'can-answer'], 'Credit', {
          remedy: money('voucher', 50),
          reference: 'C-1',
        }),
      );
    }),
  );

  it(
    'LIF-1 OUT-3 bank: the five steps; an account that was locked, looked into, explained, asked about a week later',
    tells('bank', '2026-11-02 09:00', async (story) => {
      await story.received({ channel: 'desk', description: 'My account is locked since Friday.' });
      expect(await story.due('first-reply')).toBe('2026-11-03 17:00');
      await story.do('desk', acknowledged, classified('accounts/account', 'ordinary', 'any'), sent);
      await story.do('worker', signed, found('The identity card had run out'), handedBack);
      const run = concluded('communication', 'Nobody was told');
      expect(await story.refused('worker', ...run)).toBe('not-authorised');
      await story.do('branch-manager', run);
      await story.do('worker', planned('Unlocked with the new card'));
      await story.at('2026-11-09 18:00');
      expect(await story.missed()).toEqual(['first-reply', 'resolve']);
      expect((await story.last('EscalatedToManager'))['to']).toBe('branch-manager');
      await story.do('branch-manager', decided('Unlock it today'), offered());
      await story.do('desk', accepted, carriedOut);
      await story.do('branch-manager', settled('Unlocked'));
      await story.do('desk', outcome('Unlocked'), called(1));
      expect((await story.last('EscalatedToManager'))['to']).toBe('head-office');
    }),
  );
});

const conclusion = (rootCause: string) => ({
  ...{ outcome: 'substantiated', responsibility: 'organisation', rootCause, explanation: 'Plain to see' },
});
