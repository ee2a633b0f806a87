import { refuse, type Refusal } from '#event-sourcing';
import { placeOf } from '#organisation';
import { matterNeed, type Need } from '../authority.ts';
import type { CaseContext } from '../context.ts';
import type { Respondent } from '../events/intake.ts';
import { decidedAt } from '../standing.ts';
import type { CaseRecord } from '../state.ts';
import { hasJudge } from './judges.ts';
import { levelOrFirst } from './levels.ts';

type Respondents = readonly Respondent[];

type Then = Pick<CaseContext, 'organisation' | 'happenedAt'>;

/** Where those complained about are known to work. */
const sitesOf = (respondents: Respondents, { organisation, happenedAt }: Then): readonly string[] =>
  respondents.flatMap(({ staffId, department }) => {
    const site =
      staffId === undefined
        ? department === undefined
          ? undefined
          : organisation.departments.get(department)?.site
        : placeOf(organisation, staffId, happenedAt).site;
    return site === undefined ? [] : [site];
  });

/** AUT-1: as given; otherwise where those complained about work, or whoever received it. */
export const siteFor = (
  given: string | undefined,
  respondents: Respondents,
  context: Then & { readonly actor: { readonly id: string } },
): string | undefined =>
  given ??
  sitesOf(respondents, context)[0] ??
  placeOf(context.organisation, context.actor.id, context.happenedAt).site;

/** AUT-1: whoever writes a case down does not choose its judge: the site is that of somebody who is complained about. */
export function siteOfNobody(
  site: string | undefined,
  respondents: Respondents,
  context: CaseContext,
): Refusal | undefined {
  const sites = sitesOf(respondents, context);
  if (site === undefined || sites.length === 0 || sites.includes(site)) return undefined;
  return refuse('AUT-1', 'site-of-nobody', `Nobody who is complained about works at "${site}".`, {
    remedy: 'Leave the site out, or give that of one of them.',
    details: { sites: [...new Set(sites)] },
  });
}

/** AUT-1: where those complained about work, once they are named, when it was kept elsewhere. */
export function siteOfThem(
  { site }: Pick<CaseRecord, 'site'>,
  respondents: Respondents,
  context: CaseContext,
): string | undefined {
  const sites = sitesOf(respondents, context);
  return site === undefined || sites.includes(site) ? undefined : sites[0];
}

/**
 * AUT-1, AUT-3: who moves a case to another place takes it away from those who decide there, unless nobody does, or those
 * who are complained about work at the new place only.
 */
export function siteTaken(before: CaseRecord, after: CaseRecord, context: CaseContext): Need | undefined {
  const { site } = after;
  if (site === undefined || site === before.site) return undefined;
  const sites = sitesOf(after.respondents, context);
  const isTheirs = sites.includes(site) && !sites.includes(before.site ?? '');
  if (isTheirs || !hasJudge(before, context)) return undefined;
  const doing = 'Moving this case to another site';
  return { ...levelOrFirst(matterNeed(before, context).level, context), rule: 'AUT-1', doing };
}

/** AUT-1, AUT-3: the same for who brings a case by its category to a department that has levels of its own. */
export function departmentTaken(
  before: CaseRecord,
  after: CaseRecord,
  context: CaseContext,
): Need | undefined {
  const { organisation, procedure } = context;
  const [from, to] = [before, after].map((each) => decidedAt(each, procedure).department);
  const hasLevels = [...organisation.people.values()].some(({ posts }) =>
    posts.some((post) => post.procedure === procedure.id && post.department === to),
  );
  if (to === undefined || to === from || !hasLevels || !hasJudge(before, context)) return undefined;
  const doing = 'Moving this case to another department';
  return { ...levelOrFirst(matterNeed(before, context).level, context), rule: 'AUT-1', doing };
}
