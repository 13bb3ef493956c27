// Layouts of times, as Go has them: a layout shows how the moment `Mon Jan 2 15:04:05 2006 -0700` would be written. One
// function finds the next element of a layout; writing and reading go from element to element.

import { isDigit } from './json-node'
import { HairaError } from './panic'
import { quote } from './show'
import { daysIn, daysTo, moment, offsetText, padded, Time, weekday } from './time'
import { Tuple2 } from './tuple'

const MONTHS = 'January February March April May June July August September October November December'.split(' ')
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')
const RFC3339 = '2006-01-02T15:04:05Z07:00'

/** Elements of a layout. */
const NONE: i32 = 0
const YEAR: i32 = 1
const YEAR2: i32 = 2
const MONTH_NAME: i32 = 3
const MONTH_SHORT: i32 = 4
const MONTH: i32 = 5
const MONTH2: i32 = 6
const DAY: i32 = 7
const DAY_BLANK: i32 = 8
const DAY2: i32 = 9
const DAY_OF_YEAR: i32 = 10
const WEEKDAY: i32 = 11
const WEEKDAY_SHORT: i32 = 12
const HOUR: i32 = 13
const HOUR12: i32 = 14
const HOUR12_2: i32 = 15
const MINUTE: i32 = 16
const MINUTE2: i32 = 17
const SECOND: i32 = 18
const SECOND2: i32 = 19
const PM: i32 = 20
const PM_SMALL: i32 = 21
const ZONE_NAME: i32 = 22
const ZONE: i32 = 23
const ZONE_COLON: i32 = 24
const ZONE_HOUR: i32 = 25
/** The same with Z for UTC. */
const ZONE_Z: i32 = 26
const ZONE_Z_COLON: i32 = 27
const ZONE_Z_HOUR: i32 = 28
const FRACTION: i32 = 29
/** Without zeros at its end. */
const FRACTION_SHORT: i32 = 30

// The texts of elements, longer ones before those that begin alike.
const TEXTS =
  'January|Jan|Monday|Mon|MST|2006|002|01|02|03|04|05|06|15|_2|-07:00|-0700|-07|Z07:00|Z0700|Z07|PM|pm|1|2|3|4|5'.split(
    '|',
  )
const KINDS: i32[] = [
  MONTH_NAME,
  MONTH_SHORT,
  WEEKDAY,
  WEEKDAY_SHORT,
  ZONE_NAME,
  YEAR,
  DAY_OF_YEAR,
  MONTH2,
  DAY2,
  HOUR12_2,
  MINUTE2,
  SECOND2,
  YEAR2,
  HOUR,
  DAY_BLANK,
  ZONE_COLON,
  ZONE,
  ZONE_HOUR,
  ZONE_Z_COLON,
  ZONE_Z,
  ZONE_Z_HOUR,
  PM,
  PM_SMALL,
  MONTH,
  DAY,
  HOUR12,
  MINUTE,
  SECOND,
]

/** Goes through a layout. */
class Elements {
  kind: i32 = NONE
  /** Where the element is. */
  from: i32 = 0
  to: i32 = 0

  constructor(readonly layout: string) {}

  /** Goes to the next element; NONE at the end. What is between is text. */
  next(): void {
    for (let at = this.to; at < this.layout.length; at++) {
      this.kind = this.kindAt(at)
      if (this.kind != NONE) {
        this.from = at
        return
      }
    }
    this.kind = NONE
    this.from = this.layout.length
  }

  private kindAt(at: i32): i32 {
    const layout = this.layout
    const unit = layout.charCodeAt(at)
    if (unit == 46 || unit == 44) return this.fraction(at)
    // A `_` before a year is text.
    if (unit == 95 && layout.startsWith('2006', at + 1)) return NONE
    for (let i = 0; i < TEXTS.length; i++) {
      if (!layout.startsWith(TEXTS[i], at)) continue
      const kind = KINDS[i]
      const end = at + TEXTS[i].length
      const isShort = kind == MONTH_SHORT || kind == WEEKDAY_SHORT
      if (isShort && end < layout.length && isSmall(layout.charCodeAt(end))) continue
      this.to = end
      return kind
    }
    return NONE
  }

