import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../auth/principal.ts';

/** The web server's own objects, with what the guard adds. */
export type Server = FastifyInstance;
export type Reply = FastifyReply;
export type Request = FastifyRequest & { principal?: Principal };
