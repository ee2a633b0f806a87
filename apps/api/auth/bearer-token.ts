import { unauthenticated } from '../problems/index.ts';

export function bearerToken(header: string | undefined): string {
  const token = /^Bearer ([\w.~+/-]{1,8000}=*)$/i.exec(header ?? '')?.[1];
  if (token === undefined) throw unauthenticated('Send a token: Authorization: Bearer …');
  return token;
}