  // `.000` or `.999`, of any length, with no digit behind.
  private fraction(at: i32): i32 {
    const layout = this.layout
    if (at + 1 >= layout.length) return NONE
    const digit = layout.charCodeAt(at + 1)
    if (digit != 48 && digit != 57) return NONE
    let end = at + 1
    while (end < layout.length && layout.charCodeAt(end) == digit) end++
    if (end < layout.length && isDigit(layout.charCodeAt(end))) return NONE
    this.to = end
    return digit == 48 ? FRACTION : FRACTION_SHORT
  }
}

function isSmall(unit: i32): bool {
  return unit >= 97 && unit <= 122
}

// ------------------------------------------------------------------------------------------------------------- writing

/** `time.format(t, layout)` */
export function formatTime(time: Time, layout: string): string {
  const elements = new Elements(layout == 'iso' ? RFC3339 : layout)
  let out = ''
  while (true) {
    const before = elements.to
    elements.next()
    out += elements.layout.substring(before, elements.from)
    if (elements.kind == NONE) return out
    out += element(time, elements)
  }
}

function element(time: Time, at: Elements): string {
  const hour12 = time.hour % 12 == 0 ? 12 : time.hour % 12
  switch (at.kind) {
    case YEAR:
      return padded(time.year, 4)
    case YEAR2:
      return padded(abs(time.year) % 100, 2)
    case MONTH_NAME:
      return MONTHS[<i32>time.month - 1]
    case MONTH_SHORT:
      return MONTHS[<i32>time.month - 1].substring(0, 3)
    case MONTH:
      return time.month.toString()
    case MONTH2:
      return padded(time.month, 2)
    case DAY:
      return time.day.toString()
    case DAY_BLANK:
      return time.day.toString().padStart(2, ' ')
    case DAY2:
      return padded(time.day, 2)
    case DAY_OF_YEAR:
      return padded(daysTo(time.year, time.month, time.day) - daysTo(time.year, 1, 1) + 1, 3)
    case WEEKDAY:
      return DAYS[weekday(time)]
    case WEEKDAY_SHORT:
      return DAYS[weekday(time)].substring(0, 3)
    case HOUR:
      return padded(time.hour, 2)
    case HOUR12:
      return hour12.toString()
    case HOUR12_2:
      return padded(hour12, 2)
    case MINUTE:
      return time.minute.toString()
    case MINUTE2:
      return padded(time.minute, 2)
    case SECOND:
      return time.second.toString()
    case SECOND2:
      return padded(time.second, 2)
    case PM:
      return time.hour < 12 ? 'AM' : 'PM'
    case PM_SMALL:
      return time.hour < 12 ? 'am' : 'pm'
    case FRACTION:
    case FRACTION_SHORT:
      return fractionText(time, at)
    default:
      return zoneText(time.offset, at.kind)
  }
}

function fractionText(time: Time, at: Elements): string {
  const digits = padded(time.instant - time.unix * 1000, 3).padEnd(at.to - at.from - 1, '0')
  let end = at.to - at.from - 1
  if (at.kind == FRACTION_SHORT) while (end > 0 && digits.charCodeAt(end - 1) == 48) end--
  return end == 0 ? '' : at.layout.charAt(at.from) + digits.substring(0, end)
}

function zoneText(offset: i32, kind: i32): string {
  if (offset == 0 && kind >= ZONE_Z) return 'Z'
  if (offset == 0 && kind == ZONE_NAME) return 'UTC'
  if (kind == ZONE_COLON || kind == ZONE_Z_COLON) return offsetText(offset, true)
  const isWhole = offset % 60 == 0
  const isShort = kind == ZONE_HOUR || kind == ZONE_Z_HOUR || (kind == ZONE_NAME && isWhole)
  return isShort ? offsetText(offset, false).substring(0, 3) : offsetText(offset, false)
}

// ------------------------------------------------------------------------------------------------------------- reading

