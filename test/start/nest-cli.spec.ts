import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

interface NestCli {
  readonly projects: Readonly<
    Record<string, { readonly root: string; readonly sourceRoot: string; readonly entryFile: string }>
  >;
}

/** Nest's own tools (generators, editors) read it; our build and tests do not. */
it('nest-cli.json names every application and library, each by the folder and the file that are there', () => {
  const { projects } = JSON.parse(readFileSync(path.join(root, 'nest-cli.json'), 'utf8')) as NestCli;
  const folders = ['apps', 'libs'].flatMap((kind) =>
    readdirSync(path.join(root, kind)).map((name) => `${kind}/${name}`),
  );
  expect(
    Object.values(projects)
      .map((project) => project.root)
      .toSorted(),
  ).toEqual(folders.toSorted());
  for (const project of Object.values(projects)) {
    expect(project.sourceRoot).toBe(project.root);
    expect([project.root, existsSync(path.join(root, project.root, `${project.entryFile}.ts`))]).toEqual([
      project.root,
      true,
    ]);
  }
});
