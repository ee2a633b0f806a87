import type { Outcome, Scale } from '../compare.ts';
import { benchCommands } from './commands.ts';
import { benchHistories } from './histories.ts';
import { benchStrangers } from './strangers.ts';
import { SERVERS } from './servers.ts';

/** The history on a server: what its journeys cost, beside everything embedded and beside the official client alone. */
export async function benchEventStoreDb({ quick }: Scale): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  for (const start of SERVERS) {
    const server = await start();
    try {
      outcomes.push(
        await benchCommands(server, quick),
        await benchHistories(server, quick),
        await benchStrangers(server, quick),
      );
    } finally {
      await server.stop();
    }
  }
  return {
    comparisons: outcomes.flatMap(({ comparisons }) => comparisons),
    figures: outcomes.flatMap(({ figures }) => figures),
  };
}
