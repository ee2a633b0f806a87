export const CLOCK_KINDS = [
  'acknowledge',
  'classify',
  'dispatch',
  'receipt',
  'reroute',
  'notifyManager',
  'firstReply',
  'progressUpdate',
  'resolve',
  'notifyOutcome',
  'followUp',
  'regulatorAnswer',
  'callback',
  'levelAnswer',
  'promise',
  'promotion',
  'handBack',
  'restate',
  'handOver',
  'onSite',
  'mediation',
  'plan',
  'approval',
  'planStep',
  'correctiveAction',
] as const;
export type ClockKind = (typeof CLOCK_KINDS)[number];

export const COUNTS_FROM = ['fromStart', 'fromApplying'] as const;
export type CountsFrom = (typeof COUNTS_FROM)[number];

/**
 * What a clock that was over does when the case is reopened (OUT-6): it starts anew; goes on with the time that was left;
 * is due when it was, however long the case counted as settled; or stays over. A case that was ended by mistake goes on in
 * any case: nobody gains days by taking an ending back.
 */
export const ON_REOPENING = ['startsAnew', 'goesOn', 'keepsDueTime', 'staysOver'] as const;
export type OnReopening = (typeof ON_REOPENING)[number];

export const GOES_ON_AFTER = ['inadmissible', 'withdrawn'] as const;
export type GoesOnAfter = (typeof GOES_ON_AFTER)[number];

export const PAUSE_REASONS = ['waitingForComplainant', 'waitingForThirdParty'] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];
