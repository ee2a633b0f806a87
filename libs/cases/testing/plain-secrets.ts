import type { Secrets } from '../case/context.ts';

/** Told apart by the secret itself: what seals them is not what stories are about. */
export const plainSecrets: Secrets = {
  seal: (secret) => `plain:${secret}`,
  isRight: (sealed, secret) => sealed === `plain:${secret}`,
};
