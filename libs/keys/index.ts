export {
  LONGEST_TOKEN_SECONDS,
  createOidcAuthenticator,
  InvalidToken,
  openLocalIssuer,
  type Authenticator,
  type Identity,
  type LocalIssuer,
  type TokenRequest,
} from './keys.ts';
