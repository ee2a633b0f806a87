import {
  backoff,
  commandId,
  EventStoreUnavailable,
  type AggregateRequest,
  type Timing,
} from '#event-sourcing';
import {
  procedureDifferences,
  type InstalledVersion,
  type LoadedProcedures,
  type NamedVersion,
  type Rules,
} from '#procedures';
import type { Logger } from '#platform';
import type { InstalledText, RulebookCommand } from '#rulebook';
import type { Outcome } from '../commands/commands.ts';
import { isOutage } from '../readiness/waiting-for-stores.ts';
import type { Rulebooks } from './rulebooks.ts';

export interface InstallingOptions {
  readonly rulebooks: Rulebooks;
  readonly files: LoadedProcedures;
  /** Carries a command about a procedure out. */
  readonly send: (request: AggregateRequest<RulebookCommand>) => Promise<Outcome>;
  /** Whether a case stands under that version that was opened when it said something else. */
  readonly openedOtherwise: (named: Required<NamedVersion>) => Promise<boolean>;
  readonly rest: () => Promise<void>;
  readonly log: Logger;
  readonly timing: Timing;
}

/** As our own programs install what lies in files. */
const INSTALLER = { id: 'procedure-files', role: 'system' };

/**
 * The rules that decisions are made under. What lies in the files of this process and was never installed is installed before
 * anything rests on it; what was installed holds, whatever a file says (D13).
 */
export function createInstalling(options: InstallingOptions): Rules & {
  /** All files of this process. */
  readonly installFiles: (signal: AbortSignal) => Promise<void>;
} {
  const { rulebooks, files, rest } = options;
  /** Whose files were compared with the history. */
  const compared = new Set<string>();
  const installing = new Map<string, Promise<boolean>>();
  /** Many first cases may come at the same time. */
  const installOnce = (id: string, versions: readonly InstalledText[]): Promise<boolean> => {
    const underWay = installing.get(id);
    if (underWay !== undefined) return underWay;
    const begun = installMissing(options, id, versions).finally(() => installing.delete(id));
    installing.set(id, begun);
    return begun;
  };
  const current: Rules['current'] = async (id, { rehearsal = false } = {}) => {
    const versions = await rulebooks.look(id);
    if (compared.has(id)) return versions;
    if (rehearsal) return [...versions, ...asInstalled(files, id, versions)];
    const complete = await installOnce(id, versions);
    const now = complete ? rulebooks.installed(id) : await rulebooks.look(id);
    // Anybody may ask for any name.
    if (now.length > 0 || files.texts(id).length > 0) compared.add(id);
    return now;
  };
  return {
    ...{ get: rulebooks.get, list: rulebooks.list, installed: rulebooks.installed, current },
    async know({ id, version }, how) {
      if (!rulebooks.installed(id).some((each) => each.version === version)) await current(id, how);
    },
    async installFiles(signal) {
      for (const id of files.ids()) {
        await persisting(() => current(id), options, signal);
        await rest();
      }
    },
  };
}

/** A server that is away comes back; whatever else keeps one procedure from being installed keeps no other. */
async function persisting(
  work: () => Promise<unknown>,
  { log, timing }: Pick<InstallingOptions, 'log' | 'timing'>,
  signal: AbortSignal,
): Promise<void> {
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      await work();
      return;
    } catch (error) {
      log.warn({ err: error }, 'a procedure file could not be compared with the history');
      if (!isOutage(error)) return;
      await timing.sleep(backoff(timing, failures), signal);
    }
  }
}

/** What would be installed first if it were not only asked. */
const asInstalled = (
  files: LoadedProcedures,
  id: string,
  versions: readonly InstalledVersion[],
): readonly InstalledVersion[] =>
  files
    .versions(id)
    .filter(({ procedure }) => versions.every(({ version }) => version !== procedure.version))
    .map(({ procedure: { version, contentHash: hash = '' } }) => ({ version, hash }));

/** Resolves true where nothing was missing. */
async function installMissing(
  options: InstallingOptions,
  id: string,
  versions: readonly InstalledText[],
): Promise<boolean> {
  const { files, log } = options;
  const texts = new Set(versions.map(({ text }) => text));
  const nothingYet = versions.length === 0;
  // Without reading what says the same to the letter.
  if (files.texts(id).every((text) => texts.has(text))) return true;
  let complete = true;
  // The newest first: what comes before it was never valid where nothing was installed.
  for (const file of files.versions(id)) {
    const { version } = file.procedure;
    const known = versions.find((each) => each.version === version);
    if (known !== undefined) tellDifference(options, file, known);
    else if (nothingYet && (await wasOtherwise(options, file)))
      log.error({ file: file.name }, OPENED_OTHERWISE);
    else {
      await install(options, file);
      complete = false;
    }
  }
  return complete;
}

type File = ReturnType<LoadedProcedures['versions']>[number];

const wasOtherwise = ({ openedOtherwise }: InstallingOptions, { procedure }: File): Promise<boolean> => {
  const { id, version, contentHash: rules = '' } = procedure;
  return openedOtherwise({ id, version, rules });
};

async function install(
  { send, log }: InstallingOptions,
  { name, text, procedure: { id, version } }: File,
): Promise<void> {
  const outcome = await send({
    ...{ id, command: { type: 'InstallVersion', data: { text } }, actor: INSTALLER },
    commandId: commandId('procedure-file', id, text),
  });
  if ('revision' in outcome) {
    log.info({ file: name, procedure: id, version }, 'a version of a procedure was installed');
    return;
  }
  if (outcome.outcome !== 'refused')
    throw new EventStoreUnavailable('too many install versions of one procedure at once');
  // Another process has been first, with another text of it.
  log.error({ file: name, procedure: id, version, why: outcome.refusal.message }, NOT_WHAT_HOLDS);
}

const NOT_WHAT_HOLDS =
  'the file is not what was installed as this version, which holds; give the file the next version';
const OPENED_OTHERWISE =
  'cases were opened when the file of this version said something else; put it back as it was, and give what it says now the next version';

function tellDifference(
  { rulebooks, log }: InstallingOptions,
  { name, procedure }: File,
  { hash, version }: InstalledText,
): void {
  if (procedure.contentHash === hash) return;
  const holds = rulebooks.get(procedure.id, version);
  const differences = holds === undefined ? [] : procedureDifferences(holds, procedure);
  log.error({ file: name, procedure: procedure.id, version, differences }, NOT_WHAT_HOLDS);
}
