import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSigningKey, type SigningKey } from '#keys';
import { growthOf } from '../log/growth.ts';
import { cosignedBy, withSignatures, type Note } from '../note/note.ts';
import { grownLog } from '../testing/grown-log.ts';
import { cosigned, type CosignPorts } from './cosign.ts';
import { cosignersOf, InvalidWitnesses, parseWitnesses } from './policy.ts';

const NOW = 1_790_000_000;
let root = '';
let log: SigningKey;
const witnesses: Record<string, SigningKey> = {};
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'redress-witness-'));
  log = await keyOf('redress/test', 'note');
  for (const name of ['one', 'two', 'three']) witnesses[name] = await keyOf(`${name}.example`, 'cosignature');
});
afterAll(() => rm(root, { recursive: true, force: true }));

const keyOf = (name: string, algorithm: SigningKey['algorithm']): Promise<SigningKey> =>
  openSigningKey({ file: path.join(root, name), algorithm, name: () => name, hasSigned: false });
const witness = (name: string): SigningKey => {
  const key = witnesses[name];
  if (key === undefined) throw new Error(`no witness ${name}`);
  return key;
};

/** What a witness answers who has signed `from` events and is asked about a log of `to`. */
async function asked(
  from: number,
  to: number,
  { fork = Infinity, asks = from, ...ports }: Partial<CosignPorts> & { fork?: number; asks?: number } = {},
) {
  const [last, later] = [grownLog(log, from).checkpoint, grownLog(log, to, fork)];
  const growth = await growthOf(later.files, grownLog(log, asks, fork).checkpoint, later.checkpoint);
  const hashes = growth.standing === 'grown' ? growth.hashes : [];
  const question = { from: asks, hashes, checkpoint: later.checkpoint };
  return cosigned(question, { log, last, key: witness('one'), now: NOW, ...ports });
}

describe('D15 a witness', () => {
  it('signs a log that goes on with what it has signed, and says when', async () => {
    const found = await asked(300, 700);
    if (found.outcome !== 'signed') throw new Error(found.outcome);
    const note = withSignatures(grownLog(log, 700).checkpoint.note, [found.signature]);
    const policy = parseWitnesses(`witness one ${witness('one').text}\nquorum one\n`);
    expect(cosignersOf(note, policy)).toEqual({
      ...{ by: [{ name: 'one', at: NOW }], forged: [], isEnough: true },
    });
    const later = { ...note, text: note.text.replace('700', '701') };
    expect(cosignersOf(later, policy)).toMatchObject({ by: [], forged: ['one'], isEnough: false });
  });

  it('has signed at a time that there is', () => {
    const { note } = grownLog(log, 5).checkpoint;
    const policy = parseWitnesses(`witness one ${witness('one').text}\nquorum one\n`);
    const at = (seconds: number) =>
      cosignersOf(withSignatures(note, [cosignedBy(note.text, witness('one'), seconds)]), policy);
    expect(at(8_640_000_000_000)).toMatchObject({ by: [{ name: 'one' }], forged: [] });
    expect(at(8_640_000_000_001)).toMatchObject({ by: [], forged: ['one'] });
  });

  it('signs nothing else', async () => {
    expect(await asked(300, 700, { fork: 200 })).toEqual({ outcome: 'forked' });
    expect(await asked(300, 300, { fork: 299 })).toEqual({ outcome: 'forked' });
    expect(await asked(300, 700, { asks: 200 })).toEqual({ outcome: 'elsewhere', size: 300 });
    expect(await asked(300, 200, { asks: 300 })).toEqual({ outcome: 'shorter' });
    const stranger = await keyOf('redress/other', 'note');
    expect(await asked(300, 700, { log: stranger })).toEqual({ outcome: 'otherLog' });
    const sameName = { ...stranger, name: log.name };
    expect(await asked(300, 700, { log: sameName })).toEqual({ outcome: 'notSigned' });
  });

  it('begins with any log, once it has signed none', async () => {
    expect(await asked(0, 5, { last: undefined })).toMatchObject({ outcome: 'signed' });
    expect(await asked(3, 5, { last: undefined })).toEqual({ outcome: 'elsewhere', size: 0 });
  });
});

const lineOf = (name: string, more = ''): string => `witness ${name} ${witness(name).text}${more}\n`;
const signedNote = (...names: readonly string[]): Note => {
  const { note } = grownLog(log, 5).checkpoint;
  return withSignatures(
    note,
    names.map((name) => cosignedBy(note.text, witness(name), NOW)),
  );
};

describe('D15 the file that names witnesses (tlog-policy)', () => {
  it('says who is asked where, and whose signatures are enough', () => {
    const policy = parseWitnesses(
      `# ours\nlog ${log.text}\n\n${lineOf('one', ' https://one.example/')}${lineOf('two')}${lineOf('three')}` +
        'group outside any two three\ngroup both all one outside\nquorum both\n',
    );
    expect(policy.witnesses.map(({ name, url }) => [name, url])).toEqual([
      ['one', 'https://one.example'],
      ['two', undefined],
      ['three', undefined],
    ]);
    const isEnough = (...names: readonly string[]): boolean =>
      cosignersOf(signedNote(...names), policy).isEnough;
    expect([isEnough('one'), isEnough('two', 'three'), isEnough('one', 'three')]).toEqual([
      false,
      false,
      true,
    ]);
    const two = parseWitnesses(`${lineOf('one')}${lineOf('two')}group g 2 one two\nquorum g`);
    expect([cosignersOf(signedNote('one'), two).isEnough, cosignersOf(signedNote('one', 'two'), two).isEnough])
      .toEqual([false, true]); // prettier-ignore
  });

  it.each([
    ['no quorum', () => lineOf('one'), 'no line "quorum"'],
    ['a name twice', () => `${lineOf('one')}${lineOf('one')}`, 'line 2: the name one is taken'],
    ['a key twice', () => `${lineOf('one')}${lineOf('one').replace(' one ', ' two ')}`, 'is there twice'],
    [
      'a key that is none',
      () => 'witness one redress+00000000+AAAA\n',
      'line 1: the key of one is no Ed25519',
    ],
    ['an address that is none', () => lineOf('one', ' ftp://one'), 'no http or https URL'],
    ['a group of strangers', () => 'group g any one\n', 'nobody of the name one'],
    ['a group that is too small', () => `${lineOf('one')}group g 2 one\n`, 'a number up to 1'],
    ['somebody twice in a group', () => `${lineOf('one')}group g 2 one one\n`, 'one is in the group g twice'],
    ['a quorum of strangers', () => 'quorum one\n', 'a quorum is the name'],
    ['another word', () => 'wittness one\n', '"wittness" is none of'],
  ])('is not taken with %s', (_what, text, message) => {
    expect(() => parseWitnesses(text())).toThrow(InvalidWitnesses);
    expect(() => parseWitnesses(text())).toThrow(message);
  });
});
