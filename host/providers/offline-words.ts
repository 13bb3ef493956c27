// Words for the offline model: what a text is about, as a set of stems and topics.
// Rough on purpose: it has to route a support desk's first messages, the same way each time, without a network.

/** What a text is about. */
export interface Subject {
  stems: Set<string>
  topics: Set<string>
}

/** Common words of a topic. A text that uses one is about the topic; two texts about one topic have something in common. */
const topicWords: Record<string, string> = {
  technical: `technical tech technician login logout password passcode error crash bug broken break fail failure install
    setup slow freeze hang outage offline connect connection sync upload download update load server website browser app
    screen device wifi network timeout exception reset reinstall debug troubleshoot unresponsive lag glitch blank
    verification authenticate`,
  billing: `billing bill refund invoice charge overcharge payment pay paid price pricing cost fee receipt money card credit
    debit subscription renewal discount coupon tax owe reimburse checkout transaction chargeback`,
  shipping: `shipping ship shipment deliver delivery package parcel track tracking courier postage warehouse dispatch`,
  sales: `sales buy purchase quote demo trial upgrade license enterprise reseller product catalog`,
  account: `account profile username email address signup register registration unsubscribe membership`,
  escalation: `escalate escalation manager supervisor complaint complain urgent complex senior advanced expert specialist
    emergency`,
  engineering: `engineering engineer developer code stacktrace log database api deploy deployment integration regression
    root cause debug incident`,
  cancellation: `cancel cancellation terminate quit leave retention`,
  legal: `legal lawyer contract privacy gdpr terms compliance lawsuit`,
  hiring: `hiring job career apply application resume interview recruit recruiter`,
}

/** Words that say nothing about a subject: grammar, politeness, and the vocabulary of agents and routing. */
const emptyWords = `a about after again all also am an and any are as at back be because been before being but by can cannot
  cant could did didnt do does doesnt doing dont down else even ever every for from get gets getting give go goes going got
  had has have having he hello help hey hi how i if im in into is isnt it its ive just keep know last let like little
  make me more most much my need needs no nor not now of off ok okay on once one only or our out over own please really
  say see she should since so some still such take tell than thank thanks that the their them then there these they thing
  things this those to today too try trying twice under until up us use used using very via want wants was wasnt way we well
  were what when where which while who why will with wont would yes yesterday yet you your yourself
  agent agents assistant assistants basic bot conversation customer customers desk follow front general greet greeting hand
  handle handled handles handling helpful issue issues level matter message messages pass problem problems question
  questions reason request requests route routes routing send service support supporting team teams transfer transfers user
  users work working answer answers ask be clear good morning evening afternoon day call calls tool text string name new`

const empty = new Set(emptyWords.split(/\s+/).map(stem))
const topicsOf = indexTopics()

/** What `text` is about. */
export function subjectOf(text: string): Subject {
  const subject: Subject = { stems: new Set(), topics: new Set() }
  for (const word of words(text)) {
    const stemmed = stem(word)
    if (empty.has(stemmed)) continue
    subject.stems.add(stemmed)
    for (const topic of topicsOf.get(stemmed) ?? []) subject.topics.add(topic)
  }
  return subject
}

/** How many stems of `asked` occur in `offered`: equal, or the beginning of one another. */
export function sharedStems(asked: Subject, offered: Subject): number {
  let shared = 0
  for (const stem of asked.stems) {
    if (offered.stems.has(stem) || [...offered.stems].some((other) => isPrefix(stem, other))) shared++
  }
  return shared
}

/** How many topics two texts have in common. */
export function sharedTopics(asked: Subject, offered: Subject): number {
  let shared = 0
  for (const topic of asked.topics) if (offered.topics.has(topic)) shared++
  return shared
}

/** Lower-case words; identifiers are split at capitals and underscores, and "log me in" becomes "login". */
export function words(text: string): string[] {
  const plain = text
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/\b(?:log|sign)(?:ged|ging|s)?[\s-]+(?:\w+\s+)?(?:in|into|on)\b/g, 'login')
    .replace(/\b(?:log|sign)(?:ged|ging|s)?[\s-]+(?:\w+\s+)?(?:out|off)\b/g, 'logout')
    .replace(/\bsign(?:ed|ing|s)?[\s-]+up\b/g, 'signup')
    .replace(/\bset(?:ting)?[\s-]+up\b/g, 'setup')
    .replace(/\bstack[\s-]+trace/g, 'stacktrace')
  return plain.match(/[\p{L}\d]+/gu) ?? []
}

/** A word without its commonest endings. */
export function stem(word: string): string {
  if (word.length <= 3) return word
  let result = word
  if (result.endsWith('ies') && result.length > 4) result = `${result.slice(0, -3)}y`
  else if (/(?:[sxz]|ch|sh)es$/.test(result)) result = result.slice(0, -2)
  else if (/[^su]s$/.test(result)) result = result.slice(0, -1)
  for (const ending of ['ment', 'ing', 'ed', 'ly']) {
    if (result.endsWith(ending) && result.length - ending.length >= 3) {
      result = result.slice(0, -ending.length)
      break
    }
  }
  return result.replace(/(.)\1$/, '$1').replace(/e$/, '')
}

function isPrefix(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  return short.length >= 4 && long.startsWith(short)
}

function indexTopics(): Map<string, string[]> {
  const index = new Map<string, string[]>()
  for (const [topic, list] of Object.entries(topicWords)) {
    for (const stemmed of new Set(list.split(/\s+/).map(stem))) {
      index.set(stemmed, [...(index.get(stemmed) ?? []), topic])
    }
  }
  return index
}
