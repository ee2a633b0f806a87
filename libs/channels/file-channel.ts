import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { replaceFile } from '#platform';
import { codeOf, SENT, type Channel } from './channel.ts';

/** A file for each message, named by its id: whatever is written twice is there once. Without addresses. */
export const fileChannel = (directory: string): Channel => ({
  name: 'file',
  needsAddress: false,
  async send({ email: _, ...message }) {
    try {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await replaceFile(
        path.join(directory, `${message.id}.json`),
        `${JSON.stringify(message, undefined, 2)}\n`,
      );
      return SENT;
    } catch (error) {
      return { outcome: 'failed', because: codeOf(error), unsure: false, forGood: false };
    }
  },
  close: () => Promise.resolve(),
});
