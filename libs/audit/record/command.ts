import { commandsOf } from '#event-sourcing';
import type { AuditEventDraft } from './events.ts';

export interface AuditTypes {
  /** Nothing: what somebody does is on record whatever they did before. */
  readonly state: object;
  readonly context: object;
  readonly draft: AuditEventDraft;
  readonly who: 'ourselves';
  readonly weight: undefined;
  readonly when: 'always';
  readonly group: 'Audit';
}

const define = commandsOf<AuditTypes>();
type Define = typeof define;

/** Defines one command of the audit. Its file is all that there is of it, but for its line in `commands.ts`. */
export const command: Define = define;

/** Sent by our own programs, beside what they were asked for. */
export const ourOwn = { group: 'Audit', who: 'ourselves', when: 'always', route: 'none' } as const;
