import { InvalidKeyFile, readSecret, type Logger, type NotifySettings } from '#platform';
import type { Channel } from './channel.ts';
import { fileChannel } from './file-channel.ts';
import { logChannel } from './log-channel.ts';
import { smtpChannel } from './smtp-channel.ts';
import { webhookChannel } from './webhook-channel.ts';

interface Ports {
  readonly log: Logger;
  /** Of the machine: what is signed is looked at by machines. */
  readonly now: () => number;
}

/** The channel that is configured. Throws InvalidKeyFile where its secret is not there. */
export async function openChannel(settings: NotifySettings, { log, now }: Ports): Promise<Channel> {
  switch (settings.channel) {
    case 'log':
      return logChannel(log);
    case 'file':
      return fileChannel(settings.directory);
    case 'smtp': {
      const { url, from, secretFile } = settings;
      const password = secretFile === undefined ? undefined : await secretIn(secretFile);
      return smtpChannel({ url, from, ...(password !== undefined && { password }) });
    }
    case 'webhook':
      return webhookChannel({ url: settings.url, secret: await secretIn(settings.secretFile) }, now);
  }
}

async function secretIn(file: string): Promise<string> {
  const secret = (await readSecret(file))?.trim();
  if (secret === undefined || secret === '')
    throw new InvalidKeyFile(
      `${file} is missing or empty: it has to hold the secret of the channel that people are told by`,
    );
  return secret;
}
