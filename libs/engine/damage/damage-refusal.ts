import {
  AppendTooLarge,
  canBeSetAside,
  refuse,
  sentenceOf,
  StreamFault,
  type Damage,
  type DamageFinding,
  type Refusal,
} from '#event-sourcing';

const MENDED_BY: Readonly<Record<DamageFinding, string>> = {
  deleted: 'Restore the event store from a backup that holds it; what is left of it, the lists show.',
  'missing-events': 'Restore the event store from a backup that holds all of it.',
  'foreign-event': 'An administrator sets the event aside with a reason: redress events set-aside.',
  'unreadable-event':
    'Restore the event store from a backup, or let an administrator set the event aside: redress events set-aside.',
  'key-missing':
    'Restore keys/subjects.json of the data folder from a backup of these keys. Everything else of it can be read.',
  'access-denied': 'An administrator of the event store gives this service the right to read and write it.',
  'not-read-back': 'An administrator of the event store looks for what deletes or cuts this stream.',
};

/** `case-history-damaged` and its like: who can mend it, and where it is. Repeating the request does not help. */
export function damageRefusal(damage: Damage): Refusal {
  const { stream, finding, revision, position, type } = damage;
  const kind = stream.slice(0, stream.indexOf('-'));
  return refuse('D15', `${kind}-history-damaged`, sentenceOf(damage), {
    remedy: MENDED_BY[finding],
    details: {
      ...{ stream, finding },
      ...(revision !== undefined && { revision: revision.toString() }),
      ...(position !== undefined && { position }),
      ...(type !== undefined && canBeSetAside(damage) && { type }),
    },
  });
}

/** What a single stream, or a single append, is at fault for; undefined for everything else. */
export function faultRefusal(error: unknown): Refusal | undefined {
  if (error instanceof StreamFault) return damageRefusal(error.damage);
  if (!(error instanceof AppendTooLarge)) return undefined;
  return refuse('D4', 'too-large-to-record', 'The event store takes nothing of that size at once.', {
    remedy: 'Say less in one request; an administrator can raise the limit of the event store.',
  });
}
