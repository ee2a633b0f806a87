import { createHash } from 'node:crypto';
import type { Instant } from '#event-sourcing';

/** One file of a bag. */
export interface BagFile {
  /** From the top of the bag. */
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
  /** Its bytes, or where they are read when their turn comes. */
  readonly content: Buffer | (() => Promise<NodeJS.ReadableStream>);
}

export interface BagInfo {
  /** Names the bag, as whoever sends it calls it. */
  readonly identifier: string;
  readonly madeAt: Instant;
  readonly description: string;
}

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

export function fileOf(name: string, content: string | Buffer): BagFile {
  const bytes = Buffer.from(content);
  return { name, sha256: sha256(bytes), size: bytes.length, content: bytes };
}

export const jsonFile = (name: string, value: unknown): BagFile =>
  fileOf(name, `${JSON.stringify(value, undefined, 2)}\n`);

const DECLARATION = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

/**
 * BagIt (RFC 8493): what is handed over below `data/`, beside it what helps to read it, and lists of the hashes of both.
 * The list of the lists is sealed: `seal` is given its hash.
 */
export function bagged(
  payload: readonly BagFile[],
  beside: readonly BagFile[],
  info: BagInfo,
  seal: (tagManifestHash: string) => string,
): readonly BagFile[] {
  const tags = [
    fileOf('bagit.txt', DECLARATION),
    fileOf('bag-info.txt', infoText(payload, info)),
    fileOf('manifest-sha256.txt', manifestOf(payload)),
    ...beside,
  ];
  const tagManifest = fileOf('tagmanifest-sha256.txt', manifestOf(tags));
  return [...tags, tagManifest, fileOf('seal.txt', seal(tagManifest.sha256)), ...payload];
}

const manifestOf = (files: readonly BagFile[]): string =>
  files.map(({ name, sha256: hash }) => `${hash}  ${name}\n`).join('');

const infoText = (payload: readonly BagFile[], { identifier, madeAt, description }: BagInfo): string =>
  [
    `External-Identifier: ${identifier}`,
    `External-Description: ${description}`,
    `Bagging-Date: ${madeAt.slice(0, 10)}`,
    `Payload-Oxum: ${String(payload.reduce((bytes, { size }) => bytes + size, 0))}.${String(payload.length)}`,
    '',
  ].join('\n');

/**
 * Of a file in the bag: what no file system and no list of hashes stumbles over. As many signs as fit into 255 bytes, whatever
 * they are, with a few letters before them.
 */
export const safeName = (name: string): string =>
  Array.from(name.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}%/\\:*?"<>|]/gu, '_'))
    .slice(-60)
    .join('');
