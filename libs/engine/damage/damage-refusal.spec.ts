import { describe, expect, it } from 'vitest';
import {
  AppendTooLarge,
  DAMAGE_FINDINGS,
  EventStoreUnavailable,
  revision,
  StreamFault,
  streamName,
  type DamageFinding,
  type EventId,
  type Position,
} from '#event-sourcing';
import { faultRefusal } from './damage-refusal.ts';

const stream = streamName('case', '7F3K-9M2Q-X4TB');
const at = { revision: revision(3), position: '17' as Position };
const found = { ...at, eventId: 'e-1' as EventId, type: 'Theirs' };

/** Who is asked to mend it. */
const BY: Readonly<Record<DamageFinding, RegExp>> = {
  deleted: /^Restore the event store from a backup/,
  'missing-events': /^Restore the event store from a backup/,
  'foreign-event': /^An administrator sets the event aside .*redress events set-aside/,
  'unreadable-event': /backup, or let an administrator set the event aside/,
  'key-missing': /^Restore keys\/subjects\.json of the data folder/,
  'access-denied': /^An administrator of the event store gives this service the right/,
  'not-read-back': /^An administrator of the event store looks for what deletes or cuts/,
};

describe('D15 what a single stream is at fault for', () => {
  it.each(DAMAGE_FINDINGS)('%s: names the case, the place, and who can mend it', (finding) => {
    const refusal = faultRefusal(new StreamFault({ stream, finding, ...at }));
    expect(refusal).toMatchObject({
      ...{ code: 'case-history-damaged', rule: 'D15', remedy: expect.stringMatching(BY[finding]) },
      details: { stream, finding, revision: '3', position: '17' },
    });
    expect(refusal?.message).toContain(`${stream} `);
    expect(refusal?.message).toContain('(revision 3, position 17)');
  });

  it('names the type of what can be set aside, and of nothing else', () => {
    for (const finding of DAMAGE_FINDINGS) {
      const { details } = faultRefusal(new StreamFault({ stream, finding, ...found })) ?? {};
      const mendable = finding === 'foreign-event' || finding === 'unreadable-event';
      expect(details).toEqual({
        ...{ stream, finding, revision: '3', position: '17' },
        ...(mendable && { type: 'Theirs' }),
      });
    }
  });

  it('is called by the kind of its stream', () => {
    const fault = new StreamFault({ stream: streamName('organisation', 'main'), finding: 'deleted' });
    expect(faultRefusal(fault)?.code).toBe('organisation-history-damaged');
  });

  it('is never an outage, and an outage is no fault of a stream', () => {
    expect(faultRefusal(new EventStoreUnavailable('away'))).toBeUndefined();
    expect(faultRefusal(new AppendTooLarge('too large'))).toMatchObject({ code: 'too-large-to-record' });
    expect(new StreamFault({ stream, finding: 'deleted' })).not.toBeInstanceOf(EventStoreUnavailable);
  });
});
