import { describe, expect, it } from 'vitest';
import { revision, streamName, type CanonicalJson, type EventId, type Position } from '#event-sourcing';
import { createHistoryCodec } from '../commands/codecs.ts';
import { HistoryPass } from './history-pass.ts';

const SHA256 = 'a'.repeat(64);
const EVIDENCE = {
  evidence: 'E1',
  sha256: SHA256,
  size: 5,
  mediaType: 'image/jpeg',
  fileName: 'door.jpg',
};

const METADATA = {
  ...{ actor: { id: 'staff-1', role: 'operations' }, commandHash: 'b', commandId: 'c' },
  recordedAt: '2026-09-01T01:00:00Z',
};

interface Written {
  readonly type: string;
  readonly data: string;
  readonly metadata?: object | null;
}

/** Events as somebody has written them who has the database. */
function passed(...events: readonly Written[]): HistoryPass {
  const pass = new HistoryPass();
  for (const [index, { type, data, metadata }] of events.entries()) {
    const schemaVersion = type === 'Unheard' ? 1 : createHistoryCodec().versionOf(type);
    const text = JSON.stringify(metadata === undefined ? { ...METADATA, schemaVersion } : metadata);
    pass.add({
      ...{ id: String(index) as EventId, stream: streamName('case', '1') },
      ...{ revision: revision(index), position: String(index + 1) as Position },
      ...{ type, data: data as CanonicalJson, metadata: text as CanonicalJson },
    });
  }
  return pass;
}

describe('D15 an event of which somebody has changed what it holds', () => {
  it.each([
    ['nothing', 'EvidenceAdded', 'null'],
    ['a number for a hash', 'EvidenceAdded', JSON.stringify({ ...EVIDENCE, sha256: 5 })],
    ['a way out of the folder', 'EvidenceAdded', JSON.stringify({ ...EVIDENCE, sha256: `../../${SHA256}` })],
    [
      'half a character',
      'EvidenceAdded',
      JSON.stringify({ ...EVIDENCE, fileName: '?' }).replace('?', '\\ud800'),
    ],
    ['more than a number', 'EvidenceAdded', JSON.stringify(EVIDENCE).replace(':5,', ':1e999,')],
    ['half a character that nobody knows', 'Unheard', '"\\ud800"'],
    ['more than a number that nobody knows', 'Unheard', '1e999'],
  ])('is named when it holds %s', (_what, type, data) => {
    const pass = passed({ type, data });
    expect(pass.findings.map(({ finding, position }) => `${finding} ${String(position)}`)).toEqual([
      'not-by-schema 1',
    ]);
    expect([...pass.evidence.keys(), ...pass.damage().values()]).toEqual([]);
  });

  it('sets nothing aside when it does not say what', () => {
    const foreign = { type: 'EvidenceAdded', data: '{}', metadata: null };
    const pass = passed(foreign, { type: 'EventSetAside', data: 'null' });
    expect(pass.findings.map(({ finding }) => finding)).toEqual(['not-by-schema']);
    expect([...pass.damage().values()]).toMatchObject([[{ finding: 'foreign-event', position: '1' }]]);
  });

  it('is not named when it holds what was recorded', () => {
    const entries = Object.entries(EVIDENCE).toSorted(([one], [other]) => (one < other ? -1 : 1));
    const pass = passed({ type: 'EvidenceAdded', data: JSON.stringify(Object.fromEntries(entries)) });
    expect(pass.findings).toEqual([]);
    expect([...pass.evidence.keys()]).toEqual([SHA256]);
  });

  it.each([
    ['a version that nobody knows', { type: 'EvidenceAdded', data: JSON.stringify(EVIDENCE) }, 999],
    ['a type that nobody knows', { type: 'Unheard', data: '{}' }, 1],
  ])('is named for what it can be, and its chain is looked at, when it has %s', (_what, written, version) => {
    const metadata = { ...METADATA, previousHash: 'c'.repeat(64), schemaVersion: version };
    const pass = passed({ ...written, metadata });
    expect(pass.findings.map(({ finding }) => finding)).toEqual(['chain-broken', 'beyond-this-program']);
    expect(pass.findings.at(-1)?.message).toContain('case-1, revision 0');
    expect([pass.isBeyond, passed().isBeyond]).toEqual([true, false]);
  });
});
