import { commandsOf, type Refusal } from '#event-sourcing';
import type { PrivacyEventDraft } from './events.ts';
import type { PrivacyState } from './state.ts';
import type { Subject } from './subject.ts';

export interface PrivacyContext {
  readonly now: string;
  readonly subject: Subject;
  /** What came of destroying key and files. */
  readonly erased?: number | Refusal;
  /** Whether nothing is left in the read models, or why that cannot be. */
  readonly removed?: boolean | Refusal;
}

export interface PrivacyTypes {
  readonly state: PrivacyState;
  readonly context: PrivacyContext;
  readonly draft: PrivacyEventDraft;
  readonly who: 'compliance' | 'ourselves';
  readonly weight: undefined;
  readonly when: 'always';
  readonly group: 'Privacy';
}

/** Defines one command about the personal data of a case. Its file is all that there is of it, but for its line in `commands.ts`. */
export const command = commandsOf<PrivacyTypes>();

export const byCompliance = { group: 'Privacy', who: 'compliance', when: 'always' } as const;
/** Sent by our own programs. */
export const ourOwn = { group: 'Privacy', who: 'ourselves', when: 'always', route: 'none' } as const;
