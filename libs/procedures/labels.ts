import type { Static } from '#schema';
import type { label } from './file-parts.ts';
import type { ProcedureFile } from './file-schema.ts';
import type { Finding, Path } from './problems.ts';

export type Label = Static<typeof label>;

/** The English word under a key, and the Chinese one beside it. */
export const saying = <Key extends string>(
  key: Key,
  said: Label,
): Readonly<Record<Key, string>> & { readonly zh?: string } =>
  // A computed key is not known to the type.
  (typeof said === 'string' ? { [key]: said } : { [key]: said.en, zh: said.zh }) as Record<Key, string>;

/** What the file has under `title`, as people read it. */
export const titled = <Entry extends { readonly title: Label }>({ title, ...entry }: Entry) => ({
  ...entry,
  ...saying('title', title),
});

/** The words by which something is known in either language. */
export const inBoth = (said: Label): readonly string[] =>
  typeof said === 'string' ? [said] : [said.en, said.zh];

interface Labelled {
  readonly path: Path;
  readonly said: Label;
}

const titles = (path: Path, entries: readonly { readonly title: Label }[]): readonly Labelled[] =>
  entries.map(({ title }, index) => ({ path: [...path, index, 'title'], said: title }));

const texts = (path: Path, map: Readonly<Record<string, Label>> | undefined): readonly Labelled[] =>
  Object.entries(map ?? {}).map(([key, said]) => ({ path: [...path, key], said }));

type FieldFiles = NonNullable<ProcedureFile['intake']>['fields'];

const fields = (path: Path, asked: FieldFiles = {}): readonly Labelled[] =>
  Object.entries(asked).flatMap(([id, { title, choices }]) => [
    { path: [...path, id, 'title'], said: title },
    ...texts([...path, id, 'choices'], choices),
  ]);

const conductLabels = (conduct: ProcedureFile['conduct']): readonly Labelled[] =>
  (['violations', 'steps', 'appraisal'] as const).flatMap((key) =>
    titles(['conduct', key], conduct?.[key] ?? []),
  );

const wordings = (notifications: ProcedureFile['notifications']): readonly Labelled[] =>
  (notifications?.rules ?? []).flatMap(({ subject, text }, index) =>
    Object.entries({ subject, text }).flatMap(([key, said]) =>
      said === undefined ? [] : [{ path: ['notifications', 'rules', index, key], said }],
    ),
  );

function labelsOf(file: ProcedureFile): readonly Labelled[] {
  const groups = file.categories === 'asRecorded' ? [] : file.categories;
  return [
    { path: ['title'], said: file.title },
    ...titles(['severities'], file.severities),
    ...file.severities.flatMap(({ criteria }, index) => texts(['severities', index, 'criteria'], criteria)),
    ...titles(['categories'], groups),
    ...groups.flatMap(({ leaves }, index) => titles(['categories', index, 'leaves'], leaves)),
    ...texts(['rootCauses'], file.rootCauses),
    ...titles(['ladder'], file.ladder),
    ...titles(['turnTo'], file.turnTo ?? []),
    ...titles(['bodies'], file.bodies ?? []),
    ...titles(['clocks'], file.clocks),
    ...titles(['duties'], file.duties ?? []),
    ...titles(['improvement', 'recurrence'], file.improvement?.recurrence ?? []),
    ...conductLabels(file.conduct),
    ...wordings(file.notifications),
    ...texts(['letters'], file.letters),
    ...texts(['inadmissibleGrounds'], file.inadmissibleGrounds),
    ...titles(['counterReturn', 'goods'], file.counterReturn?.goods ?? []),
    ...(file.legalBasis ?? []).map((said, index) => ({ path: ['legalBasis', index], said })),
    ...fields(['intake', 'fields'], file.intake?.fields),
    ...fields(['followUp', 'questions'], file.followUp.questions),
  ];
}

/** A house that speaks Chinese somewhere speaks it everywhere: half a page helps nobody. */
export function missingWords(file: ProcedureFile): readonly Finding[] {
  const labels = labelsOf(file);
  const isBilingual = file.language === 'zh' || labels.some(({ said }) => typeof said !== 'string');
  return labels.flatMap(({ path, said }) =>
    isBilingual && typeof said === 'string'
      ? [
          {
            path,
            reason: `"${inShort(said)}" is not said in Chinese; write { en: ${inShort(said)}, zh: … }`,
          },
        ]
      : [],
  );
}

/** A letter is known by its first words. */
const inShort = (said: string): string => (said.length > 200 ? `${said.slice(0, 40).trim()}…` : said);
