// Files of variables: `NAME=value` on lines, with comments, and quotes around values that need them.

/** Names and values, one after the other. */
export function parseDotenv(text: string): string[] {
  const found: string[] = []
  const lines = text.split('\n')
  for (let i = 0; i < lines.length; i++) {
    let line = lines[i].trim()
    if (line.startsWith('export ')) line = line.substring(7).trimStart()
    const equals = line.indexOf('=')
    if (equals < 1 || line.charCodeAt(0) == 35 /* # */) continue
    const value = line.substring(equals + 1).trim()
    found.push(line.substring(0, equals).trimEnd())
    found.push(valueOf(value))
  }
  return found
}

function valueOf(text: string): string {
  const quote = text.length > 0 ? text.charCodeAt(0) : 0
  if (quote != 34 && quote != 39) {
    const comment = text.indexOf(' #')
    return comment < 0 ? text : text.substring(0, comment).trimEnd()
  }
  let end = 1
  while (end < text.length && text.charCodeAt(end) != quote) end += quote == 34 && text.charCodeAt(end) == 92 ? 2 : 1
  const inner = text.substring(1, end)
  return quote == 34 && inner.includes('\\') ? unescape(inner) : inner
}

function unescape(text: string): string {
  let out = ''
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) != 92 /* \ */ || i + 1 == text.length) {
      out += text.charAt(i)
      continue
    }
    const next = text.charAt(++i)
    out += next == 'n' ? '\n' : next == 't' ? '\t' : next == 'r' ? '\r' : next
  }
  return out
}
