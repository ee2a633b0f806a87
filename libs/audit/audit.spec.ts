import { describe, expect, it } from 'vitest';
import {
  commandId,
  createCodec,
  eventId,
  instant,
  isRefusal,
  LONGEST_WITH_PERSON,
  readFields,
  revision,
  stampMetadata,
  streamName,
  type Position,
  type RecordedEvent,
} from '#event-sourcing';
import { readingsProjection } from './readings/readings.projection.ts';
import { auditDecider } from './record/audit.decider.ts';
import { auditEventContracts, auditId, auditStreamOf } from './record/codec.ts';
import { recordParkedDecision } from './record/commands/record-parked-decision.ts';
import type { AuditCommand } from './record/commands.ts';

const codec = createCodec(auditEventContracts);
const NOW = instant('2026-11-27T23:59:59.999Z');
const actor = { id: 'Shen.Yi', role: 'compliance' };
const reading: AuditCommand = {
  type: 'RecordReading',
  data: { what: 'caseDetails', case: '7F3K-9M2Q-X4TB', filters: [{ name: 'owner' }], through: 'api' },
};
const administering: AuditCommand = {
  type: 'RecordCommandLine',
  data: { command: 'organisation apply', asPerson: 'mei.fang' },
};

function recorded(command: AuditCommand, stream = auditStreamOf(auditId(actor.id, NOW))): RecordedEvent {
  const decision = auditDecider.decide(command, auditDecider.initialState, {});
  const [draft] = isRefusal(decision) ? [] : decision;
  if (draft === undefined) throw new Error(`${command.type} recorded nothing`);
  const id = commandId('audit', command.type);
  const stamp = { commandId: id, commandHash: 'hash', actor, recordedAt: NOW, correlationId: 'request-1' };
  const schemaVersion = codec.versionOf(draft.type);
  const place = { stream, revision: revision(0), position: '0000000000000000001' as Position };
  return { ...stampMetadata(draft, { ...stamp, schemaVersion }), ...place, id: eventId(id, 0) };
}

const documents = (event: RecordedEvent) =>
  readingsProjection.keys(event).map((key) => readingsProjection.evolve(undefined, event, key));

describe('the audit (PRI-1)', () => {
  it('PRI-1 has a stream for each person and day, however their id is spelled', () => {
    expect(auditStreamOf(auditId('Shen.Yi', NOW))).toBe('audit-2026-11-27-shen.yi');
    expect(auditId('shen.yi', instant('2026-11-28T00:00:00Z'))).toBe('2026-11-28-shen.yi');
    expect(auditId('system-user:root', NOW)).toBe('2026-11-27-system-user%3Aroot');
    expect(auditId('沈 怡', NOW)).toMatch(/^2026-11-27-[\w%.-]+$/);
  });

  it('PRI-1 keeps who read what, in which role, when and by which request', () => {
    expect(documents(recorded(reading))).toEqual([
      {
        ...{ what: 'caseDetails', caseId: '7F3K-9M2Q-X4TB', filters: [{ name: 'owner' }], through: 'api' },
        ...{ person: 'Shen.Yi', personKey: 'shen.yi', role: 'compliance' },
        ...{ at: NOW, correlationId: 'request-1' },
      },
    ]);
  });

  it('LIF-3 keeps in whose name somebody was at the command line', () => {
    expect(documents(recorded(administering))).toMatchObject([
      { what: 'organisation apply', asPerson: 'mei.fang', through: 'command-line', filters: [] },
    ]);
  });

  it('D8: the stream with the longest name there is can be put on record', () => {
    const stream = `budget-${'x'.repeat(LONGEST_WITH_PERSON)}`;
    const data = { decision: 'discard', readModel: 'budgets', stream, events: 1, through: 'api' } as const;
    const event = recorded({ type: 'RecordParkedDecision', data });
    expect(readFields(recordParkedDecision.data, data)).toMatchObject({ errors: [] });
    expect(() => codec.encode(event as never, event.id)).not.toThrow();
  });

  it('PRI-1 takes nothing for its own that stands in the stream of a case', () => {
    expect(documents(recorded(reading, streamName('case', '7F3K-9M2Q-X4TB')))).toEqual([]);
  });
});
