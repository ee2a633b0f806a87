import type { CaseCommand } from '#cases';
import { conductIdOf, conductStreamOf } from '#conduct';
import type { CommandRequest, RedressEngine } from '#engine';
import { commandId, instant } from '#event-sourcing';
import { logging } from '../complaints.ts';
import { hire } from '../organisation.ts';

export const NOW = instant('2026-11-27T09:00:00Z');
const HEAD = 'store-manager-1';
const procedure = 'supermarket-authority';

const by = (caseId: string, id: string, command: CaseCommand, name: string): CommandRequest => ({
  ...{ caseId, command, actor: { id } },
  commandId: commandId('conduct-kill', caseId, name),
});

/** A complaint that was not listened to, ready for whoever looks into it. */
export async function refusedComplaint(engine: RedressEngine, caseId: string): Promise<void> {
  await hire(
    engine,
    { id: 'lin' },
    { id: 'guard' },
    { id: 'desk' },
    { id: HEAD, levels: ['store-manager'], frontline: false },
  );
  const { command } = logging(caseId, { procedure: { id: procedure, version: 1 } });
  const steps: readonly CaseCommand[] = [
    command,
    {
      type: 'ClassifyCase',
      data: { category: 'staff/complaint-refused', severity: 'general', criterion: 'by-the-rules' },
    },
  ];
  for (const step of steps) {
    const outcome = await engine.execute(by(caseId, 'desk', step, step.type));
    if (!('revision' in outcome)) throw new Error(JSON.stringify(outcome));
  }
}

/** The responsibility is laid on somebody; whoever had it before has it no more. */
export const concluding = (caseId: string, responsiblePerson: string): CommandRequest =>
  by(
    caseId,
    HEAD,
    {
      type: 'ConcludeInvestigation',
      data: {
        ...{ outcome: 'substantiated', responsibility: 'person', responsiblePerson, rootCause: 'attitude' },
        explanation: 'So the camera shows.',
      },
    },
    responsiblePerson,
  );

/** Types of what stands in somebody's record. */
export async function recordOf({ store }: RedressEngine, person: string): Promise<readonly string[]> {
  const stream = conductStreamOf(conductIdOf({ procedure, person }));
  return (await store.readStream(stream)).map(({ type }) => type);
}
