import type { DeadlineInterval, Language, Milestone } from '#procedures';

/** In English and in Chinese. */
export type Both = readonly [en: string, zh: string];

export const inWords = ([en, zh]: Both, language: Language): string => (language === 'en' ? en : zh);

/** Why a stretch of a deadline counts, or does not. */
export const REASONS: Readonly<Record<DeadlineInterval['why'], Both>> = {
  elapsed: ['time that passes', '连续计时'],
  workingDay: ['working day', '工作日'],
  calendarDay: ['calendar day', '自然日'],
  openHours: ['opening hours', '营业时间'],
  closed: ['closed', '非营业时间'],
  weekend: ['weekend', '周末'],
  holiday: ['holiday', '节假日'],
  makeUpDay: ['make-up working day', '调休上班'],
  startDay: ['the day on which it begins', '起算当日'],
  paused: ['paused', '暂停'],
  extension: ['extended', '延期'],
  carriedOver: ['carried over from the clock before', '沿用前一时限'],
};

/** Why a clock stands still (CLK-9). */
export const PAUSES: Readonly<Record<string, Both>> = {
  waitingForComplainant: ['waiting for the complainant', '等待投诉人'],
  waitingForThirdParty: ['waiting for a third party', '等待第三方'],
  settled: ['it counted as settled', '已视为办结'],
};

/** By what a clock begins. */
export const BEGUN_BY: Readonly<Record<Milestone, Both>> = {
  received: ['the complaint was received', '受理投诉'],
  contactAbandoned: ['a contact was broken off', '联系中断'],
  calledBack: ['somebody called back', '已回电'],
  contactEnded: ['no complaint came of a contact', '联系未形成投诉'],
  restated: ['the complaint was said back', '已向投诉人复述'],
  acknowledged: ['it was acknowledged', '已告知受理'],
  handedOver: ['it was handed over', '已移交'],
  classified: ['it was classified', '已分类'],
  inadmissibleExplained: ['it was explained why it is not admissible', '已说明不予受理'],
  dispatched: ['a department got it', '已派单'],
  dispatchReturned: ['the department gave it back', '部门退回'],
  rerouted: ['another department got it', '已改派'],
  receiptSigned: ['its receipt was signed', '已签收'],
  formHandedBack: ['the form was handed back', '处理单已交回'],
  managerNotified: ['the manager was told', '已通知负责人'],
  answered: ['the complainant heard something', '已答复投诉人'],
  clearlyAnswered: ['the complainant heard what will be done', '已明确答复投诉人'],
  arrivedOnSite: ['those who were sent were there', '已到现场'],
  measuresTaken: ['measures were taken', '已采取措施'],
  investigated: ['it was investigated', '已查明'],
  mediated: ['those concerned met', '已调解'],
  planPrepared: ['a plan was prepared', '方案已拟定'],
  alternativesSought: ['alternatives were looked for', '已寻求替代方案'],
  planApproved: ['the plan was approved', '方案已批准'],
  solutionOffered: ['a solution was offered', '已提出方案'],
  resolved: ['it was resolved', '已解决'],
  outcomeNotified: ['the outcome was told', '已告知结果'],
  outcomeUntellable: ['the outcome cannot be told', '结果无法告知'],
  passedOn: ['a regulator passed it on', '监管部门转办'],
  regulatorAnswered: ['the regulator was answered', '已答复监管部门'],
  followedUp: ['it was followed up', '已回访'],
  escalated: ['it was escalated', '已升级'],
  levelAnswered: ['the level answered', '该层级已答复'],
  promised: ['a reply was promised', '已承诺答复'],
  promiseKept: ['the promise was kept', '已履行承诺'],
  stepPlanned: ['a step was planned', '已安排步骤'],
  stepDone: ['a step was done', '步骤已完成'],
  reopened: ['it was opened again', '已重新处理'],
  tookOver: ['it took over another case', '已并入其他投诉'],
  mergedTold: ['whoever was merged in was told', '已告知并案投诉人'],
  ended: ['it ended', '已结束'],
};

/** How a clock stands. */
export const STANDING = {
  running: ['It runs.', '计时中。'],
  missed: ['It was missed, and runs on.', '已逾期，仍在计时。'],
  met: ['It was met at {at}.', '已于{at}完成。'],
  metLate: ['It was met too late, at {at}.', '已于{at}完成，但已逾期。'],
  cancelled: ['It does not hold any more, since {at}.', '自{at}起不再适用。'],
  expired: ['Its time ran out.', '时间已到。'],
  paused: ['It has stood still since {at}.', '自{at}起暂停计时。'],
  missedPaused: ['It was missed, and has stood still since {at}.', '已逾期，自{at}起暂停计时。'],
} as const satisfies Readonly<Record<string, Both>>;

/** What is said of a clock, with what stands in braces put in. */
export const SENTENCES = {
  begins: ['Begins {at}: {by}.', '自{at}起算：{by}。'],
  countsFrom: ['Its time counts from {at}.', '自{at}起计时。'],
  allowed: ['Allowed: {allowance}.', '时限：{allowance}。'],
  counts: ['{from} – {to}: {length} counted ({why}).', '{from} – {to}：计入{length}（{why}）。'],
  uncounted: ['{from} – {to}: {length} not counted ({why}).', '{from} – {to}：不计{length}（{why}）。'],
  sum: ['Counted in all: {length}.', '合计计入：{length}。'],
  extended: ['Extended from {from} to {to} by {level}: {reason}', '由{level}批准自{from}延至{to}：{reason}'],
  refused: ['{level} refused to extend it to {to}: {reason}', '{level}未批准延至{to}：{reason}'],
  due: ['Due {at}.', '{at}到期。'],
  provisional: [
    'Due {at}, provisionally: the holidays of that year are not decreed yet.',
    '暂定{at}到期：当年节假日安排尚未公布。',
  ],
  unexplained: [
    'The version of its rules is missing or changed: the due time stands as it was recorded.',
    '该版本规则缺失或已更改：到期时间以当时记录为准。',
  ],
} as const satisfies Readonly<Record<string, Both>>;

export const filled = (words: Both, language: Language, values: Readonly<Record<string, string>>): string =>
  inWords(words, language).replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
