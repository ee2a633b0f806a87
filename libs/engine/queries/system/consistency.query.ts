import { answer, field, refuse } from '#event-sourcing';
import { everybody, query } from './query.ts';
import { orRefused } from './log-refused.ts';

const size = { min: 0, max: 999_999_999_999, example: 1_200 };

export const consistency = query({
  name: 'consistency',
  summary:
    'What shows that the log of the history only grew between two sizes (RFC 6962): hashes, nothing else (D15).',
  group: 'Proof',
  at: 'proof/consistency',
  asks: {
    from: field.wholeNumber({ ...size, example: 900, description: 'Events of an earlier checkpoint.' }),
    to: field.wholeNumber({
      ...{ ...size, optional: true },
      description: 'Events of a later one; default: the latest.',
    }),
  },
  who: everybody,
  reads: () => [],
  answers: answer.object({
    from: answer.whole(900),
    to: answer.whole(1_200),
    hashes: answer.list(answer.text('CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I='), {
      description: 'SHA-256 in base64, in the order of RFC 6962, 2.1.2.',
    }),
  }),
  compressed: true,
  run: ({ from, to: asked }, { proof }) =>
    orRefused(async () => {
      const to = asked ?? (await proof.signed())?.checkpoint.size;
      const hashes = to === undefined ? undefined : await proof.consistency(from, to);
      return to === undefined || hashes === undefined
        ? undefined
        : { from, to, hashes: hashes.map((hash) => hash.toString('base64')) };
    }),
  absent: () =>
    refuse('D15', 'not-signed-yet', 'No checkpoint of this log goes that far.', {
      remedy: 'Ask for sizes of checkpoints, the earlier one first.',
    }),
});
