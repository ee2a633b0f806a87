import { describe, expect, it } from 'vitest';
import { storyAt } from '../../testing/stages.ts';
import { clockOf, clocksOf, runningClocks, schedulerRuns } from '../../testing/clocks.ts';
import { plainComplaint, RECEIVER, residentialProperty, story } from '../../testing/story.ts';

const { id, version } = residentialProperty;
const missedCall = { procedure: { id, version }, channel: 'phone', phone: '13800000000' } as const;

describe('callbacks', () => {
  it('INT-8 owes a callback within three hours to somebody who left the queue', () => {
    const told = story().do('RecordAbandonedContact', missedCall);
    expect(told.state).toMatchObject({ stage: 'awaitingCallback' });
    expect(told.last('DeadlineSet')).toMatchObject([
      { clock: 'callback:C1', startedAt: '2026-09-01T01:00:00.000Z', dueAt: '2026-09-01T04:00:00.000Z' },
    ]);
  });

  it('INT-8 keeps the callback clock with the callback', () => {
    const told = story().do('RecordAbandonedContact', missedCall);
    told.at('2026-09-01T11:59:00+08:00').do('RecordCallback', { reached: true });
    expect(told.last('DeadlineMet')).toEqual([{ clock: 'callback:C1', kind: 'callback', late: false }]);
    const atOnce = story().do('RecordAbandonedContact', missedCall).do('RecordCallback', { reached: true });
    expect(atOnce.last('DeadlineMet')).toHaveLength(1);
  });

  it('INT-8 records a callback that came too late as a breach of the one who received', () => {
    const told = story().do('RecordAbandonedContact', missedCall);
    told.at('2026-09-01T12:00:00.001+08:00').do('RecordCallback', { reached: true });
    expect(told.last('DeadlineBreached')).toMatchObject([
      { clock: 'callback:C1', responsible: { role: 'receiver' } },
    ]);
    expect(told.last('DeadlineMet')).toMatchObject([{ late: true }]);
  });

  it('INT-8 does not let somebody who gives up twice wait longer', () => {
    const told = story().do('RecordAbandonedContact', missedCall);
    told.at('2026-09-01T10:30:00+08:00').do('RecordAbandonedContact', missedCall);
    expect(told.lastTypes).toEqual(['ContactAbandoned']);
    told.at('2026-09-01T11:00:00+08:00').do('RecordCallback', { reached: true });
    told.at('2026-09-01T11:10:00+08:00').do('RecordAbandonedContact', missedCall);
    expect(told.last('DeadlineSet')).toMatchObject([
      { clock: 'callback:C2', dueAt: '2026-09-01T06:10:00.000Z' },
    ]);
  });

  it('INT-8 keeps on owing the callback while it reaches nobody, and counts the attempts', () => {
    const told = story().do('RecordAbandonedContact', missedCall);
    told.at('2026-09-01T10:00:00+08:00').do('RecordCallback', { reached: false });
    expect(told.lastTypes).toEqual(['CallbackMade']);
    told.at('2026-09-01T11:00:00+08:00').do('RecordCallback', { reached: false });
    expect(clocksOf(told)).toMatchObject([{ clock: 'callback:C1', status: 'running' }]);
    expect(told.state).toMatchObject({
      contact: { tried: ['2026-09-01T02:00:00.000Z', '2026-09-01T03:00:00.000Z'] },
    });
    schedulerRuns(told, '2026-09-01T12:00:00+08:00').by(RECEIVER);
    expect(clocksOf(told)).toMatchObject([{ status: 'running', breached: true }]);
    told.at('2026-09-01T12:30:00+08:00').do('RecordCallback', { reached: true });
    expect(told.last('DeadlineMet')).toMatchObject([{ clock: 'callback:C1', late: true }]);
  });

  it('INT-8 goes on as the same case once the complaint is logged', () => {
    const told = story().do('RecordAbandonedContact', missedCall);
    told.at('2026-09-01T09:30:00+08:00').do('RecordCallback', { reached: true }).opened();
    expect(told.record).toMatchObject({ stage: 'received', receivedAt: '2026-09-01T01:30:00.000Z' });
    expect(told.record.clocks.clocks.map(({ clock, status }) => [clock, status])).toEqual([
      ['callback:C1', 'met'],
      ['contact-result:C1', 'met'],
      ['acknowledge', 'running'],
      ['classify', 'running'],
      ['one-month', 'running'],
    ]);
  });

  it('INT-8 watches what comes of a contact that was reached: a complaint, or an end', () => {
    const reached = () => storyAt('awaitingCallback').do('RecordCallback', { reached: true });
    const told = schedulerRuns(reached(), '2026-09-03T09:00:00+08:00').by(RECEIVER);
    const result = { clock: 'contact-result:C1', subject: { kind: 'callback', id: 'C1' } } as const;
    expect(clocksOf(told)).toMatchObject([
      { status: 'met' },
      { ...result, status: 'running', breached: true },
    ]);
    told.do('EndContact', { reason: 'Had only a question' });
    expect(clocksOf(told)).toMatchObject([{ status: 'met' }, { ...result, status: 'met' }]);
    expect(clockOf(reached().opened(), 'contact-result:C1').status).toBe('met');
  });

  it('INT-8 does not wait any longer for what comes of a contact that was abandoned again, or logged for long', () => {
    const told = storyAt('awaitingCallback').do('RecordCallback', { reached: true });
    told.do('RecordAbandonedContact', missedCall);
    expect(clockOf(told, 'contact-result:C1')).toMatchObject({ cancelledFor: 'replaced' });
    expect(clockOf(told, 'callback:C2').status).toBe('running');
    const logged = storyAt('dispatched').do('RecordAbandonedContact', missedCall);
    logged.do('RecordCallback', { reached: true });
    expect(runningClocks(logged).filter((clock) => clock.startsWith('contact-result'))).toEqual([]);
  });

  it('INT-8 watches a callback on a running case as well', () => {
    const told = storyAt('dispatched').do('RecordAbandonedContact', missedCall);
    expect(told.last('DeadlineSet')).toMatchObject([{ clock: 'callback:C1' }]);
  });

  it('INT-8 does not note a missed contact where no callback would be watched', () => {
    storyAt('closed').do('RecordAbandonedContact', missedCall).refused('wrong-stage', 'INT-8');
  });

  it('INT-8 refuses a callback that nobody waits for, or that came before the contact', () => {
    story().do('RecordCallback', { reached: true }).refused('no-abandoned-contact', 'INT-8');
    story().opened().do('RecordCallback', { reached: true }).refused('no-abandoned-contact', 'INT-8');
    story()
      .do('RecordAbandonedContact', missedCall)
      .at('2026-09-01T09:30:00+08:00')
      .do('RecordCallback', { reached: true }, { happenedAt: '2026-09-01T08:59:00+08:00' })
      .refused('before-abandoned', 'LIF-5');
  });

  it('D13 refuses to log the complaint under another procedure than the missed call', () => {
    const complaint = { ...plainComplaint(residentialProperty), procedure: { id, version: version + 1 } };
    storyAt('awaitingCallback').do('LogComplaint', complaint).refused('other-procedure', 'D13');
  });
});
