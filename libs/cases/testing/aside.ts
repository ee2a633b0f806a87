import type { Stamp } from '#event-sourcing';
import type { SetAside } from '../case/context.ts';

/** As if it had been set aside in somebody's budget of the month; default: whatever is asked for (SOL-8). */
export const aside = (
  { commandId }: Pick<Stamp, 'commandId'>,
  minor = Number.MAX_SAFE_INTEGER,
): SetAside => ({ draw: `${commandId}/0`, budget: '2026-09.any.somebody', minor });
