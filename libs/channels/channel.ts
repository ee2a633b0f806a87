/** Something that one person is told. */
export interface Message {
  /** The same at every attempt, so that whoever gets it twice can know. */
  readonly id: string;
  readonly caseId: string;
  /** Id of a member of staff; absent: whoever complained. */
  readonly staff?: string;
  /** Where a channel needs it. Never to be logged. */
  readonly email?: string;
  readonly language: string;
  readonly subject: string;
  readonly text: string;
  readonly couldBeTwice: boolean;
}

/** `because` is a code, never a sentence of a server: that may name people. */
export type Delivery =
  | { readonly outcome: 'sent' }
  | {
      readonly outcome: 'failed';
      readonly because: string;
      /** It may have arrived all the same. */
      readonly unsure: boolean;
      /** It will never be taken. */
      readonly forGood: boolean;
    };

/** One way on which people are told. A channel knows nothing of why, and remembers nothing. */
export interface Channel {
  readonly name: string;
  /** Without an address nobody is reached on it. */
  readonly needsAddress: boolean;
  /** Never rejects, and ends within a minute. */
  send(message: Message): Promise<Delivery>;
  close(): Promise<void>;
}

/** How long a server may take. */
export const LONGEST_MILLIS = 60_000;

export const SENT: Delivery = { outcome: 'sent' };

/** Of an error its code alone. */
export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code.slice(0, 60)
    : 'unknown';
