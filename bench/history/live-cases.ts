import { randomUUID } from 'node:crypto';
import { caseIdFrom, caseStreamOf, type CaseCommand, type CaseCommands, type CaseCommandType } from '#cases';
import {
  commandId,
  instantOf,
  millisOf,
  revision,
  type CanonicalJson,
  type EventId,
  type EventStore,
  type Instant,
  type StoredEvent,
} from '#event-sourcing';
import { openEngine } from '#engine';
import { silentLogger } from '#platform';
import { staffTheBench } from '../organisation.ts';
import { withTempFolder } from '../temp-folder.ts';

type Step = readonly [minutesLater: number, command: CaseCommand];

const step = <Type extends CaseCommandType>(
  minutesLater: number,
  type: Type,
  data: CaseCommands[Type],
): Step => [minutesLater, { type, data } as CaseCommand];

const PHONE = '+86 100 0000 0000';

/** A complaint from the first word to the end, about thirty events with those of its clocks. */
const STORY: readonly Step[] = [
  step(0, 'LogComplaint', {
    procedure: { id: 'supermarket-authority', version: 1 },
    contactKind: 'complaint',
    channel: 'phone',
    complainant: { kind: 'individual', name: 'Fang Lu', phone: PHONE },
    description:
      'The milk that I bought this morning had gone off, although it should keep for another week.',
    wanted: 'The money back, and fresh milk.',
  }),
  step(10, 'SendAcknowledgement', { method: 'phone' }),
  step(10, 'ClassifyCase', {
    category: 'daily/goods-quality',
    severity: 'general',
    criterion: 'by-the-rules',
  }),
  step(5, 'DispatchCase', {}),
  step(10, 'SignReceipt', { dispatch: 'D1' }),
  step(5, 'AssignOwner', { owner: 'cai.jun', reason: 'Looks into it' }),
  step(60, 'RecordFinding', { kind: 'inspection', content: 'The cold shelf stood at 9 °C.', evidence: [] }),
  step(20, 'ReportProgress', { method: 'phone', summary: 'It is being looked into.' }),
  step(30, 'ConcludeInvestigation', {
    ...{ outcome: 'substantiated', responsibility: 'organisation', rootCause: 'facility' },
    explanation: 'The thermostat of the cold shelf was broken.',
  }),
  step(10, 'HandBackForm', { dispatch: 'D1', summary: 'Investigated, see findings.' }),
  step(20, 'PrepareSolutions', { options: [{ description: 'Refund and fresh milk' }] }),
  step(10, 'OfferSolution', { method: 'phone' }),
  step(20, 'AcceptSolution', { option: 'S1' }),
  step(30, 'ImplementSolution', {}),
  step(10, 'ResolveCase', { summary: 'Carried out and checked with the complainant.' }),
  step(10, 'NotifyOutcome', {
    ...{ to: 'complainant', method: 'phone', summary: 'It has been put right.', written: false },
  }),
  step(600, 'RecordFollowUp', { method: 'phone', reached: true, satisfaction: 4 }),
];

const BEGIN = millisOf('2026-09-28T01:00:00.000Z' as Instant);
const ACTOR = { id: 'mei.fang', role: 'operations' };
const ENGINEER = { ...ACTOR, id: 'cai.jun' };
const SUPERVISOR_ROLE = 'customer-service-supervisor';
const SUPERVISOR = { id: 'song.yi', role: SUPERVISOR_ROLE };

/** Who does what is not for the desk alone. */
const BY: Partial<Record<CaseCommandType, typeof ACTOR>> = {
  SignReceipt: ENGINEER,
  HandBackForm: ENGINEER,
  ConcludeInvestigation: SUPERVISOR,
  OfferSolution: SUPERVISOR,
};

/** Events of the story as the product itself records them: one list for each command. */
async function tellOnce(folder: string): Promise<readonly (readonly StoredEvent[])[]> {
  let now = BEGIN;
  const engine = await openEngine({ dataDirectory: folder, log: silentLogger, now: () => instantOf(now) });
  const caseId = caseIdFrom('bench');
  const parts: (readonly StoredEvent[])[] = [];
  try {
    await staffTheBench(engine);
    let from = revision(0);
    for (const [index, [minutesLater, command]] of STORY.entries()) {
      now += minutesLater * 60_000;
      const request = {
        caseId,
        command,
        actor: BY[command.type] ?? ACTOR,
        commandId: commandId('bench', index),
      };
      const outcome = await engine.execute(request);
      if (outcome.outcome !== 'accepted') throw new Error(`${command.type}: ${JSON.stringify(outcome)}`);
      parts.push(await engine.store.readStream(caseStreamOf(caseId), { from }));
      from = revision(outcome.revision + 1n);
    }
    return parts;
  } finally {
    await engine.close();
  }
}

/** Cases under way at one time: what one page of the history touches. */
const SIDE_BY_SIDE = 500;

/**
 * A history of many live cases, handled side by side. Told once through the product, then copied: every case has its
 * own stream, ids and complainant. Returns the number of events.
 */
export async function writeLiveCases(folder: string, cases: number): Promise<number> {
  const story = await withTempFolder(tellOnce);
  const engine = await openEngine({ dataDirectory: folder, log: silentLogger });
  try {
    for (let first = 0; first < cases; first += SIDE_BY_SIDE) {
      const numbers = Array.from(
        { length: Math.min(SIDE_BY_SIDE, cases - first) },
        (_, index) => first + index,
      );
      for (const part of story)
        await Promise.all(numbers.map((number) => appendCopy(engine.store, part, number)));
    }
  } finally {
    await engine.close();
  }
  return cases * story.flat().length;
}

const COMMAND_ID = /"(commandId|\$causationId|\$correlationId)":"[^"]+"/g;

async function appendCopy(store: EventStore, part: readonly StoredEvent[], number: number): Promise<void> {
  const first = part[0];
  if (first === undefined) return;
  const command = randomUUID();
  const phone = `+86 1${String(number).padStart(9, '0')}`;
  const events = part.map(({ type, data, metadata }) => ({
    id: randomUUID() as EventId,
    type,
    data: data.replace(PHONE, phone) as CanonicalJson,
    metadata: metadata.replaceAll(COMMAND_ID, `"$1":"${command}"`) as CanonicalJson,
  }));
  const expected = first.revision === 0n ? 'no-stream' : revision(first.revision - 1n);
  const { outcome } = await store.append(
    caseStreamOf(caseIdFrom(`bench/${String(number)}`)),
    expected,
    events,
  );
  if (outcome !== 'appended') throw new Error(`the copy could not be written: ${outcome}`);
}
