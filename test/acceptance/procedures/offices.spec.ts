import { expect, it } from 'vitest';
import {
  acknowledged, handedBack, signed, sent, accepted, carriedOut, closed, approved, classified, found,
  concluded, planned, offered, rejected, delivered, settled, outcome, called, word, goesUp, decided, atOnce,
  money, shanghai, demands, answered, reviewed,
} from './phrases.ts'; // prettier-ignore
import { stories } from './story.ts';

stories('how offices handle complaints', (tells) => {
  it(
    'LIF-1 INV-1 service-centre: solved by preliminary handling, or else looked into and explained',
    tells('service-centre', '2026-11-02 09:00', async (story) => {
      await story.received({ channel: 'phone', description: 'The form was lost.' });
      await story.do(
        'desk',
        atOnce(['handling/error', 'simple', 'way-out-known'], 'Found and sent on'),
        outcome('Found'),
      );
      await story.received({ channel: 'letter', description: 'My neighbour was served before me, twice.' });
      await story.do('desk', acknowledged, classified('handling/unfair', 'difficult', 'not-solved'));
      expect([await story.due('first-reply'), await story.due('resolve')]).toEqual([
        '2026-11-03 18:00',
        '2026-11-11 18:00',
      ]);
      await story.at('2026-11-11 18:30');
      expect(await story.missed()).toEqual(['first-reply', 'resolve']);
      await story.do('worker', found('The numbers were called in the wrong order'));
      const order = concluded('process-design', 'Two rows, one list');
      expect(await story.refused('worker', ...order)).toBe('level-asked');
      await story.do('centre-manager', decided('One row from now on'));
      expect(await story.refused('worker', ...offered())).toBe('no-option-left');
      await story.do('centre-manager', order, planned('One row, an apology'), offered('letter'));
      await story.do('desk', accepted, carriedOut);
      await story.do('centre-manager', settled('One row'));
      await story.do('desk', outcome('One row', { method: 'letter', written: true }));
      expect(await story.refused('centre-manager', ...closed)).toBe('closing-conditions-missing');
      await story.do('desk', ['issue-final-response', { method: 'letter', letter: 'There is one row now.' }]);
      await story.do('centre-manager', closed);
    }),
  );

  it(
    'CLS-1 CLK-10 SOL-2 public-body: an account out of order on the fast track, 24 hours; a plan with steps, tracked',
    tells('public-body', '2026-11-02 09:30', async (story) => {
      await story.received({ channel: 'onlineForm', description: 'My account cannot be used.' });
      await story.do('desk', acknowledged, classified('service/delay', 'urgent', 'account'), sent);
      expect([await story.due('fast-track'), await story.due('resolve')]).toEqual([
        '2026-11-03 09:30',
        undefined,
      ]);
      await story.do('worker', signed);
      const steps = [
        { task: 'Unlock', owner: 'worker.public-body', dueAt: shanghai('2026-11-02 12:00') },
        { task: 'Ask whether it works', owner: 'desk.public-body', dueAt: shanghai('2026-11-03 09:00') },
      ];
      await story.do('worker', ['set-response-plan', { steps }]);
      await story.at('2026-11-02 12:30');
      expect(await story.missed()).toEqual(['step']);
      await story.do(
        'worker',
        ['complete-plan-step', { step: 'T1' }],
        found('Locked by mistake'),
        handedBack,
        planned('Unlocked'),
      );
      const mistake = concluded('process-design', 'Locked by mistake');
      expect(await story.refused('worker', ...mistake)).toBe('not-authorised');
      await story.do('section-head', mistake, offered());
      await story.do('desk', accepted, carriedOut, ['complete-plan-step', { step: 'T2' }]);
      await story.do('section-head', settled('Unlocked'));
      await story.do('desk', outcome('Unlocked'), called(5));
      expect(await story.stage()).toBe('closed');
      expect(await story.missed()).toEqual(['step']);
    }),
  );

  it(
    'AUT-1 AUT-5 CLS-1 public-body: a company’s contract; who complains makes a difference, the law is looked at, the team takes over',
    tells('public-body', '2026-11-03 10:00', async (story) => {
      await story.received({
        channel: 'email',
        description: 'The city has cancelled our contract.',
        complainant: { kind: 'business', name: 'Lamp Works', email: 'office@lampworks.example' },
      });
      await story.do('desk', acknowledged, classified('contract/contract', 'normal', 'normal'), sent);
      expect([await story.due('resolve'), await story.due('resolve-organisations')]).toEqual([
        undefined,
        '2026-12-01 18:00',
      ]);
      await story.do(
        'worker',
        signed,
        found('Cancelled a month early'),
        handedBack,
        planned('Contract goes on for a month'),
      );
      await story.do('section-head', concluded('rule-broken', 'A month early'));
      expect(await story.refused('section-head', ...offered())).toBe('review-needed');
      expect(await story.refused('escalation-team', ...reviewed('Fine'))).toBe('not-of-the-body');
      expect(await story.refused('compliance-review', ...offered())).toBe('body-may-not');
      await story.do('compliance-review', reviewed('The contract allows it'));
      await story.do('section-head', offered('letter'));
      await story.do(
        'desk',
        rejected('S1', 'A month is nothing'),
        goesUp('unresolved', 'The company goes on'),
      );
      await story.do('section-head', decided('For the team'), goesUp('unresolved', 'The company goes on'));
      expect(await story.refused('section-head', ...settled('Done'))).toBe('level-asked');
      await story.do('escalation-team', decided('A month, and the court is open to you'), settled('A month'));
      await story.do(
        'desk',
        outcome('A month; the court is open to you', { method: 'letter', written: true }),
      );
    }),
  );

  it(
    'AUT-5 INT-6 OUT-3 company-hotline: a mail is answered, the head plans, senior management approves, then the customer hears',
    tells('company-hotline', '2026-11-02 09:00', async (story) => {
      await story.received({ channel: 'email', description: 'The lid of the pot broke.' });
      expect([await story.due('mailbox'), await story.due('acknowledge')]).toEqual([
        '2026-11-03 18:00',
        undefined,
      ]);
      await story.at('2026-11-04 09:00');
      expect(await story.missed()).toEqual(['mailbox']);
      await story.do(
        'desk',
        ['send-acknowledgement', { method: 'email' }],
        classified('product/defect', 'ordinary', 'any'),
        sent,
      );
      await story.do('worker', signed, handedBack);
      await story.do(
        'department-head',
        concluded('product-defect', 'A batch of glass'),
        planned(['A new lid', money('replacement', 60)]),
      );
      expect(await story.refused('department-head', ...offered('email'))).toBe('approval-needed');
      expect(await story.refused('department-head', ...approved)).toBe('not-authorised');
      await story.do('senior-management', ['send-back-plan', { instruction: 'Add an apology' }]);
      await story.do('department-head', planned(['A new lid and an apology', money('replacement', 60)]));
      await story.do('senior-management', approved);
      await story.do('department-head', ['offer-solution', { option: 'S2', method: 'email' }]);
      await story.do('desk', ['accept-solution', { option: 'S2' }], carriedOut, delivered('Parcel 5'));
      await story.do('department-head', settled('New lid'));
      await story.do(
        'desk',
        outcome('A new lid, and we are sorry', { method: 'email', written: true }),
        called(2),
      );
      expect(await story.last('EscalatedToManager')).toMatchObject({
        to: 'department-head',
        reason: 'unsatisfied',
      });
    }),
  );

  it(
    'CLS-7 CLK-5 INV-1 company-guideline: what hurts the name of the company comes first; evidence, progress, and the result with how it came about',
    tells('company-guideline', '2026-11-02 09:00', async (story) => {
      await story.received({
        channel: 'socialMedia',
        description: 'A video shows the machine on fire.',
        flags: ['media'],
      });
      await story.do('desk', acknowledged, classified('product/product', 'ordinary', 'usual'));
      expect(await story.last('SeverityChanged')).toMatchObject({ to: 'first' });
      expect([await story.due('notify-manager'), await story.due('progress')]).toEqual([
        '2026-11-02 11:00',
        '2026-11-03 18:00',
      ]);
      await story.do('desk', sent, [
        'notify-manager',
        { level: 'management', manager: 'management.company-guideline', method: 'phone' },
      ]);
      await story.at('2026-11-03 18:30');
      expect(await story.missed()).toEqual(['progress', 'receipt']);
      const cable = concluded('product-defect', 'A pinched cable');
      expect(await story.refused('department-head', ...cable)).toBe('not-authorised');
      await story.do('worker', signed, word('The machine is with us'));
      expect(await story.refused('management', ...settled('Too early'))).toBe('no-finding');
      await story.do(
        'worker',
        found('Cable pinched in assembly'),
        handedBack,
        planned(['A new machine', money('replacement', 2800)], 'Money back'),
      );
      await story.do('department-head', goesUp('sensitive', 'It is in the news'));
      await story.do('department-head', decided('For management'), goesUp('sensitive', 'It is in the news'));
      await story.do('management', decided('A new machine and the line is changed'), cable, offered());
      await story.do('desk', accepted, carriedOut, delivered('Parcel 9'));
      await story.do('management', settled('New machine; the line is changed'));
      await story.do(
        'desk',
        outcome('Cable pinched in assembly; new machine; the line is changed'),
        called(5),
      );
      expect(await story.stage()).toBe('closed');
    }),
  );

  it(
    'CLS-2 CLS-10 IMP-5 requests-guide: a complaint, a problem and a suggestion go three ways, and each demand hears yes or no and why',
    tells('requests-guide', '2026-11-02 09:00', async (story) => {
      await story.received({
        contactKind: 'suggestion',
        channel: 'onlineForm',
        description: 'Show the waiting time.',
      });
      await story.do('desk', classified('suggestion/improvement', 'secondary', 'can-wait'));
      expect([await story.due('suggestion'), await story.due('complaint')]).toEqual([
        '2026-11-16 18:00',
        undefined,
      ]);
      await story.do('desk', demands('Show it at the entrance', 'And on the telephone'));
      await story.do(
        'desk',
        answered('N1', 'adopted', 'From December'),
        answered('N2', 'declined', 'The exchange cannot'),
      );
      await story.do('desk', planned('Adopted: it is shown from December'), offered('email'));
      await story.received({ contactKind: 'request', description: 'I cannot log in.' });
      await story.do('desk', classified('problem/use', 'primary', 'pressing'));
      expect(await story.due('problem')).toBe('2026-11-02 13:00');
      await story.at('2026-11-02 13:30');
      expect(await story.missed()).toEqual(['acknowledge', 'problem']);
      await story.received({ description: 'Nobody called back.' });
      await story.do('desk', acknowledged, classified('complaint/service', 'secondary', 'can-wait'));
      expect(await story.due('complaint')).toBe('2026-11-05 18:00');
      const forgotten = concluded('process-design', 'No list of calls');
      expect(await story.refused('desk', ...forgotten)).toBe('not-authorised');
      await story.do('desk', goesUp('authority', 'A complaint'));
      await story.do('team-manager', decided('A list from now on'), forgotten);
      await story.do('desk', planned('An apology and a list'), offered(), accepted, carriedOut);
      expect(await story.refused('desk', ...settled('A list'))).toBe('no-demands');
      await story.do('desk', demands('Call back when you say so', 'An apology'));
      await story.do('desk', settled('A list'), outcome('A list'));
      expect(await story.refused('desk', ...closed)).toBe('closing-conditions-missing');
      const list = answered('N1', 'adopted', 'Every call is on a list now');
      await story.do('desk', list, answered('N2', 'adopted', 'Here it is'), called(4));
      expect(await story.stage()).toBe('closed');
    }),
  );
});
