import { refuse, type AggregateDefinition } from '#event-sourcing';
import { FILE_STREAM, fileEventContracts, fileStreamOf } from './file/codec.ts';
import { fileCommands, type FileCommand } from './file/commands.ts';
import type { FileEvent } from './file/events.ts';
import { fileDecider } from './file/file.decider.ts';
import type { FileState } from './file/state.ts';
import { fileProjections, fileQueries } from './read-models.ts';

const SHA256 = /^[0-9a-f]{64}$/;
export const isFileId = (text: string): boolean => SHA256.test(text);

/** What is known of the bytes of a file of evidence: whether it may be given out (INV-2). */
export const fileAggregate: AggregateDefinition<FileState, FileCommand, FileEvent, object, object> & {
  readonly queries: typeof fileQueries;
  readonly projections: () => typeof fileProjections;
} = {
  kind: FILE_STREAM,
  about: 'The bytes of a file of evidence, whatever cases have it: whether they may be given out (INV-2).',
  address: 'files/:sha256',
  id: { name: 'sha256', example: 'ab'.repeat(32) },
  access: 'admin',
  idOf: ({ sha256 = '' }) => (isFileId(sha256) ? sha256 : undefined),
  newId: (command) => command,
  contracts: fileEventContracts,
  commands: fileCommands,
  queries: fileQueries,
  projections: () => fileProjections,
  decider: fileDecider,
  stream: fileStreamOf,
  prepare: ({ actor: { id, role = 'admin' } }) =>
    Promise.resolve({ actor: () => ({ id, role }), context: () => ({}) }),
  missing: (id) => refuse('INV-2', 'no-such-file', `Nothing is known of a file ${id}.`),
};
