import { QueryRefused, refuse } from '#event-sourcing';
import { HistoryNotAsLogged, LogDamaged } from '#proof';

/** Who asks for a proof cannot do anything about a log or a history that is not what it was, and hears that it is so. */
export async function orRefused<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof HistoryNotAsLogged)
      throw new QueryRefused(refuse('D15', 'history-not-as-logged', error.message));
    if (!(error instanceof LogDamaged)) throw error;
    throw new QueryRefused(
      refuse('D15', 'log-damaged', `The log: ${error.message}.`, { remedy: 'redress verify tells more.' }),
    );
  }
}
