import { createServer } from 'node:http';
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createOidcAuthenticator, InvalidToken, LONGEST_TOKEN_SECONDS, openLocalIssuer } from './keys.ts';
import { InvalidKeyFile } from '#platform';

describe('local issuer', () => {
  let directory = '';
  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'redress-keys-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  const someone = { sub: 'li.na', roles: ['agent', 'supervisor'], ttlSeconds: 60 };

  it('issues tokens that it recognises after a restart', async () => {
    const token = await (await openLocalIssuer(directory)).issueToken(someone);
    const restarted = await openLocalIssuer(directory);
    await expect(restarted.verify(token)).resolves.toMatchObject({
      sub: 'li.na',
      roles: ['agent', 'supervisor'],
    });
  });

  it('keeps its key to itself', async () => {
    await openLocalIssuer(path.join(directory, 'keys'));
    const [file] = await readdir(path.join(directory, 'keys'));
    const { mode } = await stat(path.join(directory, 'keys', file ?? ''));
    expect([file, (mode & 0o777).toString(8)]).toEqual(['local-issuer.jwk.json', '600']);
  });

  it('makes one key when several processes start at once', async () => {
    const issuers = await Promise.all(Array.from({ length: 8 }, () => openLocalIssuer(directory)));
    const tokens = await Promise.all(issuers.map((issuer) => issuer.issueToken(someone)));
    for (const issuer of issuers) {
      for (const token of tokens) await expect(issuer.verify(token)).resolves.toMatchObject({ sub: 'li.na' });
    }
    expect(await readdir(directory)).toEqual(['local-issuer.jwk.json']);
  });

  it('goes by the clock it is given', async () => {
    let time = new Date('2026-09-30T08:00:00Z');
    const issuer = await openLocalIssuer(directory, () => time);
    const token = await issuer.issueToken(someone);
    time = new Date('2026-09-30T08:01:04Z');
    await expect(issuer.verify(token)).resolves.toMatchObject({ sub: 'li.na' });
    time = new Date('2026-09-30T08:01:06Z');
    await expect(issuer.verify(token)).rejects.toThrow('the token has expired');
  });

  it('refuses what others signed, what was changed and what was not signed', async () => {
    const issuer = await openLocalIssuer(directory);
    const stranger = await openLocalIssuer(path.join(directory, 'other'));
    const [head, , signature] = (await issuer.issueToken(someone)).split('.');
    const unsigned = `${base64({ alg: 'none' })}.${base64({ sub: 'x', roles: ['admin'], exp: 9e9 })}.`;
    const changed = [head, base64({ sub: 'li.na', roles: ['admin'], exp: 9e9 }), signature].join('.');
    for (const token of [await stranger.issueToken(someone), changed, unsigned, '', 'no token at all']) {
      await expect(issuer.verify(token)).rejects.toThrow(InvalidToken);
    }
  });

  it('takes no token that counts for longer than a day, though its signature is sound', async () => {
    const issuer = await openLocalIssuer(directory);
    const lasting = (ttlSeconds: number) => issuer.issueToken({ ...someone, ttlSeconds });
    await expect(issuer.verify(await lasting(LONGEST_TOKEN_SECONDS))).resolves.toMatchObject({
      sub: 'li.na',
    });
    await expect(issuer.verify(await lasting(2 * LONGEST_TOKEN_SECONDS))).rejects.toThrow(
      'longer than a day',
    );
  });

  it('does not use a key file that others can read or that is none', async () => {
    await openLocalIssuer(directory);
    const file = path.join(directory, 'local-issuer.jwk.json');
    await chmod(file, 0o644);
    await expect(openLocalIssuer(directory)).rejects.toThrow('chmod 600');
    await chmod(file, 0o600);
    await writeFile(file, '{"kty":"OKP"}');
    await expect(openLocalIssuer(directory)).rejects.toThrow(InvalidKeyFile);
    await writeFile(file, 'half a fi');
    await expect(openLocalIssuer(directory)).rejects.toThrow('it is not JSON');
  });
});

describe('tokens of an identity provider', () => {
  it('are checked against its published keys, issuer and audience', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256', kid: 'k1' }] });
    const server = createServer((_request, response) =>
      response.setHeader('content-type', 'application/json').end(keys),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const authenticator = await createOidcAuthenticator({
      jwksUrl: `http://127.0.0.1:${String(port)}/jwks`,
      issuer: 'https://id.example',
      audience: 'redress',
      rolesClaim: 'groups',
    });
    const token = (claims: object, audience = 'redress'): Promise<string> =>
      new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
        .setIssuer('https://id.example')
        .setAudience(audience)
        .setExpirationTime('1h')
        .sign(privateKey);
    try {
      const good = await token({ sub: 'wang', groups: ['compliance'] });
      await expect(authenticator.verify(good)).resolves.toMatchObject({ sub: 'wang', roles: ['compliance'] });
      await expect(authenticator.verify(await token({ sub: 'wang' }))).resolves.toMatchObject({
        sub: 'wang',
        roles: [],
      });
      await expect(authenticator.verify(await token({ sub: 'wang' }, 'another app'))).rejects.toThrow(
        InvalidToken,
      );
      await expect(authenticator.verify(await token({ sub: 'wang', groups: 'admin' }))).rejects.toThrow(
        'not a list of roles',
      );
      await expect(authenticator.verify(await token({ groups: ['admin'] }))).rejects.toThrow(InvalidToken);
      // A provider can sign anything.
      for (const sub of [7, ['wang'], { id: 'wang' }, true, null, '', 'w'.repeat(5_000)])
        await expect(authenticator.verify(await token({ sub }))).rejects.toThrow(InvalidToken);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });
});

const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
