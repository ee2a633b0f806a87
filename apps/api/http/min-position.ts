import { field, type Position } from '#event-sourcing';
import { malformed } from '../problems/index.ts';
import { HEADER_FORMS } from './header-forms.ts';
import type { Request } from './server-types.ts';

export const positionField = (otherwise: string, description?: string) =>
  field.pattern(HEADER_FORMS.position, {
    optional: true,
    otherwise,
    example: '0000000000000000042',
    ...(description !== undefined && { description }),
  });

const since = (description: string) => ({
  minPosition: positionField(
    'must be a position that a command answered with',
    `${description}; also as header X-Min-Position.`,
  ),
});

/** Every query can wait until the read models have seen a position (D10). */
export const readFields = since('Answer only when everything up to this position is included');

/** What somebody decides on stands in the history up to a position: nothing older may refuse the command (D10). */
export const commandFields = since('Refuse only by what includes everything up to this position');

/** From `minPosition`, which the check of the query has let through, or `X-Min-Position`. */
export function minPositionOf(
  { headers }: Pick<Request, 'headers'>,
  parameters: { readonly minPosition?: string },
): Position | undefined {
  const header = headers['x-min-position'];
  if (header === undefined) return parameters.minPosition as Position | undefined;
  if (typeof header === 'string' && HEADER_FORMS.position.test(header)) return header as Position;
  throw malformed('X-Min-Position', 'must be a position that a command answered with');
}
