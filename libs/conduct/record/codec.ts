import {
  contractsOf,
  LONGEST_WITH_PERSON,
  personFromAddress,
  personInAddress,
  idInStream,
  streamName,
  type EventContract,
  type StreamName,
} from '#event-sourcing';
import { conductEventSchemas } from './events.ts';

/** Every stored event type of a conduct record with its current schema version. */
export const conductEventContracts: readonly EventContract[] = contractsOf(conductEventSchemas);

export const CONDUCT_STREAM = 'conduct';

export interface RecordOf {
  readonly procedure: string;
  readonly person: string;
}

export const CONDUCT_ID = 'supermarket-authority.lin';

/** One for each person and procedure, however the person's id is spelled. Procedures hold no point. */
export const conductIdOf = ({ procedure, person }: RecordOf): string =>
  `${procedure}.${personInAddress(person)}`;

const PARTS = /^([A-Za-z][A-Za-z0-9-]*)\.([!-~]+)$/;

/** `undefined` for an id that no record has. */
export function recordOf(id: string): RecordOf | undefined {
  const [, procedure, written = ''] = id.length > LONGEST_WITH_PERSON ? [] : (PARTS.exec(id) ?? []);
  const person = personFromAddress(written);
  return procedure === undefined || person === undefined || person === '' ? undefined : { procedure, person };
}

export const conductStreamOf = (id: string): StreamName => streamName(CONDUCT_STREAM, id);

export const conductIdOfStream = (stream: string): string | undefined => idInStream(CONDUCT_STREAM, stream);
