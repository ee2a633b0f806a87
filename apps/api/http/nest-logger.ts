import type { LoggerService } from '@nestjs/common';
import type { Logger } from '#platform';

/** What the framework itself has to say, in the product's log; its start-up chatter only at debug. */
export const nestLogger = (logger: Logger): LoggerService => ({
  log: (message: unknown) => {
    logger.debug({}, String(message));
  },
  warn: (message: unknown) => {
    logger.warn({}, String(message));
  },
  error: (message: unknown) => {
    logger.error({}, message instanceof Error ? message.name : String(message));
  },
});
