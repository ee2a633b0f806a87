import type { ServiceError } from '@grpc/grpc-js';
import { Metadata, status } from '@grpc/grpc-js';

/** What can go wrong with one append, always with the outcome unknown to the client. */
export type AppendFault =
  /** The connection breaks before, or after, the events are written. */
  | 'cut before writing'
  | 'cut after writing'
  /** No answer ever comes. */
  | 'stall before writing'
  | 'stall after writing'
  /** The answer comes when the test lets it: after the client has given up. */
  | 'answer late'
  /** The write itself happens when the test lets it, as in a server with a long queue. */
  | 'write late'
  /** It tells no place in the log, as a server may for what it finds standing there already. */
  | 'no position'
  | { readonly error: ServiceError };

/** What can go wrong with one read of a stream or of the log, after that many events. */
export type ReadFault =
  | { readonly after: number; readonly then: 'cut' | 'stall' | 'end' }
  /** The rest comes when the test lets it, so many events at a time. */
  | { readonly after: number; readonly then: 'wait' }
  | { readonly after: number; readonly then: ServiceError };

/** Each call takes the first fault that waits for its kind, and is served well when none does. */
export class Faults {
  readonly append: AppendFault[] = [];
  readonly readStream: ReadFault[] = [];
  readonly readAll: ReadFault[] = [];
  /** The server sends events without positions in the log, as versions before 22.6 do. */
  withoutPositions = false;
  /** Refuses every request like a user without rights. */
  denyAccess = false;
  /** Streams that this user may neither read nor write. */
  readonly deniedStreams = new Set<string>();
}

/** An error as the server sends it; `exception` is what its clients look at. */
export function serviceError(
  code: status,
  details: string,
  exception?: string,
  more: Readonly<Record<string, string>> = {},
): ServiceError {
  const metadata = new Metadata();
  if (exception !== undefined) metadata.set('exception', exception);
  for (const [key, value] of Object.entries(more)) metadata.set(key, value);
  return Object.assign(new Error(details), { code, details, metadata });
}

/** What a request is refused with for lack of rights, or because nobody knows who sends it. */
export function denial(
  { faults, users }: { readonly faults: Faults; readonly users: ReadonlyMap<string, unknown> },
  request: Metadata,
): ServiceError | undefined {
  if (faults.denyAccess) return accessDenied();
  if (users.size === 0 || request.get('authorization').some((each) => users.has(String(each))))
    return undefined;
  return serviceError(status.UNAUTHENTICATED, 'Received HTTP status code 401');
}

export const accessDenied = (): ServiceError =>
  serviceError(status.PERMISSION_DENIED, 'Access Denied', 'access-denied');

/** As a server says that a message is larger than it takes. */
export const exhausted = (): ServiceError =>
  serviceError(status.RESOURCE_EXHAUSTED, 'Received message exceeds the maximum configured message size.');

export const streamDeleted = (stream: string): ServiceError =>
  serviceError(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, 'stream-deleted', {
    'stream-name': stream,
  });

/** As a leader says it whose followers did not confirm in time. */
export const notReplicated = (): ServiceError =>
  serviceError(status.ABORTED, 'Operation timed out: Timeout waiting for replication');

export const notLeader = (host: string, port: number): ServiceError =>
  serviceError(status.NOT_FOUND, 'Leader info available', 'not-leader', {
    'leader-endpoint-host': host,
    'leader-endpoint-port': String(port),
  });
