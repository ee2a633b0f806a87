import { InstantField } from '../fields/index.ts';
import type { Dated } from './command-data.ts';

export const HappenedAt = (): PropertyDecorator =>
  InstantField({
    optional: true,
    description: 'When it really happened, if earlier than now: clocks count from then (LIF-5).',
  });

export class CommandBody implements Dated {
  @HappenedAt()
  readonly happenedAt?: string;
}
