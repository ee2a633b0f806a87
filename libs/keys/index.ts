export { whileKeysStand } from './key-lock.ts';
export { createCommandSeal } from './command-seal.ts';
export { createPersonalSeal, type TextWitness } from './personal-seal.ts';
export {
  beginAnew,
  hasSubjectKeys,
  LostKeys,
  openSubjectKeys,
  rewrapSubjectKeys,
  type SubjectKeys,
} from './subject-keys.ts';
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
export {
  findSigningKey,
  openSigningKey,
  parseVerifierKey,
  type SigningKey,
  type VerifierKey,
} from './signing-key.ts';
