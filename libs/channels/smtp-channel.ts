import { codeOf, LONGEST_MILLIS, SENT, type Channel, type Delivery } from './channel.ts';

export interface SmtpSettings {
  /** `smtp://mail.example.com:587`, `smtps://…`; with a user where the server asks for one. */
  readonly url: string;
  readonly from: string;
  readonly password?: string;
}

const PATIENCE = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 30_000,
  dnsTimeout: 10_000,
} as const;

/** Mail by a server of the house. The message id is that of the notice at every attempt: mail programs show it once. */
export async function smtpChannel({ url, from, password }: SmtpSettings): Promise<Channel> {
  const { createTransport } = await import('nodemailer');
  const { protocol, hostname, port, username } = new URL(url);
  const isSecure = protocol === 'smtps:';
  const isElsewhere = !['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  const transport = createTransport({
    ...{ host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? (isSecure ? 465 : 587) : Number(port) },
    secure: isSecure,
    // A password goes over no network in clear.
    requireTLS: !isSecure && username !== '' && isElsewhere,
    ...(username !== '' && { auth: { user: decodeURIComponent(username), pass: password ?? '' } }),
    ...PATIENCE,
    ...{ logger: false, disableFileAccess: true, disableUrlAccess: true },
  });
  return {
    name: 'smtp',
    needsAddress: true,
    async send({ id, email = '', language, subject, text, couldBeTwice }) {
      try {
        await withinTime(
          transport.sendMail({
            ...{ from, subject, text, messageId: `<${id}@redress>` },
            // An object, so that nothing in it is read as further addresses.
            to: { name: '', address: email },
            headers: {
              'Auto-Submitted': 'auto-generated',
              'Content-Language': language,
              ...(couldBeTwice && { 'X-Redress-Could-Be-Twice': 'yes' }),
            },
          }),
        );
        return SENT;
      } catch (error) {
        return failure(error);
      }
    },
    close() {
      transport.close();
      return Promise.resolve();
    },
  };
}

async function withinTime(sending: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' }));
    }, LONGEST_MILLIS);
  });
  try {
    await Promise.race([sending, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Before any of it was handed over. A connection that breaks says nothing of how far it was. */
const BEFORE: ReadonlySet<string> = new Set(['EDNS', 'EAUTH', 'ETLS', 'EENVELOPE']);

function failure(error: unknown): Delivery {
  const code = codeOf(error);
  const { responseCode, syscall, command } = error as Readonly<
    Partial<Record<'responseCode' | 'syscall' | 'command', unknown>>
  >;
  if (typeof responseCode === 'number') {
    // What a server says of the one address; of the sender, of our own rights and of its state it may think again.
    const forGood = command === 'RCPT TO' && responseCode >= 500;
    return { outcome: 'failed', because: String(responseCode), unsure: false, forGood };
  }
  const unsure = !BEFORE.has(code) && syscall !== 'connect';
  return { outcome: 'failed', because: code, unsure, forGood: false };
}
