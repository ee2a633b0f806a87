import type { Procedure } from './procedure.ts';

/** A leaf of the category tree. */
export interface CategoryLeaf {
  /** `group/leaf`, the form in which a case records it (CLS-1). */
  readonly path: string;
  readonly title: string;
}

/** The leaf that `group/leaf`, a title or a synonym names; any text where categories are those of an import. */
export function findLeaf(procedure: Pick<Procedure, 'categories'>, name: string): CategoryLeaf | undefined {
  if (procedure.categories === 'asRecorded')
    return name.trim() === '' ? undefined : { path: name, title: name };
  const wanted = normalised(name);
  for (const group of procedure.categories) {
    for (const leaf of group.leaves) {
      const path = `${group.id}/${leaf.id}`;
      if (
        [path, leaf.title, leaf.zh ?? leaf.title, ...leaf.synonyms].some(
          (known) => normalised(known) === wanted,
        )
      ) {
        return { path, title: leaf.title };
      }
    }
  }
  return undefined;
}

/** Names are compared without regard to case, width and surrounding space. */
export const normalised = (name: string): string => name.normalize('NFKC').trim().toLowerCase();
