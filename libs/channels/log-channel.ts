import type { Logger } from '#platform';
import { SENT, type Channel } from './channel.ts';

/** A line in the log: of what, and for whom among those who work here. */
export const logChannel = (log: Logger): Channel => ({
  name: 'log',
  needsAddress: false,
  send({ id, caseId, staff, couldBeTwice }) {
    log.info(
      { notice: id, case: caseId, ...(staff !== undefined && { staff }), couldBeTwice },
      'somebody is told',
    );
    return Promise.resolve(SENT);
  },
  close: () => Promise.resolve(),
});