/** `time.parse(s, layout)` */
export function parseTime(s: string, layout: string): Tuple2<Time, HairaError | null> {
  const reading = new Reading(s)
  if (layout != 'iso') return reading.result(layout, reading.by(layout))
  // ISO 8601 leaves the zone or the time of day out.
  if (s.length > 10 && reading.by(RFC3339)) return reading.result(layout, true)
  if (s.length > 10 && reading.problem == '' && reading.by('2006-01-02T15:04:05')) return reading.result(layout, true)
  return reading.result(layout, reading.problem == '' && reading.by('2006-01-02'))
}

class Reading {
  problem: string = ''
  private at: i32 = 0
  private year: i64 = 0
  private month: i64 = 1
  private day: i64 = 1
  private dayOfYear: i64 = 0
  private hour: i64 = 0
  private minute: i64 = 0
  private second: i64 = 0
  private millis: i64 = 0
  private isPm: bool = false
  private is12: bool = false
  private offset: i32 = 0

  constructor(private text: string) {}

  result(layout: string, isGood: bool): Tuple2<Time, HairaError | null> {
    if (isGood) {
      const days = daysTo(this.year, this.month, this.day)
      const minutes = days * 1440 + this.hour * 60 + this.minute - this.offset
      const time = moment(minutes * 60_000 + this.second * 1000 + this.millis, this.offset, false)
      return new Tuple2<Time, HairaError | null>(time, null)
    }
    const why = this.problem == '' ? '' : ': ' + this.problem
    const error = new HairaError(`cannot parse ${quote(this.text)} as ${quote(layout)}${why}`)
    return new Tuple2<Time, HairaError | null>(moment(0, 0, false), error)
  }

  /** Whether the whole text is of a layout. */
  by(layout: string): bool {
    const elements = new Elements(layout)
    this.at = 0
    this.month = 1
    this.day = 1
    this.dayOfYear = 0
    while (true) {
      const before = elements.to
      elements.next()
      if (!this.literal(layout.substring(before, elements.from))) return false
      if (elements.kind == NONE) return this.at == this.text.length && this.isPossible()
      if (!this.element(elements)) return false
    }
  }

  private literal(text: string): bool {
    if (!this.text.startsWith(text, this.at)) return false
    this.at += text.length
    return true
  }

  private peek(): i32 {
    return this.at < this.text.length ? this.text.charCodeAt(this.at) : -1
  }

  // So many digits; -1 if there are fewer than the least.
  private number(least: i32, most: i32): i64 {
    const from = this.at
    let value: i64 = 0
    while (this.at - from < most && isDigit(this.peek())) {
      value = value * 10 + this.peek() - 48
      this.at++
    }
    return this.at - from < least ? -1 : value
  }

  // The number of a name in a list, from 1; 0 if none stands here.
  private name(names: string[], isShort: bool): i64 {
    for (let i = 0; i < names.length; i++) {
      const name = isShort ? names[i].substring(0, 3) : names[i]
      const here = this.text.substring(this.at, this.at + name.length)
      if (here.toLowerCase() != name.toLowerCase()) continue
      this.at += name.length
      return i + 1
    }
    return 0
  }

  private element(elements: Elements): bool {
    const kind = elements.kind
    switch (kind) {
      case YEAR:
        return (this.year = this.number(4, 4)) >= 0
      case YEAR2:
        this.year = this.number(2, 2)
        if (this.year < 0) return false
        this.year += this.year >= 69 ? 1900 : 2000
        return true
      case MONTH_NAME:
      case MONTH_SHORT:
        return (this.month = this.name(MONTHS, kind == MONTH_SHORT)) > 0
      case MONTH:
      case MONTH2:
        return (this.month = this.number(kind == MONTH ? 1 : 2, 2)) >= 0
      case DAY_BLANK:
        if (this.peek() == 32) this.at++
        return (this.day = this.number(1, 2)) >= 0
      case DAY:
      case DAY2:
        return (this.day = this.number(kind == DAY ? 1 : 2, 2)) >= 0
      case DAY_OF_YEAR:
        this.dayOfYear = this.number(3, 3)
        if (this.dayOfYear == 0) this.problem = 'day out of range'
        return this.dayOfYear > 0
      case WEEKDAY:
      case WEEKDAY_SHORT:
        return this.name(DAYS, kind == WEEKDAY_SHORT) > 0
      case HOUR:
        return (this.hour = this.number(1, 2)) >= 0
      case HOUR12:
      case HOUR12_2:
        this.is12 = true
        return (this.hour = this.number(kind == HOUR12 ? 1 : 2, 2)) >= 0
      case MINUTE:
      case MINUTE2:
        return (this.minute = this.number(kind == MINUTE ? 1 : 2, 2)) >= 0
      case SECOND:
      case SECOND2:
        this.second = this.number(kind == SECOND ? 1 : 2, 2)
        return this.second >= 0 && this.unaskedFraction(elements)
      case PM:
      case PM_SMALL:
        return this.halfOfDay()
      case FRACTION:
      case FRACTION_SHORT:
        return this.fraction(elements.to - elements.from - 1, kind == FRACTION_SHORT)
      default:
        return this.zone(kind)
    }
  }

