import { describe, expect, it } from 'vitest';
import { revision, streamName, type CanonicalJson, type EventId, type Position } from '#event-sourcing';
import { historyCodec } from '../commands/codecs.ts';
import { HistoryPass } from './history-pass.ts';

const SHA256 = 'a'.repeat(64);
const EVIDENCE = {
  evidence: 'E1',
  sha256: SHA256,
  size: 5,
  mediaType: 'image/jpeg',
  fileName: 'door.jpg',
};

/** An event as somebody has written it who has the database. */
function passed(type: string, data: string, schemaVersion = historyCodec.versionOf(type)): HistoryPass {
  const metadata = {
    ...{ actor: { id: 'staff-1', role: 'operations' }, commandHash: 'b', commandId: 'c' },
    ...{ recordedAt: '2026-09-01T01:00:00Z', schemaVersion },
  };
  const pass = new HistoryPass();
  pass.add({
    ...{
      id: 'one' as EventId,
      stream: streamName('case', '1'),
      revision: revision(0),
      position: '1' as Position,
    },
    ...{ type, data: data as CanonicalJson, metadata: JSON.stringify(metadata) as CanonicalJson },
  });
  return pass;
}

describe('D15 an event of which somebody has changed what it holds', () => {
  it.each([
    ['nothing', 'EvidenceAdded', 'null'],
    ['a number for a hash', 'EvidenceAdded', JSON.stringify({ ...EVIDENCE, sha256: 5 })],
    ['a way out of the folder', 'EvidenceAdded', JSON.stringify({ ...EVIDENCE, sha256: `../../${SHA256}` })],
    ['nothing that is set aside', 'EventSetAside', 'null'],
    [
      'half a character',
      'EvidenceAdded',
      JSON.stringify({ ...EVIDENCE, fileName: '?' }).replace('?', '\\ud800'),
    ],
    ['more than a number', 'EvidenceAdded', JSON.stringify(EVIDENCE).replace(':5,', ':1e999,')],
    ['half a character that nobody knows', 'Unheard', '"\\ud800"'],
    ['more than a number that nobody knows', 'Unheard', '1e999'],
  ])('is named when it holds %s', (_what, type, data) => {
    const pass = passed(type, data, type === 'Unheard' ? 1 : undefined);
    expect(pass.findings.map(({ finding, position }) => `${finding} ${String(position)}`)).toEqual([
      'not-by-schema 1',
    ]);
    expect([...pass.evidence.keys(), ...pass.damage().values()]).toEqual([]);
  });

  it('is not named when it holds what was recorded', () => {
    const entries = Object.entries(EVIDENCE).toSorted(([one], [other]) => (one < other ? -1 : 1));
    const pass = passed('EvidenceAdded', JSON.stringify(Object.fromEntries(entries)));
    expect(pass.findings).toEqual([]);
    expect([...pass.evidence.keys()]).toEqual([SHA256]);
  });
});
