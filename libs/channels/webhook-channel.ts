import { createHmac } from 'node:crypto';
import { codeOf, LONGEST_MILLIS, SENT, type Channel, type Delivery, type Message } from './channel.ts';

export interface WebhookSettings {
  readonly url: string;
  readonly secret: string;
}

/**
 * A request to a service of the house. The signature covers time and body, so that nobody else can send one, and nobody
 * again what they have seen: `v1=` and the HMAC-SHA256 of `<timestamp>.<body>`, hex.
 */
export const webhookChannel = ({ url, secret }: WebhookSettings, now: () => number): Channel => ({
  name: 'webhook',
  needsAddress: false,
  async send(message) {
    const body = JSON.stringify(message satisfies Message);
    const timestamp = String(Math.floor(now() / 1000));
    try {
      const { status, body: answered } = await fetch(url, {
        ...{ method: 'POST', body, redirect: 'manual', signal: AbortSignal.timeout(LONGEST_MILLIS) },
        headers: {
          'content-type': 'application/json',
          'idempotency-key': message.id,
          'x-redress-timestamp': timestamp,
          'x-redress-signature': `v1=${signatureOf(secret, timestamp, body)}`,
        },
      });
      await answered?.cancel();
      return status >= 200 && status < 300 ? SENT : refused(status);
    } catch (error) {
      return notAnswered(error);
    }
  },
  close: () => Promise.resolve(),
});

export const signatureOf = (secret: string, timestamp: string, body: string): string =>
  createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');

/** A server that fails may have taken it first; 410 says that there is nothing any more. */
const refused = (status: number): Delivery => ({
  ...{ outcome: 'failed', because: String(status) },
  ...{ unsure: status >= 500, forGood: status === 410 },
});

const BEFORE: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

function notAnswered(error: unknown): Delivery {
  const cause = error instanceof Error ? error.cause : undefined;
  const isLate = error instanceof Error && error.name === 'TimeoutError';
  const because = isLate ? 'ETIMEDOUT' : codeOf(cause);
  return { outcome: 'failed', because, unsure: !BEFORE.has(because), forGood: false };
}
