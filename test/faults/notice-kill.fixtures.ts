import { openEngine, type RedressEngine } from '#engine';
import { commandId, instant, type Instant } from '#event-sourcing';
import { eventually } from '#event-sourcing/testing';
import { noticesStreamOf } from '#notices';
import { logging } from '../complaints.ts';
import { hire } from '../organisation.ts';

const CASE = '7F3K-9M2Q-X4TB';
/** Within the hours of the house. */
export const NOW = instant('2026-11-25T02:00:00Z');
const actor = { id: 'staff-1', role: 'affairs-supervisor' };

/** Whoever tells people, on that folder, at that time; what they send is taken at that address. */
export const telling = (dataDirectory: string, now: Instant, url: string, secretFile: string) =>
  openEngine({
    ...{ dataDirectory, now: () => now, projections: 'inline', scheduler: true, leaseMillis: 100 },
    notify: { channel: 'webhook', url, secretFile },
  });

/** Two people of a department, and a case whose form has not gone there yet. */
export async function ready(engine: RedressEngine): Promise<void> {
  await hire(
    engine,
    { id: 'staff-1', levels: ['affairs-supervisor'] },
    { id: 'fitter', departments: ['engineering'] },
    { id: 'second', departments: ['engineering'] },
  );
  await engine.execute({ ...logging(CASE), actor: { id: 'staff-1' } });
  const data = { category: 'facilities/lift', severity: 'minor', criterion: 'small-inconvenience' };
  await engine.execute({
    ...{ caseId: CASE, actor, commandId: commandId('notice-kill', 'classify') },
    command: { type: 'ClassifyCase', data },
  });
}

/** The form goes to the department, and both are told. */
export async function dispatch(engine: RedressEngine): Promise<void> {
  await eventually(
    async () => (await engine.store.readStream('outbox-main' as never)).length > 0,
    'the outbox',
  );
  await engine.execute({
    ...{ caseId: CASE, actor, commandId: commandId('notice-kill', 'dispatch') },
    command: { type: 'DispatchCase', data: { department: 'engineering', part: 'lead' } },
  });
  await eventually(
    async () => (await told(engine)).filter((each) => each === 'NoticeSent').length >= 2,
    'both are told',
  );
}

/** What is on record of the form's notices, by the types. */
export async function told({ store }: RedressEngine): Promise<readonly string[]> {
  const events = await store.readStream(noticesStreamOf(CASE));
  return events.map(({ type }) => type);
}
