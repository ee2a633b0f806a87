import { commandId, type ProcessManager } from '#event-sourcing';
import { caseIdOf, procedureOf, type CaseEventType } from '#cases';
import type { ProcedureRegistry } from '#procedures';
import { noticesStreamOf } from './notice/codec.ts';
import type { NoticeCommand } from './notice/commands.ts';
import { aboutOf, FACTS, type ToldEvent } from './telling/fact.ts';

const NAME = 'telling';

/**
 * From a fact of a case to what people have to be told of it: the stream of its notices decides, once for each fact. Cases
 * under rules that tell nobody anything are not looked at.
 */
export const tellingProcess = (
  procedures: Pick<ProcedureRegistry, 'get'>,
): ProcessManager<ToldEvent, NoticeCommand> => ({
  name: NAME,
  types: Object.keys(FACTS) as CaseEventType[] as ToldEvent['type'][],
  react(event) {
    const { id, stream, metadata } = event;
    const [caseId, under, about] = [caseIdOf(stream), procedureOf(event), aboutOf(event)];
    if (caseId === undefined || under === undefined || about === undefined) return [];
    const of = FACTS[event.type];
    const rules = procedures.get(under.id, under.version);
    // One that was not read yet may tell somebody.
    if (rules !== undefined && rules.notifications?.rules.some(({ on }) => on === of) !== true) return [];
    const fact = { fact: id, of, factAt: metadata.recordedAt, by: metadata.actor.id, ...about };
    return [
      {
        stream: noticesStreamOf(caseId),
        command: { type: 'OweNotices', data: fact },
        commandId: commandId(NAME, id),
      },
    ];
  },
  refused: () => [],
});
