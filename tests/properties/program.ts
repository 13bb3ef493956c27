// The program that is compared with JavaScript. It answers lines of JSON, so thousands of cases cost one compilation.

const widths = ['i8', 'i16', 'i32', 'u8', 'u16', 'u32', 'u64']
const operators = ['+', '-', '*', '/', '%', '&', '|', '^', '<<', '>>', '>>>', '<', '==']

/** `name(operator, a, b)` for one type of integers, in which all operators are tried. */
function integerFunction(type: string): string {
  const arms = operators.map((operator) => `        "${operator}" => "\${x ${operator} y}"`)
  return `fn on_${type}(operator: string, a: int, b: int) -> string {
    x = a as ${type}
    y = b as ${type}
    try {
        return match operator {
${arms.join('\n')}
        "-x" => "\${-x}"
        "~x" => "\${~x}"
        _ => "?"
        }
    } catch e {
        return e.message
    }
}
`
}

const types = ['int', ...widths]

/** The text of the program. */
export const program = `import "array"
import "conv"
import "io"
import "json"
import "map"
import "string"

${types.map(integerFunction).join('\n')}
fn integers(width: string, operator: string, a: int, b: int) -> string {
    match width {
${types.map((type) => `        "${type}" => on_${type}(operator, a, b)`).join('\n')}
        _ => "?"
    }
}

fn floats(a: string, b: string) -> string {
    x = conv.string_to_float(a)?
    y = conv.string_to_float(b)?
    single: f32 = x as f32
    return "\${x} \${x + y} \${x - y} \${x * y} \${x / y} \${x % y} \${x < y} \${x == y} \${single}"
}

fn strings(s: string, t: string, a: int, b: int) -> []any {
    return [
        len(s), string.byte_len(s), s[a..b], string.reverse(s), string.index_of(s, t), string.last_index_of(s, t),
        string.contains(s, t), string.starts_with(s, t), string.ends_with(s, t), string.split(s, t),
        string.replace_all(s, t, "<>"), string.count(s, t), string.trim(s), s + t, s < t, s == t,
        string.pad_left(s, 12, "*"), string.repeat(s, 2),
    ]
}

fn sorted(ints: []int, texts: []string) -> []any {
    pairs = array.sort_by(array.map(ints, n => (n % 5, n)), p => p.0)
    return [array.sort(ints), array.sort(texts), array.map(pairs, p => p.1)]
}

// Sets, deletes, counts and reads; then the whole map.
fn maps(steps: []any) -> []any {
    m: map[string]int = {}
    numbers: map[int]string = {}
    found: []any = []
    for step in steps {
        op = step[0] as string
        key = step[1] as string
        n = step[2] as int
        match op {
            "set" => {
                m[key] = n
                numbers[n] = key
            }
            "delete" => {
                m = map.remove(m, key)
                numbers = map.remove(numbers, n)
            }
            "count" => {
                m[key] = (m[key] orelse 0) + n
                numbers[n] = (numbers[n] or "") + key
            }
            _ => found = append(found, m[key], numbers[n], m[key] or -1, len(m))
        }
    }
    return found + [map.entries(m), map.keys(numbers), map.values(numbers)]
}

// Whether a text is JSON, for each of the two parsers.
fn accepted(text: string) -> []bool {
    _, e = json.decode(text)
    _, f = json.decode<any>(text)
    return [e == nil, f == nil]
}

struct Box { items: []int }

// Lists and strings that grow: in variables, in a field, in a map, in a captured variable, and each seen by others.
fn growing(steps: []any) -> []any {
    a: []int = []
    b: []int = []
    box = Box{items: []}
    groups: map[string][]int = {}
    shared: []int = []
    add = (n: int) => { shared = append(shared, n) }
    s = ""
    t = ""
    kept: []any = []
    for step in steps {
        op = step[0] as string
        i = step[1] as int
        n = step[2] as int
        key = "g\${i % 3}"
        match op {
            "append a" => a = append(a, n)
            "append b" => b = append(b, n, n + 1)
            "append box" => box.items = append(box.items, n)
            "append group" => groups[key] = append(groups[key] or [], n)
            "append shared" => add(n)
            "a = b" => a = b
            "b = a" => b = a
            "box = a" => box.items = a
            "a = box" => a = box.items
            "b = shared" => b = shared
            "shared = a" => shared = a
            "group = a" => groups[key] = a
            "a = group" => a = groups[key] or []
            "set a" => if i < len(a) { a[i] = n }
            "set b" => if i < len(b) { b[i] += n }
            "set box" => if i < len(box.items) { box.items[i] = n }
            "set shared" => if i < len(shared) { shared[i] = n }
            "cut a" => a = a[0..i]
            "join b" => if len(b) < 200 { b = b + a }
            "keep a" => kept = append(kept, a)
            "append s" => s += "\${n},"
            "append t" => t = t + s + n
            "s = t" => s = t
            "t = s" => t = s
            "double s" => if len(s) < 200 { s += s }
            "clear" => s = ""
            "keep s" => kept = append(kept, s)
            _ => {}
        }
        if len(t) > 500 { t = "" }
    }
    return [a, b, box.items, groups, shared, s, t, kept]
}

fn answer(request: any) -> any {
    match request[0] as string {
        "integers" => integers(
            request[1] as string, request[2] as string,
            conv.string_to_int(request[3] as string)?, conv.string_to_int(request[4] as string)?,
        )
        "floats" => floats(request[1] as string, request[2] as string)
        "strings" => strings(request[1] as string, request[2] as string, request[3] as int, request[4] as int)
        "sorted" => sorted(request[1] as []int, request[2] as []string)
        "maps" => maps(request[1] as []any)
        "growing" => growing(request[1] as []any)
        "json" => request[1]
        "accepted" => accepted(request[1] as string)
        _ => nil
    }
}

fn main() {
    for {
        line, err = io.readln()
        if err != nil { break }
        println(json.encode(answer(json.decode(line)?))?)
    }
}
`
