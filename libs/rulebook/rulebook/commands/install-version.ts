import { field, isRefusal, refuse, type Refusal } from '#event-sourcing';
import { isSite } from '#organisation';
import { InvalidProcedure, LONGEST_TEXT, procedureDifferences, rulesIn, type Procedure } from '#procedures';
import { administrative, command, type RulebookContext } from '../command.ts';
import { draft } from '../events.ts';
import type { InstalledText } from '../state.ts';

/** D13: what a version says is what it said when it was installed, for ever and on every machine. */
export const installVersion = command({
  name: 'InstallVersion',
  summary: 'Install a version of a procedure: new cases are handled under it from then on (D13).',
  ...administrative,
  data: {
    text: field.text({
      max: LONGEST_TEXT,
      example: 'id: residential-property\nversion: 2\n…',
      description: 'The whole file.',
    }),
    from: field.instant({
      optional: true,
      description:
        'From when new complaints come under it, by their receipt; default: now, and for the first version: since ever.',
    }),
    sites: field.references({
      max: 200,
      of: 'site',
      optional: true,
      example: ['riverside'],
      description: 'Only there; default: everywhere.',
    }),
  },
  decide: ({ text, from, sites = [] }, { versions }, context) => {
    const rules = read(text, context);
    if (isRefusal(rules)) return rules;
    const { version, contentHash: hash = '' } = rules;
    const known = versions.find((each) => each.version === version);
    if (known !== undefined) return known.hash === hash ? withdrawn(known) : otherText(rules, known);
    const unknown = sites.find((site) => !isSite(context.organisation, site));
    if (unknown !== undefined) return unknownSite(unknown);
    const since = from ?? (versions.length === 0 ? undefined : context.now);
    return [
      draft('ProcedureInstalled', {
        ...{ version, text, hash },
        ...(since !== undefined && { from: since }),
        ...(sites.length > 0 && { sites: [...new Set(sites)] }),
      }),
    ];
  },
});

function read(text: string, { procedure }: Pick<RulebookContext, 'procedure'>): Procedure | Refusal {
  try {
    const rules = rulesIn(procedure, text);
    return rules.id === procedure ? rules : otherProcedure(rules.id, procedure);
  } catch (error) {
    if (!(error instanceof InvalidProcedure)) throw error;
    return refuse('D13', 'invalid-procedure', `The file cannot be used: ${error.message}`, {
      remedy: 'See what redress procedures check says of it.',
      details: { problems: error.problems.map(({ path, reason, line }) => ({ path, reason, line })) },
    });
  }
}

const unknownSite = (site: string): Refusal =>
  refuse('D23', 'unknown-site', `There is no site "${site}".`, { remedy: 'Register the site first.' });

const otherProcedure = (id: string, procedure: string): Refusal =>
  refuse('D13', 'other-procedure', `The file is of the procedure "${id}", not of "${procedure}".`, {
    remedy: 'Install it under its own id.',
  });

/** It is there already; once it was withdrawn, nothing brings it back. */
const withdrawn = ({ version, withdrawnAt }: InstalledText): readonly [] | Refusal =>
  withdrawnAt === undefined
    ? []
    : refuse('D13', 'version-withdrawn', `Version ${String(version)} was withdrawn.`, {
        remedy: 'Give the file the next version.',
        details: { version, withdrawnAt },
      });

function otherText(rules: Procedure, { version, hash, text }: InstalledText): Refusal {
  const before = read(text, { procedure: rules.id });
  // What an earlier program has installed, this one may not be able to read.
  const differences = isRefusal(before) ? [] : procedureDifferences(before, rules);
  return refuse(
    'D13',
    'version-installed',
    `Version ${String(version)} of ${rules.id} is installed and says something else${differences.length === 0 ? '' : `: ${differences.slice(0, TOLD).join(' ')}`}`,
    {
      remedy: 'Give the file the next version.',
      details: { procedure: rules.id, version, installed: hash, differences },
    },
  );
}

/** The rest stands in the details. */
const TOLD = 5;
