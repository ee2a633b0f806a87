import { isInstant, refuse, type AggregateRequest, type Instant, type Refusal } from '#event-sourcing';
import type { Organisation } from '#organisation';
import {
  isFor,
  isInForce,
  validVersion,
  type InstalledVersion,
  type Procedure,
  type Rules,
} from '#procedures';
import type { CaseCommand } from './case/commands.ts';
import { rulesChanged, unknownProcedure } from './case/rules/rules-kept.ts';
import { siteFor } from './case/rules/site.ts';
import type { CaseState, ProcedureRef } from './case/state.ts';

type Logging = CaseCommand<'LogComplaint' | 'LogPromotedFeedback'>;
type Opening = Logging | CaseCommand<'ImportHistoricCase' | 'RecordAbandonedContact'>;

/** A complaint that comes in now. */
export const isLogging = (command: CaseCommand): command is Logging =>
  command.type === 'LogComplaint' || command.type === 'LogPromotedFeedback';

export const isOpening = (command: CaseCommand): command is Opening =>
  isLogging(command) || command.type === 'ImportHistoricCase' || command.type === 'RecordAbandonedContact';

type Request = AggregateRequest<CaseCommand>;

/** INT-7: who has received what is to become a case; our own programs have received nothing. */
export const receiverOf = ({ command, actor }: Request): string =>
  command.type === 'LogPromotedFeedback' ? command.data.receivedBy : actor.id;

/** What was looked up before it is known whether there is such a case. */
export interface LookedUp {
  readonly request: Request;
  readonly procedures: Rules;
  readonly organisation: Organisation;
  /** Of the procedure that a new case is to come under, if the command can begin one. */
  readonly versions: readonly InstalledVersion[];
}

/** D13: a version that somebody else has installed meanwhile counts from then on. */
export const versionsFor = (
  { command, rehearsal }: Request,
  rules: Rules,
): LookedUp['versions'] | Promise<LookedUp['versions']> =>
  isOpening(command) && command.type !== 'ImportHistoricCase'
    ? rules.current(command.data.procedure.id, { rehearsal })
    : [];

/** D13: the rules that the case stands under, and those that it is to be moved to. */
export async function knowRules(
  { command, rehearsal }: Request,
  state: CaseState,
  rules: Rules,
): Promise<void> {
  if (state.status !== 'none') await rules.know(state.procedure, { rehearsal });
  else if (command.type === 'ImportHistoricCase') await rules.know(command.data.procedure, { rehearsal });
  if (state.status !== 'none' && command.type === 'MoveToVersion')
    await rules.current(state.procedure.id, { rehearsal });
}

/** D13: those that a case was opened under, as they were then; or why nothing goes by them. */
export function rulesKept(ref: ProcedureRef, procedures: Pick<Rules, 'get'>): Procedure | Refusal {
  const procedure = procedures.get(ref.id, ref.version);
  if (procedure === undefined) return unknownProcedure(ref, procedures);
  return rulesChanged(ref, procedure) ?? procedure;
}

/** D13: what a decision about the case is made under; `undefined`: there is no case, and the command begins none. */
export function rulesOf(looked: LookedUp, now: Instant, state: CaseState): Procedure | Refusal | undefined {
  const { request, procedures } = looked;
  const { command } = request;
  if (state.status !== 'none') return rulesKept(state.procedure, procedures);
  if (!isOpening(command)) return undefined;
  const ref = command.data.procedure;
  const chosen =
    command.type === 'ImportHistoricCase' ? command.data.procedure : chosenFor(command, looked, now);
  if (chosen !== undefined && 'code' in chosen) return chosen;
  return (chosen && procedures.get(ref.id, chosen.version)) ?? unknownProcedure(ref, procedures);
}

type Live = Exclude<Opening, { readonly type: 'ImportHistoricCase' }>;

