// `time.Time`: a moment as date and time of day in a time zone, and the calendar behind it (proleptic Gregorian).

import { Any, box, noField } from './any'
import { JsonWriter } from './json'
import { StructText } from './struct-text'

const DAY: i64 = 86_400_000

/** A moment. */
export class Time {
  constructor(
    public year: i64,
    public month: i64,
    public day: i64,
    public hour: i64,
    public minute: i64,
    public second: i64,
    public unix: i64,
    public iso: string,
    /** Milliseconds since 1970. */
    readonly instant: i64,
    /** Minutes east of UTC. */
    readonly offset: i32,
    /** In the zone of the host, whose offset changes with the season. */
    readonly isLocal: bool,
  ) {}

  field(name: string): Any | null {
    if (name == 'year') return box<i64>(this.year)
    if (name == 'month') return box<i64>(this.month)
    if (name == 'day') return box<i64>(this.day)
    if (name == 'hour') return box<i64>(this.hour)
    if (name == 'minute') return box<i64>(this.minute)
    if (name == 'second') return box<i64>(this.second)
    if (name == 'unix') return box<i64>(this.unix)
    if (name == 'iso') return box<string>(this.iso)
    return noField('Time', name)
  }

  show(): string {
    return new StructText('Time')
      .add('year', this.year)
      .add('month', this.month)
      .add('day', this.day)
      .add('hour', this.hour)
      .add('minute', this.minute)
      .add('second', this.second)
      .add('unix', this.unix)
      .add('iso', this.iso)
      .end()
  }

  write(json: JsonWriter): void {
    json.beginObject()
    json.key('year')
    json.int(this.year)
    json.key('month')
    json.int(this.month)
    json.key('day')
    json.int(this.day)
    json.key('hour')
    json.int(this.hour)
    json.key('minute')
    json.int(this.minute)
    json.key('second')
    json.int(this.second)
    json.key('unix')
    json.int(this.unix)
    json.pair('iso', this.iso)
    json.endObject()
  }

  equals(other: Time): bool {
    return this.instant == other.instant && this.offset == other.offset
  }
}

/** The moment so many milliseconds after 1970, in a zone. */
export function moment(instant: i64, offset: i32, isLocal: bool): Time {
  const shown = instant + <i64>offset * 60_000
  const days = floorDivide(shown, DAY)
  const seconds = (shown - days * DAY) / 1000
  const hour = seconds / 3600
  const minute = (seconds / 60) % 60
  const second = seconds % 60
  // Years begin in March here, so that the leap day is the last of them.
  const shifted = days + 719_468
  const era = floorDivide(shifted, 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  const dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  const late = (5 * dayOfYear + 2) / 153
  const day = dayOfYear - (153 * late + 2) / 5 + 1
  const month = late < 10 ? late + 3 : late - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  const iso = `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}T${padded(hour, 2)}:${padded(minute, 2)}:${padded(second, 2)}`
  const zone = offset == 0 ? 'Z' : offsetText(offset, true)
  return new Time(
    year,
    month,
    day,
    hour,
    minute,
    second,
    floorDivide(instant, 1000),
    iso + zone,
    instant,
    offset,
    isLocal,
  )
}

/** Days from 1970 to a date. */
export function daysTo(year: i64, month: i64, day: i64): i64 {
  const y = month <= 2 ? year - 1 : year
  const era = floorDivide(y, 400)
  const yearOfEra = y - era * 400
  const dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
  const dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** How many days a month has. */
export function daysIn(year: i64, month: i64): i64 {
  if (month == 2) return isLeap(year) ? 29 : 28
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31
}

function isLeap(year: i64): bool {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/** 0 for Sunday. */
export function weekday(time: Time): i32 {
  const days = daysTo(time.year, time.month, time.day)
  return <i32>(days + 4 - floorDivide(days + 4, 7) * 7)
}

/** `a / b`, rounded down. */
export function floorDivide(a: i64, b: i64): i64 {
  const quotient = a / b
  return a % b < 0 ? quotient - 1 : quotient
}

/** A number with zeros before it. */
export function padded(value: i64, width: i32): string {
  return value < 0 ? '-' + (-value).toString().padStart(width, '0') : value.toString().padStart(width, '0')
}

/** `+02:00`, or without colon. */
export function offsetText(offset: i32, hasColon: bool): string {
  const minutes = abs(offset)
  return (offset < 0 ? '-' : '+') + padded(minutes / 60, 2) + (hasColon ? ':' : '') + padded(minutes % 60, 2)
}
