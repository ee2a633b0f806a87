import type { ConditionFile, ProcedureFile } from './file-schema.ts';
import { saying } from './labels.ts';
import type { MatterCondition } from './matter-condition.ts';
import type { NotificationRules } from './notification-rules.ts';

type NotificationsFile = NonNullable<ProcedureFile['notifications']>;
type RuleFile = NotificationsFile['rules'][number];

export const notificationsOf = (
  { notifications }: ProcedureFile,
  conditionOf: (when: ConditionFile) => MatterCondition,
): { readonly notifications?: NotificationRules } =>
  notifications === undefined
    ? {}
    : {
        notifications: {
          ...(notifications.during !== undefined && { during: notifications.during }),
          rules: notifications.rules.map((rule) => ruleOf(rule, conditionOf)),
        },
      };

const ruleOf = (
  { when, urgent = false, subject, text, ...rule }: RuleFile,
  conditionOf: (when: ConditionFile) => MatterCondition,
): NotificationRules['rules'][number] => ({
  ...rule,
  urgent,
  ...(when !== undefined && { when: conditionOf(when) }),
  ...(subject !== undefined && { subject: saying('text', subject) }),
  ...(text !== undefined && { text: saying('text', text) }),
});
