import { describe, expect, it } from 'vitest';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { caseEventContracts, evolve, noCase, type RecordedCaseEvent } from '#cases';
import {
  canonicalJson,
  commandId,
  createCodec,
  erasingContracts,
  eventId,
  mendingContracts,
  revision,
  streamName,
  type CanonicalJson,
  type Position,
  type RecordedEvent,
} from '#event-sourcing';
import { AGGREGATES } from '#engine';

/** Whatever the kind, its fold takes an event of its own. */
const foldOf = ({ initialState, evolve: fold }: { initialState: unknown; evolve: unknown }) => {
  const evolves = fold as (state: unknown, event: RecordedEvent) => unknown;
  return (event: RecordedEvent): unknown => evolves(initialState, event);
};

const KINDS = [
  ...AGGREGATES.map(({ kind, contracts, decider }) => ({ ...{ kind, contracts }, folds: foldOf(decider) })),
  {
    kind: 'history',
    contracts: [...mendingContracts, ...erasingContracts],
    folds: (event: RecordedEvent): unknown => evolve(noCase, event as RecordedCaseEvent),
  },
];

interface Recording {
  readonly type: string;
  readonly data: unknown;
  readonly metadata: { readonly schemaVersion: number };
}

const stored = (name: string, text: string) => {
  const { type, data, metadata } = JSON.parse(text) as Recording;
  return {
    id: eventId(commandId(name), 0),
    type,
    data: canonicalJson(data),
    metadata: canonicalJson(metadata),
    stream: streamName('case', 'RECO-RDED-CASE'),
    revision: revision(0),
    position: '0000000000000000001' as Position,
  };
};

/** Marks say under whose key a text is kept, and nothing of what may stand there. */
const withoutMarks = (schema: object): string =>
  JSON.stringify(JSON.parse(canonicalJson(schema)), (name, value: unknown) =>
    name.startsWith('x-') ? undefined : value,
  );

describe.each(KINDS)('events of the $kind are for ever', ({ kind, contracts, folds }) => {
  const folder = path.join(import.meta.dirname, kind);
  const files = readdirSync(folder);
  const recordings = files.filter((name) => !name.endsWith('.schema.json'));
  const text = (name: string): string => readFileSync(path.join(folder, name), 'utf8').trimEnd();
  const codec = createCodec(contracts);

  it.each(contracts.map(({ type, version }) => [type, version] as const))(
    'LIF-3 %s has a recorded file and schema for every version up to %i',
    (type, version) => {
      for (let each = 1; each <= version; each += 1) {
        expect(files).toContain(`${type}.v${String(each)}.json`);
        expect(files).toContain(`${type}.v${String(each)}.schema.json`);
      }
    },
  );

  it.each(contracts.map((contract) => [contract.type, contract] as const))(
    'D15 the schema of %s is the one that was recorded: a change needs a new version',
    (type, { version, schema }) => {
      const recorded = JSON.parse(text(`${type}.v${String(version)}.schema.json`)) as object;
      expect(withoutMarks(schema)).toBe(withoutMarks(recorded));
    },
  );

  it.each(recordings)('%s can still be read, and is valid in the current version', (name) => {
    const event = codec.decode(stored(name, text(name)));
    const version = codec.versionOf(event.type);
    const current = { ...event, metadata: { ...event.metadata, schemaVersion: version } };
    expect(() => codec.encode(current, event.id)).not.toThrow();
    expect(folds(event)).toBeDefined();
  });

  it.each(recordings)('D15 %s is canonical JSON: written once, read back unchanged', (name) => {
    const { data, metadata } = stored(name, text(name));
    const line = `"data":${data},"metadata":${metadata satisfies CanonicalJson}}`;
    expect(text(name).endsWith(line)).toBe(true);
  });
});

describe('events of a case', () => {
  it('LIF-4 the three events with promised names exist', () => {
    const types = caseEventContracts.map(({ type }) => type);
    expect(types).toEqual(
      expect.arrayContaining(['ComplaintLogged', 'EscalatedToManager', 'CompensationGranted']),
    );
  });

  it('D16 fields about the complainant are marked as personal in the recorded schema', () => {
    const file = path.join(import.meta.dirname, 'case/ComplaintLogged.v2.schema.json');
    const schema = readFileSync(file, 'utf8');
    expect(schema.match(/"x-personal":true/g)?.length).toBeGreaterThanOrEqual(8);
  });
});
