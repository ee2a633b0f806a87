import { readFileSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signatureOf } from '#channels';
import { openEngine } from '#engine';
import { instantOf, millisOf } from '#event-sourcing';
import { sampled } from '#event-sourcing/testing';
import { dispatch, NOW, ready, telling, told } from './notice-kill.fixtures.ts';
import { runProgram, script, sideBySide, type Kill } from './processes.ts';

interface Taken {
  readonly id: string;
  readonly couldBeTwice: boolean;
}

const SECRET = 'a secret of the tests';
/** What was broken off is sent after that. */
const LATER = instantOf(millisOf(NOW) + 150_000);

let root = '';
let secretFile = '';
let server: Server;
let origin = '';
/** By the path that it was sent to. */
const taken = new Map<string, Taken[]>();

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'redress-notice-kill-'));
  secretFile = path.join(root, 'secret');
  await writeFile(secretFile, SECRET, { mode: 0o600 });
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const timestamp = String(request.headers['x-redress-timestamp']);
      const isOurs = request.headers['x-redress-signature'] === `v1=${signatureOf(SECRET, timestamp, body)}`;
      if (isOurs) taken.get(request.url ?? '')?.push(JSON.parse(body) as Taken);
      response.writeHead(isOurs ? 204 : 401).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const engine = await openEngine({ dataDirectory: path.join(root, 'begun'), now: () => NOW });
  await ready(engine);
  await engine.close();
});
afterAll(async () => {
  server.close();
  await rm(root, { recursive: true, force: true });
});

const place = async (name: string) => {
  const [folder, at] = [path.join(root, name), `/${name}`];
  await cp(path.join(root, 'begun'), folder, { recursive: true });
  taken.set(at, []);
  return { folder, at, args: script('./notice-kill.child.ts', folder, `${origin}${at}`, secretFile) };
};

describe('telling people, killed on the way', () => {
  it('DIS-1 D19 everybody is told at least once, what could come twice says so, and it is owed and ended once', async () => {
    const counts = path.join(root, 'counts.json');
    expect(await runProgram({ args: (await place('whole')).args, counts })).toMatchObject({
      code: 0,
      stdout: 'told\n',
    });
    const { history } = JSON.parse(readFileSync(counts, 'utf8')) as { readonly history: number };
    const points = sampled({ full: Math.min(history, 20), sample: 6 });
    const kills = Array.from({ length: points }, (_, index): Kill => {
      const nth = Math.max(1, Math.round(((index + 1) * history) / points));
      return { boundary: 'history', nth, when: nth % 2 === 0 ? 'before' : 'after' };
    });
    const [twice, killed] = [new Set<number>(), new Set<number>()];
    await sideBySide(kills, async (kill) => {
      const { folder, at, args } = await place(`killed-${String(kill.nth)}`);
      if ((await runProgram({ args, kill })).killed) killed.add(kill.nth);
      const engine = await telling(folder, LATER, `${origin}${at}`, secretFile);
      await dispatch(engine);
      const types = await told(engine);
      await engine.close();
      expect([kill, types.filter((type) => type === 'NoticeOwed').length]).toEqual([kill, 2]);
      expect([kill, types.filter((type) => type === 'NoticeSent').length]).toEqual([kill, 2]);
      const messages = taken.get(at) ?? [];
      expect([kill, new Set(messages.map(({ id }) => id)).size]).toEqual([kill, 2]);
      for (const [index, { id, couldBeTwice }] of messages.entries()) {
        const isAgain = messages.slice(0, index).some((each) => each.id === id);
        if (isAgain) twice.add(kill.nth);
        // Whatever comes again says that it could.
        expect([kill, isAgain && !couldBeTwice]).toEqual([kill, false]);
      }
    });
    expect(killed.size).toBeGreaterThan(0);
    if (points === history) expect(twice.size).toBeGreaterThan(0);
  });
});
