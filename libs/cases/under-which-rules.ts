import { isInstant, refuse, type AggregateRequest, type Instant, type Refusal } from '#event-sourcing';
import type { Organisation } from '#organisation';
import { validVersion, type InstalledVersion, type Procedure, type Rules } from '#procedures';
import type { CaseCommand } from './case/commands.ts';
import { rulesChanged, unknownProcedure } from './case/rules/rules-kept.ts';
import { siteFor } from './case/rules/site.ts';
import type { CaseState, ProcedureRef } from './case/state.ts';

type Opening = CaseCommand<'LogComplaint' | 'ImportHistoricCase' | 'RecordAbandonedContact'>;

export const isOpening = (command: CaseCommand): command is Opening =>
  command.type === 'LogComplaint' ||
  command.type === 'ImportHistoricCase' ||
  command.type === 'RecordAbandonedContact';

type Request = AggregateRequest<CaseCommand>;

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
  { type, data }: Live,
  { request, versions, organisation }: LookedUp,
  now: Instant,
): InstalledVersion | Refusal | undefined {
  const { id, version } = data.procedure;
  if (version !== undefined && !versions.some((each) => each.version === version)) return undefined;
  const happenedAt = happenedAtOf(request, now);
  const [given, respondents = []] = type === 'LogComplaint' ? [data.site, data.respondents] : [];
  const site = siteFor(given, [...respondents], { organisation, happenedAt, actor: request.actor });
  const valid = validVersion(versions, { receivedAt: happenedAt, now, site });
  if (valid === undefined) return versions.length === 0 ? undefined : takesNoNew(id, site);
  return version === undefined || version === valid.version ? valid : notValid(data.procedure, valid.version);
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

const notValid = ({ id, version }: Live['data']['procedure'], valid: number): Refusal =>
  refuse('D13', 'version-not-valid', `For this complaint version ${String(valid)} of ${id} is valid.`, {
    remedy: `Leave the version out, or name version ${String(valid)}.`,
    details: { procedure: id, version, valid },
  });

/** D13: the version that the case is to be moved to; not one that takes no cases any more. */
export function targetOf(
  { request: { command }, procedures }: LookedUp,
  { id }: Procedure,
): Procedure | Refusal | undefined {
  if (command.type !== 'MoveToVersion') return undefined;
  const { version } = command.data;
  const withdrawn = procedures
    .installed(id)
    .some((each) => each.version === version && each.withdrawnAt !== undefined);
  return withdrawn ? takesNoMore(id, version) : procedures.get(id, version);
}

const takesNoMore = (id: string, version: number): Refusal =>
  refuse('D13', 'version-withdrawn', `Version ${String(version)} of ${id} was withdrawn.`, {
    remedy: 'Choose another version.',
    details: { procedure: id, version },
  });

/** When what is told happened; of a day nobody knows more than that it is told now. */
export const happenedAtOf = ({ happenedAt }: Request, now: Instant): Instant =>
  isInstant(happenedAt) ? happenedAt : now;
