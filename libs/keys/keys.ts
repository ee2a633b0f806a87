import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { CryptoKey, JWK, JWTPayload } from 'jose';
import { type OidcSettings, InvalidKeyFile, readOrCreateSecret } from '#platform';

/** Who a request comes from, as its token says. */
export interface Identity {
  readonly sub: string;
  readonly roles: readonly string[];
  /** In milliseconds since the epoch. */
  readonly expiresAt: number;
}

export interface TokenRequest extends Omit<Identity, 'expiresAt'> {
  readonly ttlSeconds: number;
}

/** A token that does not count. The message says why, without repeating the token. */
export class InvalidToken extends Error {
  override readonly name = 'InvalidToken';
}

export interface Authenticator {
  /** Throws {@link InvalidToken}. */
  verify(token: string): Promise<Identity>;
}

/** Issues tokens signed with a key file of the data folder. For development and single machines; use OIDC elsewhere. */
export interface LocalIssuer extends Authenticator {
  issueToken(request: TokenRequest): Promise<string>;
}

const ALGORITHM = 'EdDSA';
const LOCAL_ISSUER = 'redress-local';
const AUDIENCE = 'redress';
const CLOCK_TOLERANCE_SECONDS = 5;
/** No token counts for longer, whoever issued it: a stolen one is worth a day at most. */
export const LONGEST_TOKEN_SECONDS = 24 * 3600;
/** How long a key that the provider has taken back may still be believed in. */
const KEYS_KEPT_MILLIS = 5 * 60_000;
const LONGEST_SUBJECT = 200;

/** Loaded by those who issue or check tokens: most commands do neither. */
const loadJose = () => import('jose');
type Jose = Awaited<ReturnType<typeof loadJose>>;

/** Creates the key on first use; two processes that start together end up with the same one. */
export async function openLocalIssuer(
  directory: string,
  now: () => Date = () => new Date(),
): Promise<LocalIssuer> {
  const jose = await loadJose();
  const { importJWK, jwtVerify, SignJWT } = jose;
  const jwk = await readOrCreateKey(jose, directory);
  const { d: _secret, ...publicPart } = jwk;
  const [privateKey, publicKey] = [await importJWK(jwk, ALGORITHM), await importJWK(publicPart, ALGORITHM)];
  return {
    issueToken: ({ sub, roles, ttlSeconds }) => {
      const issuedAt = Math.floor(now().getTime() / 1000);
      return new SignJWT({ roles })
        .setProtectedHeader({
          alg: ALGORITHM,
          typ: 'JWT',
          ...(jwk.kid === undefined ? {} : { kid: jwk.kid }),
        })
        .setSubject(sub)
        .setIssuer(LOCAL_ISSUER)
        .setAudience(AUDIENCE)
        .setJti(randomUUID())
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + ttlSeconds)
        .sign(privateKey);
    },
    verify: (token) =>
      verified(jose, async () => {
        const options = {
          ...required(now),
          algorithms: [ALGORITHM],
          issuer: LOCAL_ISSUER,
          audience: AUDIENCE,
        };
        return identityOf((await jwtVerify(token, publicKey as CryptoKey, options)).payload, 'roles', now());
      }),
  };
}

/** Tokens of an organisation's own identity provider. Its keys are fetched when needed and cached. */
export async function createOidcAuthenticator(
  oidc: OidcSettings,
  now: () => Date = () => new Date(),
): Promise<Authenticator> {
  const jose = await loadJose();
  const { createRemoteJWKSet, jwtVerify } = jose;
  const keys = createRemoteJWKSet(new URL(oidc.jwksUrl), { cacheMaxAge: KEYS_KEPT_MILLIS });
  return {
    verify: (token) =>
      verified(jose, async () => {
        const options = { ...required(now), issuer: oidc.issuer, audience: oidc.audience };
        return identityOf((await jwtVerify(token, keys, options)).payload, oidc.rolesClaim, now());
      }),
  };
}

const required = (now: () => Date) => ({
  requiredClaims: ['sub', 'exp'],
  currentDate: now(),
  clockTolerance: CLOCK_TOLERANCE_SECONDS,
});

async function verified({ errors }: Jose, verify: () => Promise<Identity>): Promise<Identity> {
  try {
    return await verify();
  } catch (error) {
    // A provider that cannot be reached is an outage, not a bad token.
    if (
      error instanceof errors.JWKSTimeout ||
      !(error instanceof errors.JOSEError || error instanceof TypeError)
    )
      throw error;
    const reason =
      error instanceof errors.JWTExpired ? 'the token has expired' : 'the token is not valid here';
    throw new InvalidToken(reason, { cause: error });
  }
}

function identityOf({ sub, exp = 0, ...payload }: JWTPayload, rolesClaim: string, now: Date): Identity {
  const roles = payload[rolesClaim] ?? [];
  // Whatever a provider signs: the claim is text by agreement only.
  if (typeof sub !== 'string' || sub === '' || sub.length > LONGEST_SUBJECT)
    throw new InvalidToken('the token names nobody');
  if (exp - now.getTime() / 1000 > LONGEST_TOKEN_SECONDS + CLOCK_TOLERANCE_SECONDS)
    throw new InvalidToken('the token counts for longer than a day');
  if (!Array.isArray(roles) || !roles.every((role) => typeof role === 'string')) {
    throw new InvalidToken(`the token's "${rolesClaim}" is not a list of roles`);
  }
  return { sub, roles, expiresAt: exp * 1000 };
}

async function readOrCreateKey({ exportJWK, generateKeyPair }: Jose, directory: string): Promise<JWK> {
  const file = path.join(directory, 'local-issuer.jwk.json');
  const text = await readOrCreateSecret(file, async () => {
    const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
    return JSON.stringify({
      ...(await exportJWK(privateKey)),
      alg: ALGORITHM,
      use: 'sig',
      kid: randomUUID(),
    });
  });
  const key = parseKey(file, text);
  if (key.kty === 'OKP' && key.d !== undefined) return key;
  throw new InvalidKeyFile(`${file} cannot be used: it holds no private Ed25519 key`);
}

function parseKey(file: string, text: string): JWK {
  try {
    return JSON.parse(text) as JWK;
  } catch (cause) {
    throw new InvalidKeyFile(`${file} cannot be used: it is not JSON`, { cause });
  }
}
