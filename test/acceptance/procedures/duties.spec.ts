import { expect, it } from 'vitest';
import { loadProcedures } from '#procedures';
import type { Send } from '../api/sending.ts';
import { stories, type Tell } from './story.ts';

const done = (more: object = {}): Send => ['complete-duty', { account: 'Done, and filed.', ...more }];
const excused: Send = ['excuse-duty', { reason: 'The house was closed.' }];
const met = (procedure: string, ...who: readonly string[]): Send =>
  done({ participants: who.map((each) => `${each}.${procedure}`) });

// One after the other in time: nothing is adopted for a day that is over.
stories('what houses owe again and again', (tellsStory) => {
  const told = new Set<string>();
  const tells: Tell = (procedure, ...story) => (told.add(procedure), tellsStory(procedure, ...story));

  it(
    "REP-7 INT-12 supermarket: the day's sheet before the house closes, the boxes before noon; a box that nobody opened is missed",
    tells('supermarket', '2026-11-02 12:00', async (story) => {
      await story.duties.adopt();
      await story.at('2026-11-03 09:00');
      expect(await story.duties.turn('daily-summary')).toEqual({ due: '2026-11-03 22:00', is: 'open' });
      expect(await story.duties.sees('customer-service-manager', 'daily-summary', ...done())).toBe('done');
      await story.at('2026-11-03 12:30');
      expect(await story.duties.turn('box-opening')).toEqual({
        ...{ due: '2026-11-03 12:00', is: 'open', missedBy: ['worker'] },
      });
      expect(await story.duties.sees('worker', 'box-opening', ...done({ found: 2 }))).toBe('done');
    }),
  );

  it(
    'REP-5 REP-6 supermarket-authority: the log is gone through every day, case by case; the store manager checks what was drawn',
    tells('supermarket-authority', '2026-11-08 12:00', async (story) => {
      await story.duties.adopt();
      await story.at('2026-11-09 09:00');
      await story.received({ channel: 'desk', description: 'The till was slow.', site: 'riverside' });
      const seen: Send = ['review-logged-case', { case: story.caseId }];
      expect(await story.duties.turn('daily-review')).toEqual({ due: '2026-11-09 22:00', is: 'open' });
      expect(await story.duties.sees('store-manager', 'daily-review', ...seen)).toBe('not-authorised');
      expect(await story.duties.sees('customer-service-manager', 'daily-review', ...seen)).toBe('done');
      expect(await story.duties.sees('customer-service-manager', 'daily-review', ...done())).toBe('done');
      expect(await story.duties.turn('spot-check')).toEqual({ due: '2026-11-15 22:00', is: 'open' });
      expect(await story.duties.sees('customer-service-manager', 'spot-check', ...done())).toBe(
        'not-authorised',
      );
      // Nothing had been settled in the week before.
      expect(await story.duties.sees('store-manager', 'spot-check', ...done())).toBe('done');
      await story.at('2026-11-11 09:00');
      expect(await story.duties.turn('daily-review')).toMatchObject({ due: '2026-11-11 22:00' });
    }),
  );

  it(
    'REP-7 IMP-4 property-commercial: the list of the week goes to the head of the park until Friday, the operations centre meets',
    tells('property-commercial', '2026-11-15 12:00', async (story) => {
      await story.duties.adopt();
      await story.at('2026-11-16 10:00');
      expect(await story.duties.turn('weekly-list')).toEqual({ due: '2026-11-20 18:00', is: 'open' });
      expect(await story.duties.sees('worker', 'weekly-list', ...done())).toBe('done');
      await story.at('2026-11-21 09:00');
      expect(await story.duties.turn('weekly-list')).toMatchObject({ is: 'done' });
      expect(await story.duties.turn('weekly-meeting')).toEqual({
        ...{ due: '2026-11-20 18:00', is: 'open', missedBy: ['operations-centre-head'] },
      });
      expect(await story.duties.sees('park-head', 'weekly-meeting', ...excused)).toBe('not-authorised');
    }),
  );

  it(
    'REP-3 bank: the branch manager sums the month up within ten working days; nobody else does, and what was missed is excused from above',
    tells('bank', '2026-11-30 12:00', async (story) => {
      await story.duties.adopt();
      await story.at('2026-12-01 09:00');
      expect(await story.duties.turn('monthly-summary')).toEqual({ due: '2026-12-15 17:00', is: 'open' });
      expect(await story.duties.sees('desk', 'monthly-summary', ...done())).toBe('not-authorised');
      await story.at('2026-12-15 17:30');
      const missed = { due: '2026-12-15 17:00', missedBy: ['branch-manager'] };
      expect(await story.duties.turn('monthly-summary')).toEqual({ ...missed, is: 'open' });
      expect(await story.duties.sees('branch-manager', 'monthly-summary', ...excused)).toBe('same-person');
      expect(await story.duties.sees('head-office', 'monthly-summary', ...excused)).toBe('done');
      expect(await story.duties.turn('monthly-summary')).toEqual({ ...missed, is: 'excused' });
    }),
  );

  it(
    'INT-12 IMP-4 REP-4 hospital: boxes are opened every week and the papers counted, complaints are talked over by at least two, the year is counted in January',
    tells('hospital', '2026-12-31 12:00', async (story) => {
      await story.duties.adopt();
      await story.at('2027-01-04 09:00');
      expect(await story.duties.turn('box-opening')).toEqual({ due: '2027-01-05 00:00', is: 'open' });
      expect(await story.duties.sees('worker', 'box-opening', ...done())).toBe('papers-not-counted');
      expect(await story.duties.sees('worker', 'box-opening', ...done({ found: 0 }))).toBe('done');
      expect(await story.duties.turn('analysis-meeting')).toEqual({ due: '2027-01-30 00:00', is: 'open' });
      const alone = met('hospital', 'department-head');
      expect(await story.duties.sees('department-head', 'analysis-meeting', ...alone)).toBe('nobody-met');
      const together = met('hospital', 'department-head', 'worker');
      expect(await story.duties.sees('department-head', 'analysis-meeting', ...together)).toBe('done');
      await story.at('2027-02-01 09:00');
      expect(await story.duties.turn('annual-statistics')).toEqual({
        ...{ due: '2027-01-31 00:00', is: 'open', missedBy: ['worker'] },
      });
    }),
  );

  it(
    'REP-3 residential-property: the affairs supervisor accounts for the month before its 30th day, and does not excuse themselves',
    tells('residential-property', '2027-02-28 12:00', async (story) => {
      await story.duties.adopt();
      await story.at('2027-03-01 09:00');
      expect(await story.duties.turn('monthly-statistics')).toEqual({ due: '2027-03-30 00:00', is: 'open' });
      expect(await story.duties.sees('affairs-supervisor', 'monthly-statistics', ...excused)).toBe(
        'same-person',
      );
      expect(await story.duties.sees('affairs-supervisor', 'monthly-statistics', ...done())).toBe('done');
    }),
  );

  it(
    'REP-3 car-dealer: customer service analyses the follow-ups of the month; the manager of a department may not',
    tells('car-dealer', '2027-03-31 12:00', async (story) => {
      await story.duties.adopt();
      await story.at('2027-04-01 09:00');
      expect(await story.duties.turn('monthly-analysis')).toEqual({ due: '2027-05-01 00:00', is: 'open' });
      expect(await story.duties.sees('department-manager', 'monthly-analysis', ...done())).toBe(
        'not-authorised',
      );
      expect(await story.duties.sees('worker', 'monthly-analysis', ...done())).toBe('done');
      expect(await story.duties.turn('monthly-analysis')).toMatchObject({ is: 'done' });
    }),
  );

  it(
    'REP-3 mall-desk: the desk reports to the store manager every month, who may excuse it, and not the supervisor of a floor',
    tells('mall-desk', '2027-04-30 12:00', async (story) => {
      await story.duties.adopt();
      await story.at('2027-05-01 09:00');
      expect(await story.duties.turn('monthly-report')).toEqual({ due: '2027-06-01 00:00', is: 'open' });
      expect(await story.duties.sees('floor-supervisor', 'monthly-report', ...excused)).toBe(
        'not-authorised',
      );
      expect(await story.duties.sees('store-manager', 'monthly-report', ...excused)).toBe('done');
    }),
  );

  it(
    'IMP-3 shopping-centre-operations: lessons of the case library are taught every month, to somebody',
    tells('shopping-centre-operations', '2027-05-31 12:00', async (story) => {
      await story.duties.adopt();
      await story.at('2027-06-01 09:00');
      expect(await story.duties.turn('training')).toEqual({ due: '2027-06-30 00:00', is: 'open' });
      const taught = met('shopping-centre-operations', 'operations-supervisor', 'desk', 'colleague');
      expect(await story.duties.sees('desk', 'training', ...taught)).toBe('not-authorised');
      expect(await story.duties.sees('operations-supervisor', 'training', ...taught)).toBe('done');
    }),
  );

  it(
    'IMP-4 shopping-centre: kinds of complaints are learnt from every month; who let it slip is on record',
    tells('shopping-centre', '2027-06-30 12:00', async (story) => {
      await story.duties.adopt();
      await story.at('2027-07-30 09:00');
      expect(await story.duties.turn('learning')).toEqual({
        ...{ due: '2027-07-30 00:00', is: 'open', missedBy: ['department-head'] },
      });
      const late = met('shopping-centre', 'department-head', 'worker');
      expect(await story.duties.sees('department-head', 'learning', ...late)).toBe('done');
      expect(await story.duties.turn('learning')).toMatchObject({
        is: 'done',
        missedBy: ['department-head'],
      });
    }),
  );

  it('REP-3 REP-7 every shipped procedure that asks for something again and again is told here', () => {
    const owing = loadProcedures()
      .list()
      .filter(({ duties }) => duties.length > 0);
    expect([...told].toSorted()).toEqual(owing.map(({ id }) => id));
  });
});
