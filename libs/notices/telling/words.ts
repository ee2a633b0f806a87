import type { Language, Notifiable, NotificationRule, Wording } from '#procedures';

interface Said {
  readonly subject: string;
  readonly text: string;
}
type InBoth = Readonly<Record<Language, Said>>;

/** What is said where a file says nothing else: of the case its number, of whoever complained nothing. */
const INSIDE: Readonly<Record<Notifiable, InBoth>> = {
  received: {
    en: { subject: 'Case {case}: received', text: 'A new case has come in: {case}, under "{procedure}".' },
    zh: { subject: '案件 {case}：已受理', text: '收到新案件 {case}，适用“{procedure}”。' },
  },
  assigned: {
    en: {
      subject: 'Case {case}: it has a new owner',
      text: 'Case {case} has a new owner. Severity: {severity}.',
    },
    zh: {
      subject: '案件 {case}：责任人已指定',
      text: '案件 {case} 已指定新的第一责任人。级别：{severity}。',
    },
  },
  dispatched: {
    en: {
      subject: 'Case {case}: the form is with your department',
      text: 'The complaint form of case {case} was sent to your department. Please sign for it. Severity: {severity}.',
    },
    zh: {
      subject: '案件 {case}：投诉意见表已送达',
      text: '案件 {case} 的投诉意见表已发送至贵部门，请签收。级别：{severity}。',
    },
  },
  returned: {
    en: {
      subject: 'Case {case}: the form came back',
      text: 'The complaint form of case {case} was sent back as wrongly routed. Its clocks keep running.',
    },
    zh: {
      subject: '案件 {case}：投诉意见表被退回',
      text: '案件 {case} 的投诉意见表因转错部门被退回，时效继续计算。',
    },
  },
  clockWarned: {
    en: { subject: 'Case {case}: {clock} is due soon', text: '"{clock}" of case {case} is due at {due}.' },
    zh: { subject: '案件 {case}：{clock}即将到期', text: '案件 {case} 的“{clock}”将于 {due} 到期。' },
  },
  clockMissed: {
    en: {
      subject: 'Case {case}: {clock} was missed',
      text: '"{clock}" of case {case} was due at {due} and was missed.',
    },
    zh: {
      subject: '案件 {case}：{clock}已超时',
      text: '案件 {case} 的“{clock}”应于 {due} 前完成，现已超时。',
    },
  },
  missReported: {
    en: {
      subject: 'Case {case}: {clock} was missed',
      text: '"{clock}" of case {case} was due at {due} and was missed. The procedure has you told of it.',
    },
    zh: {
      subject: '案件 {case}：{clock}已超时',
      text: '案件 {case} 的“{clock}”应于 {due} 前完成，现已超时。按规定向您报告。',
    },
  },
  escalated: {
    en: {
      subject: 'Case {case}: it has come up to your level',
      text: 'Case {case} was escalated to your level and waits for your answer. Severity: {severity}.',
    },
    zh: {
      subject: '案件 {case}：已升级至您',
      text: '案件 {case} 已升级至您的级别，等待您的答复。级别：{severity}。',
    },
  },
  levelAnswered: {
    en: {
      subject: 'Case {case}: the level has answered',
      text: 'The level that was asked in case {case} has answered.',
    },
    zh: { subject: '案件 {case}：上级已答复', text: '案件 {case} 所请示的上级已作出答复。' },
  },
  resolved: {
    en: { subject: 'Case {case}: resolved', text: 'Case {case} is resolved. The outcome is to be told.' },
    zh: { subject: '案件 {case}：已解决', text: '案件 {case} 已解决，结果有待告知。' },
  },
  reopened: {
    en: { subject: 'Case {case}: reopened', text: 'Case {case} was reopened. Severity: {severity}.' },
    zh: { subject: '案件 {case}：重新受理', text: '案件 {case} 已重新受理。级别：{severity}。' },
  },
  closed: {
    en: { subject: 'Case {case}: closed', text: 'Case {case} is closed.' },
    zh: { subject: '案件 {case}：已结案', text: '案件 {case} 已结案。' },
  },
};

type ToldOutside = Extract<Notifiable, 'received' | 'resolved' | 'reopened' | 'closed'>;

/** To whoever complained: nothing that stays inside the house. */
const OUTSIDE: Readonly<Record<ToldOutside, InBoth>> = {
  received: {
    en: {
      subject: 'Your complaint {case}',
      text: 'We have received your complaint. Its number is {case}. Please give this number when you ask about it.',
    },
    zh: { subject: '您的投诉 {case}', text: '您的投诉我们已经收到，编号为 {case}。查询进展时请提供此编号。' },
  },
  resolved: {
    en: {
      subject: 'Your complaint {case}',
      text: 'The handling of your complaint {case} has come to a result. We will tell you what it is.',
    },
    zh: { subject: '您的投诉 {case}', text: '您的投诉 {case} 已有处理结果，我们将向您告知。' },
  },
  reopened: {
    en: { subject: 'Your complaint {case}', text: 'We are looking at your complaint {case} again.' },
    zh: { subject: '您的投诉 {case}', text: '我们已重新受理您的投诉 {case}。' },
  },
  closed: {
    en: { subject: 'Your complaint {case}', text: 'Your complaint {case} is closed.' },
    zh: { subject: '您的投诉 {case}', text: '您的投诉 {case} 已办结。' },
  },
};

const isToldOutside = (of: Notifiable): of is ToldOutside => Object.hasOwn(OUTSIDE, of);

/** As the file says it, otherwise as the product does. */
export function wordsOf(
  { on, subject, text }: Pick<NotificationRule, 'on' | 'subject' | 'text'>,
  where: 'inside' | 'outside',
  language: Language,
): Said {
  const usual = (where === 'outside' && isToldOutside(on) ? OUTSIDE[on] : INSIDE[on])[language];
  return {
    subject: subject === undefined ? usual.subject : inLanguage(subject, language),
    text: text === undefined ? usual.text : inLanguage(text, language),
  };
}

const inLanguage = ({ text, zh }: Wording, language: Language): string =>
  language === 'zh' ? (zh ?? text) : text;
