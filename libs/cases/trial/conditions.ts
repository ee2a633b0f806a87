import type { MatterCondition, Procedure } from '#procedures';

/** Every condition under which the path of a case differs, wherever it stands; by clocks no path does. */
export const conditionsIn = ({
  clocks: _clocks,
  intake: _intake,
  settleAtOnce,
  ...path
}: Procedure): readonly MatterCondition[] => [...settleAtOnce, ...conditionsWithin(path)];

const conditionsWithin = (value: unknown): readonly MatterCondition[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]: [string, unknown]) =>
    // What stands under that key is a condition wherever it is; TypeScript does not follow a walk over all keys.
    key === 'when' ? [part as MatterCondition] : conditionsWithin(part),
  );
};