/** D13: the version that was valid at the receipt, and no other one, whoever names it; `undefined`: nobody knows of any. */
function chosenFor(
  command: Live,
  { request, versions, organisation }: LookedUp,
  now: Instant,
): InstalledVersion | Refusal | undefined {
  const procedure: { readonly id: string; readonly version?: number } = command.data.procedure;
  const { id, version } = procedure;
  if (version !== undefined && !versions.some((each) => each.version === version)) return undefined;
  const happenedAt = happenedAtOf(request, now);
  const { site: given, respondents = [] } = isLogging(command) ? command.data : {};
  const actor = { id: receiverOf(request) };
  const site = siteFor(given, [...respondents], { organisation, happenedAt, actor });
  const valid = validVersion(versions, { receivedAt: happenedAt, now, site });
  if (valid === undefined) return versions.length === 0 ? undefined : takesNoNew(id, site);
  return version === undefined || version === valid.version
    ? valid
    : notValid({ id, version }, valid.version);
}

const takesNoNew = (id: string, site: string | undefined): Refusal =>
  refuse(
    'D13',
    'no-valid-version',
    `No version of ${id} takes new cases${site === undefined ? '' : ` at "${site}"`}.`,
    {
      remedy: 'Choose another procedure, or have a version installed.',
      details: { procedure: id, ...(site !== undefined && { site }) },
    },
  );

const notValid = (
  { id, version }: Live['data']['procedure'] & { readonly version?: number },
  valid: number,
): Refusal =>
  refuse('D13', 'version-not-valid', `For this complaint version ${String(valid)} of ${id} is valid.`, {
    remedy: `Leave the version out, or name version ${String(valid)}.`,
    details: { procedure: id, version, valid },
  });

/** D13: the version that the case is to be moved to; not one that takes no cases, or none of its site. */
export function targetOf(
  { request: { command }, procedures }: LookedUp,
  now: Instant,
  state: CaseState,
): Procedure | Refusal | undefined {
  if (command.type !== 'MoveToVersion' || state.status === 'none') return undefined;
  const to = { id: state.procedure.id, version: command.data.version };
  const site = state.status === 'logged' ? state.site : undefined;
  return (
    takesNone(to, procedures, now) ?? takesNoneOf(site, to, procedures) ?? procedures.get(to.id, to.version)
  );
}

interface Target {
  readonly id: string;
  readonly version: number;
}

const installedOf = ({ id, version }: Target, { installed }: Pick<Rules, 'installed'>) =>
  installed(id).find((each) => each.version === version);

/** D13: why no case at all is moved there, if none is. */
export function takesNone(to: Target, rules: Pick<Rules, 'installed'>, now: Instant): Refusal | undefined {
  const installed = installedOf(to, rules);
  if (installed === undefined) return undefined;
  if (installed.withdrawnAt !== undefined) return takesNoMore(to.id, to.version);
  return isInForce(installed, now) ? undefined : notYet(to.id, to.version, installed.from);
}

/** D13: why no case of that site is moved there, if none is. */
export function takesNoneOf(
  site: string | undefined,
  to: Target,
  rules: Pick<Rules, 'installed'>,
): Refusal | undefined {
  const installed = installedOf(to, rules);
  return installed === undefined || isFor(installed, site)
    ? undefined
    : notThere(to.id, to.version, installed.sites);
}

const notYet = (id: string, version: number, from: string | undefined): Refusal =>
  refuse('D13', 'version-not-in-force', `Version ${String(version)} of ${id} is not in force yet.`, {
    remedy: 'Choose another version, or move the case when it is.',
    details: { procedure: id, version, from },
  });

const notThere = (id: string, version: number, sites: readonly string[] | undefined): Refusal =>
  refuse(
    'D13',
    'version-not-valid-there',
    `Version ${String(version)} of ${id} is not for the site of this case.`,
    { remedy: 'Choose another version.', details: { procedure: id, version, sites } },
  );

const takesNoMore = (id: string, version: number): Refusal =>
  refuse('D13', 'version-withdrawn', `Version ${String(version)} of ${id} was withdrawn.`, {
    remedy: 'Choose another version.',
    details: { procedure: id, version },
  });

/** When what is told happened; of a day nobody knows more than that it is told now. */
export const happenedAtOf = ({ happenedAt }: Request, now: Instant): Instant =>
  isInstant(happenedAt) ? happenedAt : now;
