import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { caseEventContracts, createCaseCodec, type CaseEvent, type CaseEventType } from '#cases';
import { canonicalJson, commandId, eventId, instant, stampMetadata } from '#event-sourcing';
import { samples } from './samples.ts';

/**
 * Writes the recorded file and the schema of every event version that has none yet; never touches an existing one.
 * Run with `npm run events:record` after adding an event type or a version.
 */
const folder = path.join(import.meta.dirname, 'case');
mkdirSync(folder, { recursive: true });
const codec = createCaseCodec();

for (const { type, version, schema } of caseEventContracts) {
  const command = commandId('recorded event', type, version);
  const draft = { type, data: samples[type as CaseEventType] };
  const event = stampMetadata(draft, {
    commandId: command,
    commandHash: '0'.repeat(64),
    actor: { id: 'mei.fang', role: 'operations' },
    happenedAt: instant('2026-09-28T02:30:00Z'),
    recordedAt: instant('2026-09-28T02:31:00Z'),
    procedure: 'supermarket-authority@1',
    schemaVersion: version,
  }) as CaseEvent;
  const { data, metadata } = codec.encode(event, eventId(command, 0));
  write(
    `${type}.v${String(version)}.json`,
    `{"type":${JSON.stringify(type)},"data":${data},"metadata":${metadata}}\n`,
  );
  write(`${type}.v${String(version)}.schema.json`, `${canonicalJson(schema)}\n`);
}

function write(name: string, text: string): void {
  const file = path.join(folder, name);
  if (existsSync(file)) return;
  writeFileSync(file, text);
  console.log(`recorded ${name}`);
}
