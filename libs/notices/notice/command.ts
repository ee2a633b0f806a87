import { commandsOf, type Instant } from '#event-sourcing';
import type { CaseState } from '#cases';
import type { Organisation } from '#organisation';
import type { Procedure } from '#procedures';
import type { NoticeEventDraft } from './events.ts';
import type { Notices } from './state.ts';

/** What a decision about notices may know beside command and state. */
export interface NoticeContext {
  readonly now: Instant;
  readonly caseId: string;
  readonly about: CaseState;
  /** The rules of the case; absent where they are not installed any more. */
  readonly procedure: Procedure | undefined;
  readonly organisation: Organisation;
  /** From when on people are told; absent: they are not. */
  readonly since: Instant | undefined;
}

export interface NoticeTypes {
  readonly state: Notices;
  readonly context: NoticeContext;
  readonly draft: NoticeEventDraft;
  readonly who: 'administrator' | 'ourselves';
  readonly weight: undefined;
  readonly when: 'always';
  readonly group: 'Notices';
}

const define = commandsOf<NoticeTypes>();
type Define = typeof define;

/** Defines one command about notices. Its file is all that there is of it, but for its line in `commands.ts`. */
export const command: Define = define;

export const administrative = { group: 'Notices', who: 'administrator', when: 'always' } as const;
/** Sent by our own programs. */
export const ourOwn = { group: 'Notices', who: 'ourselves', when: 'always', route: 'none' } as const;
