import type { ConditionFile, ProcedureFile } from './file-schema.ts';
import type { Path } from './problems.ts';

/** Every condition of a file with its place. */
export function conditionsOf(
  file: ProcedureFile,
): readonly { readonly path: Path; readonly when: NonNullable<ProcedureFile['clocks'][number]['when']> }[] {
  const matters = file.authority.matters ?? [];
  return [
    ...(file.directRoutes ?? []).map(({ when }, index) => ({ path: ['directRoutes', index, 'when'], when })),
    ...matters.map(({ when }, index) => ({ path: ['authority', 'matters', index, 'when'], when })),
    ...(file.approvals ?? []).map(({ when }, index) => ({ path: ['approvals', index, 'when'], when })),
    ...eachOf(['turnTo'], file.turnTo),
    ...eachOf(['reviews'], file.reviews),
    ...stepConditions(file, 'resolving'),
    ...(file.intake?.requires ?? []).flatMap((each, index) =>
      typeof each === 'string' ? [] : given(['intake', 'requires', index, 'when'], each.when),
    ),
    ...given(['followUp', 'when'], file.followUp.when),
    ...eachOf(['extensions'], file.extensions),
    ...file.settleAtOnce.flatMap((each, index) =>
      typeof each === 'string' ? [] : given(['settleAtOnce', index], each),
    ),
    ...stepConditions(file, 'closing'),
    ...eachOf(['conduct', 'violations'], file.conduct?.violations),
    ...eachOf(['notifications', 'rules'], file.notifications?.rules),
    ...file.clocks.flatMap(({ when }, index) =>
      when === undefined ? [] : [{ path: ['clocks', index, 'when'], when }],
    ),
  ];
}

const given = (path: Path, when: ConditionFile | undefined) => (when === undefined ? [] : [{ path, when }]);

const eachOf = (path: Path, rules: readonly { readonly when?: ConditionFile | undefined }[] | undefined) =>
  (rules ?? []).flatMap(({ when }, index) => given([...path, index, 'when'], when));

const stepConditions = (file: ProcedureFile, key: 'resolving' | 'closing') =>
  file[key].requires.flatMap((each, index) =>
    typeof each === 'string' ? [] : [{ path: [key, 'requires', index, 'when'], when: each.when }],
  );
