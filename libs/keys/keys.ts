import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { CryptoKey, JWK, JWTPayload } from 'jose';
import { type OidcSettings, InvalidKeyFile, readOrCreateSecret } from '#platform';

/** Who a request comes from, as its token says. */
export interface Identity {
  readonly sub: string;
  readonly roles: readonly string[];
}

export interface TokenRequest extends Identity {
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
        return identityOf((await jwtVerify(token, publicKey as CryptoKey, options)).payload, 'roles');
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
  const keys = createRemoteJWKSet(new URL(oidc.jwksUrl));
  return {
    verify: (token) =>
      verified(jose, async () => {
        const options = { ...required(now), issuer: oidc.issuer, audience: oidc.audience };
        return identityOf((await jwtVerify(token, keys, options)).payload, oidc.rolesClaim);
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

function identityOf(payload: JWTPayload, rolesClaim: string): Identity {
  const roles = payload[rolesClaim] ?? [];
  if (payload.sub === undefined || payload.sub === '') throw new InvalidToken('the token names nobody');
  if (!Array.isArray(roles) || !roles.every((role) => typeof role === 'string')) {
    throw new InvalidToken(`the token's "${rolesClaim}" is not a list of roles`);
  }
  return { sub: payload.sub, roles };
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
