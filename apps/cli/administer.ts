import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { CommandContent, CommandId } from '#event-sourcing';
import type { RedressEngine } from '#engine';
import { CliFailure, refused } from './exit-codes.ts';
import { recordUse } from './system-user.ts';

/** What an administrator does at the terminal, to what, and who that is. */
export interface Administered {
  readonly kind: string;
  readonly id: string;
  readonly content: CommandContent;
  readonly by: string;
}

/** On record before it is done. Throws what to tell whoever is refused. */
export async function administer(
  engine: Pick<RedressEngine, 'audit' | 'send'>,
  command: Command,
  { kind, id, content, by }: Administered,
): Promise<'accepted' | 'repeated' | 'unchanged'> {
  await recordUse(engine, command, by);
  const outcome = await engine.send(kind, {
    ...{ id, command: content, actor: { id: by, role: 'admin' } },
    commandId: randomUUID() as CommandId,
  });
  if (outcome.outcome === 'refused') throw refused(outcome.refusal);
  if (!('revision' in outcome)) throw new CliFailure('Too many others do this at once: run it again.');
  return outcome.outcome;
}
