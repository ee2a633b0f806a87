import { open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';

/** Content that a desk has no use for, or that is no file of a kind that is known. */
export class EvidenceTypeRefused extends Error {
  override readonly name = 'EvidenceTypeRefused';
}

/** Pictures, sound, films and documents: what people send to show what happened. */
const ALLOWED: ReadonlySet<string> = new Set([
  'image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/heic', 'image/heif', 'image/avif', 'image/tiff', 'image/bmp',
  'audio/mpeg', 'audio/mp4', 'audio/x-m4a', 'audio/wav', 'audio/ogg', 'audio/opus', 'audio/amr', 'audio/flac', 'audio/aac',
  'video/mp4', 'video/quicktime', 'video/webm', 'video/3gpp', 'video/x-msvideo', 'video/matroska',
  'application/pdf', 'application/rtf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.oasis.opendocument.text', 'application/vnd.oasis.opendocument.spreadsheet',
]); // prettier-ignore
/** Text of these kinds looks like any other. */
const TEXTS: ReadonlySet<string> = new Set(['text/plain', 'text/csv', 'message/rfc822', 'application/json']);

/**
 * What the file is by its content, whatever was claimed. Throws {@link EvidenceTypeRefused} for programs, archives, pages
 * and whatever is not known; text is text and nothing that a browser would run.
 */
export async function mediaTypeIn(file: string, claimed: string): Promise<string> {
  const found = await fileTypeFromFile(file);
  // Some kinds come with parameters.
  const mediaType = found?.mime.split(';', 1)[0] ?? (await textType(file, claimed));
  if (mediaType !== undefined && (ALLOWED.has(mediaType) || TEXTS.has(mediaType))) return mediaType;
  throw new EvidenceTypeRefused('this kind of file is not taken as evidence');
}

async function textType(file: string, claimed: string): Promise<string | undefined> {
  if (!(await isText(file))) return undefined;
  return TEXTS.has(claimed) ? claimed : 'text/plain';
}

/** Correct UTF-8 without control characters other than those of lines and columns. */
async function isText(file: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const handle = await open(file);
  try {
    for await (const chunk of handle.createReadStream({ autoClose: false }) as AsyncIterable<Uint8Array>)
      if (/[\0-\x08\x0e-\x1f]/.test(decoder.decode(chunk, { stream: true }))) return false;
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  } finally {
    await handle.close();
  }
}
