import { randomUUID } from 'node:crypto';
import { Option, type Command } from 'commander';
import { caseAggregate } from '#cases';
import type { Outcome, RedressEngine } from '#engine';
import {
  commandId,
  commandWord,
  dated,
  implausibleTimes,
  personKey,
  readFields,
  type CommandDefinition,
  type CommandId,
  type FieldError,
  type Instant,
} from '#event-sourcing';
import { bodyIn, fieldOption } from '../command-fields.ts';
import { print, withHistory, type CliContext } from '../context.ts';
import { CliFailure, EXIT, notFound, refused, usageError } from '../exit-codes.ts';
import { recordUse } from '../system-user.ts';

/** What belongs to no command of a case: who sends it, and how. */
interface Circumstances {
  readonly as: string;
  readonly role?: string;
  readonly body?: string;
  readonly key?: string;
  readonly dryRun?: boolean;
}

/** Other users of a machine see command lines: it is given by `--body` (INT-13). */
const UNSEEN: ReadonlySet<string> = new Set(['secret']);

/** Every command of a case that people send, from its definition alone (LIF-1). Files of evidence are sent over HTTP. */
export function declare(parent: Command, context: CliContext): void {
  for (const definition of caseAggregate.commands)
    if (definition.route !== 'none' && !isUpload(definition)) declareOne(parent, definition, context);
}

const isUpload = ({ route }: CommandDefinition): boolean => typeof route === 'object' && 'form' in route;
const begins = ({ route }: CommandDefinition): boolean => typeof route === 'object' && 'begins' in route;
/** Whether it can be sent to something that is there already. */
const goesOn = ({ route }: CommandDefinition): boolean =>
  route === undefined || (typeof route === 'object' && 'also' in route);

/** `redress case classify`: of what it is about, its parent speaks. */
const wordOf = ({ name }: CommandDefinition): string => commandWord(name).replace(/-case$/, '');

function declareOne(parent: Command, definition: CommandDefinition, context: CliContext): void {
  const command = parent.command(wordOf(definition)).description(definition.summary);
  const address = begins(definition) ? '[case]' : '<case>';
  if (goesOn(definition)) command.argument(address, 'its number');
  if (definition.name === 'LogComplaint') command.alias('log');
  for (const [name, field] of Object.entries({ ...definition.data, ...dated }))
    if (!UNSEEN.has(name)) command.addOption(fieldOption(name, field));
  command
    .addOption(new Option('--as <id>', 'who does it: somebody of the organisation').makeOptionMandatory())
    .option('--role <id>', 'at which of their levels they act; default: the lowest that is their own')
    .option('--body <file>', 'the fields as one JSON object, "-" reads it from standard input')
    .option('--key <text>', 'the same key is the same request: run again, it is done once')
    .option('--dry-run', 'only say what would be recorded, or why not')
    .action(async (...given: readonly unknown[]) => {
      const id = goesOn(definition) ? (given[0] as string | undefined) : undefined;
      const options = given[goesOn(definition) ? 1 : 0] as Circumstances & Readonly<Record<string, unknown>>;
      await carryOut(context, command, definition, id, options);
    });
}

async function carryOut(
  context: CliContext,
  command: Command,
  definition: CommandDefinition,
  id: string | undefined,
  options: Circumstances & Readonly<Record<string, unknown>>,
): Promise<void> {
  const { as: person, role, body: file, key, dryRun = false, ...named } = options;
  const sent = { ...emptyLists(definition), ...(await bodyIn(file, context)), ...named };
  const read = readFields({ ...definition.data, ...dated }, sent);
  assertRight(read.errors);
  const { happenedAt, lateBecause, ...data } = read.data as { happenedAt?: Instant; lateBecause?: string };
  const commandIdOf = (address: string): CommandId =>
    key === undefined
      ? (randomUUID() as CommandId)
      : commandId('command-line', personKey(person), key, address);
  const outcome = await withHistory(context, command, async (engine) => {
    assertRight(implausibleTimes(definition.data, data, happenedAt, engine.now()));
    await assertThere(engine, definition, id);
    if (!dryRun) await recordUse(engine, command, person);
    const request = commandIdOf(id ?? '');
    const caseId = id ?? caseAggregate.newId(request);
    return {
      caseId,
      ...(await engine.send(caseAggregate.kind, {
        ...{ id: caseId, command: { type: definition.name, data }, commandId: request, rehearsal: dryRun },
        actor: { id: person, ...(role !== undefined && { role }) },
        ...(happenedAt !== undefined && { happenedAt }),
        ...(lateBecause !== undefined && { lateBecause }),
      })),
    };
  });
  await print(context, command, told(outcome), (value) => shown(value, dryRun));
}

/** Nobody types an empty list: what is needed and named nowhere is one. */
const emptyLists = ({ data }: CommandDefinition): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    Object.entries(data).flatMap(([name, { kind, optional }]) =>
      kind === 'references' && !optional ? [[name, []]] : [],
    ),
  );

function assertRight([error]: readonly FieldError[]): void {
  if (error !== undefined) throw usageError(`${error.field}: ${error.message}.`);
}

/** Numbers are given out here; nobody can choose one. */
async function assertThere(
  { store }: Pick<RedressEngine, 'store'>,
  definition: CommandDefinition,
  id: string | undefined,
): Promise<void> {
  if (id === undefined || !begins(definition)) return;
  const [first] = await store.readStream(caseAggregate.stream(id), { limit: 1 });
  if (first === undefined) throw notFound(caseAggregate.missing(id).message);
}

interface Told {
  readonly caseId: string;
  readonly revision: string;
  readonly position: string;
  readonly repeated: boolean;
  readonly events: readonly { readonly type: string; readonly data?: unknown }[];
}

function told({ caseId, ...outcome }: Outcome & { readonly caseId: string }): Told {
  switch (outcome.outcome) {
    case 'accepted':
    case 'repeated':
    case 'unchanged':
      return {
        ...{ caseId, revision: outcome.revision.toString(), position: outcome.position },
        repeated: outcome.outcome === 'repeated',
        events: outcome.events.map(({ type, shown: data }) => ({
          type,
          ...(data !== undefined && { data }),
        })),
      };
    case 'refused':
      throw refused(outcome.refusal);
    case 'commandIdReused':
      throw new CliFailure('This key was used before, for something else: choose a new one.', EXIT.refused);
    case 'stale':
    case 'contended':
      throw new CliFailure('Too many others change this case at once: run it again, with the same --key.');
  }
}

function shown({ caseId, events, revision, repeated }: Told, dryRun: boolean): string {
  const types = events.map(({ type }) => type).join(', ');
  if (dryRun) return 'It would be done. Nothing was recorded.\n';
  if (events.length === 0) return `${caseId}: nothing to record, it stands so already.\n`;
  return repeated
    ? `${caseId} had recorded this before: ${types}.\n`
    : `${caseId}, revision ${revision}: ${types}.\n`;
}
