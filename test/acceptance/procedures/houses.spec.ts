import { expect, it } from 'vitest';
import type { Send } from '../api/sending.ts';
import {
  acknowledged, handedBack, signed, sent, accepted, carriedOut, closed, approved, classified, found,
  concluded, planned, offered, rejected, delivered, settled, outcome, called, goesUp, decided, money, shanghai, reviewed,
} from './phrases.ts'; // prettier-ignore
import { stories } from './story.ts';

stories('how hospitals and the keepers of houses handle complaints', (tells) => {
  it(
    'DIS-2 CLS-6 INT-7 hospital: a wrong infusion goes to medical affairs and, as a dispute, to the leadership; a court closes the way in',
    tells('hospital', '2026-11-02 21:00', async (story) => {
      await story.received({ channel: 'desk', description: 'The wrong bag was hung up.' });
      await story.do('desk', acknowledged, classified('medical/medication', 'dispute', 'harm'), sent);
      expect((await story.last('CaseDispatched'))['department']).toBe('medical-affairs');
      expect(await story.due('notify-manager')).toBe('2026-11-03 00:00');
      await story.at('2026-11-03 08:00');
      expect(await story.missed()).toEqual(['notify-manager', 'receipt']);
      await story.do('worker', signed, found('Name not compared'), handedBack);
      const bag = concluded('rule-broken', 'Three checks were not made');
      expect(await story.refused('department-head', ...bag)).toBe('not-authorised');
      await story.do('department-head', goesUp('authority', 'A dispute'));
      await story.do('department-head', decided('For the leadership'), goesUp('authority', 'A dispute'));
      await story.do('hospital-leadership', decided('Settle it'), bag);
      await story.do('worker', planned(['3,000 yuan and an apology', money('money', 3000)]));
      await story.do('hospital-leadership', offered('inPerson'));
      await story.do('desk', accepted, carriedOut, delivered('Transfer 3'));
      await story.do('hospital-leadership', settled('Paid'));
      await story.do('desk', outcome('Paid'));
      await story.do('hospital-leadership', closed);
      await story.received({
        channel: 'letter',
        description: 'The case is before the court of the district.',
      });
      const court = ['declare-inadmissible', { ground: 'in-court', method: 'letter' }] as const;
      expect(await story.refused('desk', ...court)).toBe('not-authorised');
      await story.do('department-head', [...court]);
    }),
  );

  it(
    'INT-1 INT-7 DIS-2 CON-4 hospital: turned away at the window, the complaint about that is one of its own; staff complain too',
    tells('hospital', '2026-11-04 09:00', async (story) => {
      await story.received({
        channel: 'internal',
        description: 'The oxygen valve on ward 3 leaks.',
        complainant: { kind: 'staff', name: 'A nurse' },
      });
      await story.do('desk', classified('surroundings/supplies', 'complaint', 'complaint'), sent);
      await story.received({ channel: 'phone', description: 'At window 4 nobody took my complaint.' });
      await story.do('desk', classified('conduct/refused', 'complaint', 'complaint'), sent);
      expect((await story.last('CaseDispatched'))['department']).toBe('general-office');
      // Whoever does not receive a complaint is complained about once.
      const window = { responsibility: 'person', responsiblePerson: 'colleague.hospital' };
      await story.do('department-head', concluded('duty-of-care', 'He was at lunch', window));
      const { lookedAtFor, ...record } = await story.conduct.record('colleague', 'hospital-leadership');
      expect(record).toMatchObject({ complaints: 1, entries: [{ violation: 'complaint-refused' }] });
      expect(lookedAtFor).toContain('Promotion');
    }),
  );

  it(
    'INT-7 OUT-1 CON-3 property-commercial: sent away by the service of the park; not the park judges that, but the operations centre',
    tells('property-commercial', '2026-11-02 10:00', async (story) => {
      await story.received({
        channel: 'phone',
        description: 'Twice I was told to ask somebody else.',
        complainant: { kind: 'business', name: 'Office 1801', phone: '+86 100 0000 0003' },
      });
      await story.do('desk', acknowledged, classified('service/ignored', 'ordinary', 'any'), sent);
      expect(await story.due('resolve')).toBe('2026-11-05 18:00');
      await story.at('2026-11-03 18:30');
      expect(await story.missed()).toEqual(['first-reply', 'receipt']);
      await story.do('worker', signed, handedBack);
      const head = { responsibility: 'person', responsiblePerson: 'park-head.property-commercial' };
      const away = concluded('attitude', 'Sent away twice', head);
      expect(await story.refused('park-head', ...away)).toBe('not-authorised');
      await story.do('park-head', goesUp('authority', 'About ourselves'));
      await story.do('park-head', decided('Not for us'), goesUp('authority', 'About ourselves'));
      await story.do('operations-centre-head', decided('I look at it'), away);
      await story.do('worker', planned('The window has one person for all'));
      await story.do('operations-centre-head', offered());
      await story.do('desk', accepted, carriedOut);
      await story.do('operations-centre-head', settled('One for all'));
      await story.do('desk', outcome('One person for all'));
      expect(await story.refused('operations-centre-head', ...closed)).toBe('closing-conditions-missing');
      expect(await story.refused('colleague', ...reviewed('All in order'))).toBe('not-of-the-body');
      await story.do('inspection-office', reviewed('Answered a day late; the way was kept'));
      await story.do('operations-centre-head', closed);
      // Ten points for sending somebody away; one more for what the office has seen, when somebody else has looked at it.
      expect((await story.conduct.record('park-head', 'operations-centre-head')).points).toBe(10);
      const seen: Send = [
        'report-violation',
        { violation: 'careless', on: '2026-11-02', account: 'Wrote down the wrong floor.' },
      ];
      expect(await story.conduct.does('park-head', 'colleague', ...seen)).toBe('not-authorised');
      expect(await story.conduct.does('park-head', 'inspection-office', ...seen)).toBe('done');
      const confirmed: Send = ['confirm-violation', { entry: 'E2', reason: 'Heard.' }];
      expect(await story.conduct.does('park-head', 'inspection-office', ...confirmed)).toBe('not-authorised');
      expect(await story.conduct.does('park-head', 'operations-centre-head', ...confirmed)).toBe('done');
      expect((await story.conduct.record('park-head', 'park-head')).points).toBe(11);
    }),
  );

  it(
    'CLK-3 CLK-4 CLK-8 DIS-1 AUT-6 IMP-2 residential-property: no water for a month; ten minutes, two days, an extension, major by itself, and an action before it is closed',
    tells('residential-property', '2026-11-02 09:00', async (story) => {
      await story.received({ description: 'The water is brown.' });
      await story.do(
        'desk',
        acknowledged,
        classified('facilities/water-and-electricity', 'minor', 'small-inconvenience'),
      );
      expect([
        await story.due('dispatch'),
        await story.due('resolve-minor'),
        await story.due('one-month'),
      ]).toEqual(['2026-11-02 09:10', '2026-11-04 09:00', '2026-12-02 09:00']);
      await story.do('desk', sent);
      await story.do('worker', signed);
      const longer = [
        'grant-extension',
        { clock: 'resolve-minor', to: shanghai('2026-11-06 09:00'), reason: 'The pipe is being made' },
      ] as const;
      expect(await story.refused('affairs-supervisor', ...longer)).toBe('not-authorised');
      await story.do('office-director', [...longer]);
      await story.at('2026-11-06 09:30');
      expect(await story.missed()).toEqual(['resolve-minor']);
      await story.at('2026-12-02 09:30');
      expect(await story.last('SeverityChanged')).toMatchObject({ to: 'major', cause: 'oneMonth' });
      await story.do('worker', found('Rust in the riser'), handedBack, planned('A new riser'));
      const riser = concluded('facility', 'Rust');
      expect(await story.refused('office-director', ...riser)).toBe('not-authorised');
      await story.do('desk', goesUp('unresolved', 'A month', 'general-manager'));
      await story.do('general-manager', decided('A new riser'), riser, approved, offered());
      await story.do('desk', accepted, carriedOut);
      await story.do('general-manager', settled('A new riser'));
      expect(await story.due('notify-outcome')).toBe('2026-12-03 00:00');
      await story.do('desk', outcome('A new riser'));
      expect(await story.refused('worker', ...called(5))).toBe('handler-cannot-follow-up');
      await story.improves('general-manager');
      expect(await story.does('colleague', ...called(5))).toContain('CaseClosed');
    }),
  );

  it(
    'INT-8 CLK-10 shopping-centre-operations: a tenant gave up in the queue; called back within three hours, or it is missed',
    tells('shopping-centre-operations', '2026-11-05 10:00', async (story) => {
      await story.gaveUp({ phone: '+86 100 0000 0009', waitedSeconds: 240 });
      expect(await story.due('callback')).toBe('2026-11-05 13:00');
      await story.does('desk', 'record-callback', { reached: false });
      await story.at('2026-11-05 13:05');
      expect(await story.missed()).toEqual(['callback']);
      await story.does('desk', 'record-callback', { reached: true });
      const complaint = {
        ...{ procedure: { id: story.procedure.id, version: 1 }, contactKind: 'complaint', channel: 'phone' },
        ...{ complainant: { kind: 'business', name: 'Tea House', phone: '+86 100 0000 0009' } },
        description: 'The entrance of unit 9 is blocked by pallets.',
      };
      expect(await story.does('desk', 'log-complaint', complaint)).toContain('ComplaintLogged');
      await story.do('desk', classified('trading/access', 'ordinary', 'any'), sent);
      expect(await story.due('trading')).toBe('2026-11-05 14:05');
    }),
  );

  it(
    'ACC-5 AUT-5 SOL-4 hotel: a call put through wrongly; heard, written down, shown upwards, answered: 12 % off the bill, and a fruit plate that the duty manager may give',
    tells('hotel', '2026-11-02 08:00', async (story) => {
      await story.received({
        channel: 'desk',
        description: 'A call of my wife was put through to a stranger’s room.',
      });
      await story.do('desk', acknowledged, classified('front-office/telephone', 'serious', 'harm'));
      await story.do('desk', [
        'record-amounts',
        { bill: { minor: 41_600, currency: 'CNY' }, source: 'Bill 118' },
      ]);
      await story.do(
        'worker',
        found('Room 3115 was let again at nine'),
        planned(['12 % off and a letter', { kind: 'discount', percent: 12, of: 'bill' }]),
      );
      const room = concluded('process-design', 'Guests who left are not struck off');
      expect(await story.refused('duty-manager', ...room)).toBe('not-authorised');
      await story.do('department-manager', room);
      expect(await story.refused('department-manager', ...offered('inPerson'))).toBe('approval-needed');
      await story.do('department-manager', approved, offered('inPerson'));
      expect(await story.last('SolutionOffered')).toMatchObject({ promise: { worth: { minor: 4_992 } } });
      const fruit = { remedy: { ...money('gift', 60), goods: 'A fruit plate' }, reason: 'For the waiting' };
      expect(await story.does('desk', 'grant-compensation', fruit)).toEqual(['CompensationRequested']);
      await story.do(
        'duty-manager',
        ['grant-compensation', { ...fruit, request: 'R1' }],
        delivered('Kitchen 3'),
      );
      await story.at('2026-11-02 10:00');
      expect(await story.missed()).toEqual(['dispatch']);
      await story.do(
        'desk',
        rejected('S1', 'I want to hear it from the hotel'),
        goesUp('complainantInsists', 'He insists'),
        goesUp('complainantInsists', 'He insists'),
        goesUp('complainantInsists', 'He insists'),
      );
      await story.do('hotel-management', decided('I call his wife myself'), settled('Called and explained'));
      await story.do('desk', outcome('Called and explained'));
      await story.do('colleague', called(4));
      expect(await story.stage()).toBe('closed');
    }),
  );
});
