import { Readable } from 'node:stream';
import type { CaseEventData, RecordedCaseEvent } from '#cases';
import { jsonFile, safeName, type BagFile } from '../bag/bag.ts';
import type { CaseFileRequest } from './request.ts';

type Added = CaseEventData<'EvidenceAdded'>;

/** A file of evidence as the case file lists it. */
export interface ListedEvidence extends Added {
  /** Where it is. */
  readonly file?: string;
  /** Why it is not. */
  readonly missing?: string;
}

/** Throws for a file that is withheld, or damaged on disk; `undefined` for one that is not there. */
export type OpenEvidence = (
  sha256: string,
) => Promise<{ readonly size: number; readonly content: NodeJS.ReadableStream } | undefined>;

interface FoundEvidence {
  readonly listed: readonly ListedEvidence[];
  readonly files: readonly BagFile[];
}

/** Every file that was added, byte for byte; what cannot be had is said, and holds nothing else up. */
export async function evidenceFiles(
  events: readonly RecordedCaseEvent[],
  open: OpenEvidence,
  { redact }: Pick<CaseFileRequest, 'redact'>,
): Promise<FoundEvidence> {
  const found: { readonly listed: ListedEvidence; readonly file?: BagFile }[] = [];
  for (const { data } of events.filter((each) => each.type === 'EvidenceAdded') as { readonly data: Added }[])
    found.push(
      redact.includes('evidence') ? { listed: { ...data, missing: LEFT_OUT } } : await oneOf(data, open),
    );
  const listed = found.map((each) => each.listed);
  return {
    listed,
    files: [jsonFile('data/evidence.json', listed), ...found.flatMap(({ file }) => file ?? [])],
  };
}

const LEFT_OUT = 'left out on request';

async function oneOf(data: Added, open: OpenEvidence) {
  const { evidence, sha256, size, fileName } = data;
  const missing = await whyMissing(sha256, open);
  if (missing !== undefined) return { listed: { ...data, missing } };
  // What was erased is no text (PRI-2).
  const called: unknown = fileName;
  const name = `data/evidence/${evidence}${typeof called === 'string' ? `-${safeName(called)}` : ''}`;
  const content = async (): Promise<NodeJS.ReadableStream> => {
    const opened = await open(sha256);
    if (opened === undefined) throw new Error(`evidence ${evidence} has gone while the case file was made`);
    return opened.content;
  };
  return { listed: { ...data, file: name }, file: { name, sha256, size, content } };
}

async function whyMissing(sha256: string, open: OpenEvidence): Promise<string | undefined> {
  try {
    const opened = await open(sha256);
    if (opened === undefined) return 'it is not on the disk any more';
    closeUnread(opened.content);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const closeUnread = (content: NodeJS.ReadableStream): void => {
  if (content instanceof Readable) content.destroy();
};
