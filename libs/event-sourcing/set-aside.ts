import { contractsOf } from './codec.ts';

/** An event that is not ours, or cannot be read, set aside by an administrator: the stream goes on without it. */
export interface EventSetAside {
  /** Decimal, as everywhere that a revision is told. */
  readonly revision: string;
  /** Id of the event that stands there. */
  readonly event: string;
  readonly finding: 'foreign-event' | 'unreadable-event';
  readonly reason: string;
}

/** Stored contract: may stand in a stream of every kind. */
export const EVENT_SET_ASIDE = 'EventSetAside';

const text = { type: 'string', minLength: 1 };

export const mendingContracts = contractsOf({
  [EVENT_SET_ASIDE]: {
    type: 'object',
    required: ['revision', 'event', 'finding', 'reason'],
    properties: {
      revision: { type: 'string', pattern: '^\\d{1,19}$', description: 'decimal revision' },
      event: text,
      finding: { type: 'string', enum: ['foreign-event', 'unreadable-event'] },
      reason: text,
    },
    additionalProperties: false,
  },
});

export const isSettingAside = (event: {
  readonly type: string;
  readonly data: unknown;
}): event is { readonly type: typeof EVENT_SET_ASIDE; readonly data: EventSetAside } =>
  event.type === EVENT_SET_ASIDE;
