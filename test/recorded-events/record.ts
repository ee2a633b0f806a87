import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AGGREGATES } from '#engine';
import {
  canonicalJson, commandId, createCodec, erasingContracts, eventId, instant, mendingContracts, stampMetadata, type Codec, type EventContract,
} from '#event-sourcing'; // prettier-ignore
import { SAMPLES } from './samples.ts';

/**
 * Writes the recorded file and the schema of every event version that has none yet; never touches an existing one.
 * Run with `npm run events:record` after adding an event type or a version.
 */
for (const { kind, contracts } of [
  ...AGGREGATES,
  { kind: 'history', contracts: [...mendingContracts, ...erasingContracts] },
]) {
  const folder = path.join(import.meta.dirname, kind);
  mkdirSync(folder, { recursive: true });
  const codec = createCodec(contracts);
  for (const contract of contracts) record(folder, codec, contract);
}

function record(folder: string, codec: Codec, { type, version, schema }: EventContract): void {
  const command = commandId('recorded event', type, version);
  const draft = { type, data: SAMPLES[type] };
  const event = stampMetadata(draft, {
    commandId: command,
    commandHash: '0'.repeat(64),
    actor: { id: 'mei.fang', role: 'operations' },
    happenedAt: instant('2026-09-28T02:30:00Z'),
    recordedAt: instant('2026-09-28T02:31:00Z'),
    ...(path.basename(folder) === 'case' && { procedure: 'supermarket-authority@1' }),
    schemaVersion: version,
  });
  const { data, metadata } = codec.encode(event, eventId(command, 0));
  write(
    path.join(folder, `${type}.v${String(version)}.json`),
    `{"type":${JSON.stringify(type)},"data":${data},"metadata":${metadata}}\n`,
  );
  write(path.join(folder, `${type}.v${String(version)}.schema.json`), `${canonicalJson(schema)}\n`);
}

function write(file: string, text: string): void {
  if (existsSync(file)) return;
  writeFileSync(file, text);
  console.log(`recorded ${path.basename(file)}`);
}
