import { describe, expect, it } from 'vitest';
import { createLogger, type Logger } from './logger.ts';

const written = async (log: (logger: Logger) => void, level: 'info' | 'warn' = 'info'): Promise<string> => {
  let text = '';
  log(await createLogger(level, { write: (line) => (text += line) }));
  return text;
};

describe('the log', () => {
  it('holds facts, and no personal data however deep it lies (PRI-1)', async () => {
    const text = await written((logger) => {
      logger.info(
        {
          caseId: 'A',
          revision: 3n,
          token: 'secret-token',
          command: {
            type: 'LogComplaint',
            data: {
              complainant: { name: 'Li Na' },
              description: 'the lift',
              wanted: 'a repair',
              channel: 'phone',
            },
          },
          headers: { Authorization: 'Bearer secret-token' },
          list: [{ phone: '13800001111' }],
        },
        'done',
      );
    });
    expect(JSON.parse(text)).toMatchObject({
      level: 'info',
      msg: 'done',
      caseId: 'A',
      revision: '3',
      command: { type: 'LogComplaint', data: { channel: 'phone' } },
    });
    for (const secret of ['Li Na', 'the lift', 'a repair', 'secret-token', '13800001111'])
      expect(text).not.toContain(secret);
  });

  it('tells what administrators did, however little else it is to tell', async () => {
    const text = await written((logger) => {
      logger.info({ audit: 'event-set-aside', subject: 'admin-1' }, 'an event was set aside');
      logger.info({ caseId: 'A' }, 'done');
    }, 'warn');
    expect(JSON.parse(text)).toMatchObject({ audit: 'event-set-aside', subject: 'admin-1' });
  });

  it('says where an error came from under any name, and nothing else that it carries (PRI-1)', async () => {
    const driver = Object.assign(new Error('write failed'), {
      code: 133,
      op: { document: { complainant: 'Li Na' } },
      toJSON: () => ({ op: 'Li Na' }),
    });
    const text = await written((logger) => {
      logger.warn({ error: new Error('read models away', { cause: driver }) }, 'trouble');
    });
    expect(JSON.parse(text)).toMatchObject({
      error: { type: 'Error', message: 'read models away', cause: { message: 'write failed', code: 133 } },
    });
    expect(text).not.toContain('Li Na');
  });

  it('keeps errors readable', async () => {
    expect(
      await written((logger) => {
        logger.error({ err: new Error('disk full') }, 'failed');
      }),
    ).toContain('disk full');
  });

  it('says nothing below its level', async () => {
    expect(
      await written((logger) => {
        logger.info({}, 'quiet');
      }, 'warn'),
    ).toBe('');
  });
});