  // A fraction may follow seconds even if the layout has none.
  private unaskedFraction(elements: Elements): bool {
    const next = elements.layout.substring(elements.to, elements.to + 2)
    if (next.length == 2 && (next.startsWith('.') || next.startsWith(','))) {
      if (next.endsWith('0') || next.endsWith('9')) return true
    }
    const isFraction = (this.peek() == 46 || this.peek() == 44) && this.at + 1 < this.text.length
    return isFraction && isDigit(this.text.charCodeAt(this.at + 1)) ? this.fraction(0, true) : true
  }

  private fraction(digits: i32, isShort: bool): bool {
    this.millis = 0
    if (this.peek() != 46 && this.peek() != 44) return isShort
    const from = ++this.at
    for (let scale: i64 = 100; isDigit(this.peek()); this.at++, scale /= 10) this.millis += (this.peek() - 48) * scale
    return isShort ? this.at > from : this.at - from == digits
  }

  private halfOfDay(): bool {
    const word = this.text.substring(this.at, this.at + 2).toUpperCase()
    this.is12 = true
    this.isPm = word == 'PM'
    this.at += 2
    return this.isPm || word == 'AM'
  }

  private zone(kind: i32): bool {
    this.offset = 0
    if (kind == ZONE_NAME) {
      if (this.literal('UTC') || this.literal('GMT')) return true
      this.problem = 'unknown time zone'
      return false
    }
    if (kind >= ZONE_Z && this.literal('Z')) return true
    const sign = this.peek()
    if (sign != 43 && sign != 45) return false
    this.at++
    const hours = this.number(2, 2)
    let minutes: i64 = 0
    if (kind == ZONE_COLON || kind == ZONE_Z_COLON) {
      if (!this.literal(':')) return false
      minutes = this.number(2, 2)
    } else if (kind == ZONE || kind == ZONE_Z) minutes = this.number(2, 2)
    if (hours < 0 || minutes < 0) return false
    if (hours > 24 || minutes > 59) return this.refuse('time zone')
    this.offset = <i32>(hours * 60 + minutes) * (sign == 45 ? -1 : 1)
    return true
  }

  private isPossible(): bool {
    if (this.dayOfYear > 0) {
      if (this.dayOfYear > 337 + daysIn(this.year, 2)) return this.refuse('day')
      this.month = 1
      while (this.dayOfYear > daysIn(this.year, this.month)) this.dayOfYear -= daysIn(this.year, this.month++)
      this.day = this.dayOfYear
    }
    if (this.month < 1 || this.month > 12) return this.refuse('month')
    if (this.day < 1 || this.day > daysIn(this.year, this.month)) return this.refuse('day')
    if (this.is12 ? this.hour < 1 || this.hour > 12 : this.hour > 23) return this.refuse('hour')
    if (this.minute > 59) return this.refuse('minute')
    if (this.second > 59) return this.refuse('second')
    if (this.is12) this.hour = (this.hour % 12) + (this.isPm ? 12 : 0)
    return true
  }

  private refuse(what: string): bool {
    this.problem = what + ' out of range'
    return false
  }
}
