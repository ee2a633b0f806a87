import { Type } from '#schema';
import { closed, condition, id, label, oneOf, optional } from './file-parts.ts';
import { HEARERS, NOTIFIABLE } from './notification-rules.ts';

/** Who is told of what, as a file says it. */
export const notifications = closed({
  during: optional(id),
  rules: Type.Array(
    closed({
      id,
      on: oneOf(NOTIFIABLE),
      clocks: optional(Type.Array(id, { minItems: 1, uniqueItems: true })),
      when: optional(condition),
      tell: Type.Array(Type.Union([oneOf(HEARERS), closed({ level: id }), closed({ department: id })]), {
        minItems: 1,
        maxItems: 10,
        uniqueItems: true,
      }),
      urgent: optional(Type.Boolean()),
      subject: optional(label),
      text: optional(label),
    }),
    { minItems: 1, maxItems: 100 },
  ),
});
