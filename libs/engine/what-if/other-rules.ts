import { rulesKept, type WhatIfRules } from '#cases';
import { isRefusal, QueryRefused, refuse, type Refusal } from '#event-sourcing';
import { InvalidProcedure, withFigures, type LoadedProcedures, type Procedure } from '#procedures';
import type { Rulebooks } from '../rules/rulebooks.ts';
import type { WhatIfAsked } from './asked.ts';

interface Ports {
  readonly rulebooks: Pick<Rulebooks, 'get' | 'installed'>;
  readonly files: Pick<LoadedProcedures, 'versions'>;
}

type Ref = Parameters<WhatIfRules['own']>[0];

/** The rules that cases were handled under, and those that they are replayed under. Throws QueryRefused. */
export function otherRules(asked: WhatIfAsked, ports: Ports): WhatIfRules {
  return {
    own: each(({ id, version, rules }) => kept({ id, version, rules }, ports)),
    other: other(asked, ports),
  };
}

function other(asked: WhatIfAsked, ports: Ports): WhatIfRules['other'] {
  const { file, version, set = [] } = asked;
  if (file === undefined) return ofInstalled(asked, set, ports);
  if (version !== undefined) throw new QueryRefused(oneOrTheOther());
  const given = changed(file, 'file', set);
  return () => given;
}

function ofInstalled(
  { procedure, version }: WhatIfAsked,
  set: readonly string[],
  ports: Ports,
): WhatIfRules['other'] {
  if (version === undefined && set.length === 0) throw new QueryRefused(noOtherRules());
  if (procedure === undefined) throw new QueryRefused(whichProcedure());
  const named = version ?? ports.rulebooks.get(procedure)?.version;
  const text = named === undefined ? undefined : textOf(procedure, named, ports);
  if (named === undefined || text === undefined) throw new QueryRefused(noSuchProcedure(procedure, version));
  // Whatever is wrong with a figure is said at once.
  const given = changed(text, `${procedure}@${String(named)}`, set);
  if (version !== undefined) return () => given;
  return each(({ id, version: own }) => {
    if (id === procedure && own === named) return given;
    const written = textOf(id, own, ports);
    return written === undefined ? undefined : fitting(written, `${id}@${String(own)}`, set);
  });
}

/** `undefined` where a figure does not fit what an earlier version says: its cases are left out. */
function fitting(text: string, name: string, set: readonly string[]): Procedure | undefined {
  try {
    return changed(text, name, set);
  } catch (error) {
    if (!(error instanceof QueryRefused)) throw error;
    return undefined;
  }
}

/** Each version is read once. */
function each(read: (ref: Ref) => Procedure | undefined): WhatIfRules['own'] {
  const known = new Map<string, Procedure | undefined>();
  return (ref) => {
    const key = `${ref.id}@${String(ref.version)} ${ref.rules ?? ''}`;
    if (!known.has(key)) known.set(key, read(ref));
    return known.get(key);
  };
}

function kept(
  { id, version, rules }: { id: string; version: number; rules: string | undefined },
  { rulebooks }: Ports,
) {
  const found = rulesKept({ id, version, ...(rules !== undefined && { rules }) }, rulebooks);
  return isRefusal(found) ? undefined : found;
}

const textOf = (id: string, version: number, { rulebooks, files }: Ports): string | undefined =>
  rulebooks.installed(id).find((known) => known.version === version)?.text ??
  files.versions(id).find((known) => known.procedure.version === version)?.text;

function changed(text: string, name: string, set: readonly string[]): Procedure {
  try {
    return withFigures(name, text, set);
  } catch (error) {
    if (!(error instanceof InvalidProcedure)) throw error;
    throw new QueryRefused(unusable(error));
  }
}

const unusable = ({ message, problems }: InvalidProcedure): Refusal =>
  refuse('D14', 'unusable-rules', `Nothing can be replayed under these rules: ${message}`, {
    remedy: 'Correct what is named; redress procedures check tells more of a file.',
    details: { problems },
  });

const oneOrTheOther = (): Refusal =>
  refuse('D14', 'two-other-rules', 'A file and a version were named.', {
    remedy: 'Name one of them; single figures may be changed in either.',
  });

const noOtherRules = (): Refusal =>
  refuse('D14', 'no-other-rules', 'Under which other rules was not said.', {
    remedy: 'Name a file, another version, or figures to change.',
  });

const whichProcedure = (): Refusal =>
  refuse('D14', 'which-procedure', 'Which procedure the version or the figures are of was not said.', {
    remedy: 'Name the procedure.',
  });

const noSuchProcedure = (id: string, version: number | undefined): Refusal =>
  refuse(
    'D13',
    'unknown-procedure',
    version === undefined
      ? `There is no procedure ${id}.`
      : `There is no procedure ${id} in version ${String(version)}.`,
    { remedy: 'Choose one that there is: redress procedures list.', details: { procedure: id, version } },
  );
