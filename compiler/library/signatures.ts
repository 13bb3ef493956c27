// The signatures of the standard library as text, in the notation of the library's documentation: what a module has
// beside the functions that the runtime has already. Read only when a program uses the module (read-signatures.ts).
//
//   name(param: type, optional: type = , ...rest: type) -> result E      E: with an error, `(result, error)`
//   name: type                                                            a constant
//   struct Name { field: type }       Name.method(…) -> result            a type and its methods
//
// Before the name: `+` the runtime has it in stdlib/lib-<module>.ts, and it never panics; `!` it has it and it may panic;
// nothing: it is known by its signature only. `=`, `$` and `@`: values of its type parameters are compared, printed,
// or written as JSON.
//
// One capital letter is a type parameter; N is one for numbers. `f: fn(T) -> U | fn(T, int) -> U` takes either function.
// A line that repeats a name is another form of the same function, `name_2` in the runtime.

const request = 'url: string, headers: map[string]string ='
const body = 'url: string, body: any, headers: map[string]string ='
const tracker = `
  create_issue(title: string, body: string = , labels: []string = ) -> map[string]any E
  create_incident(title: string, body: string = ) -> map[string]any E
  list_issues() -> []map[string]any E
  get_issue(number: int) -> map[string]any E
  comment(number: int, body: string) -> error`
const methodsOf = (type: string, lines: string) => lines.trim().replace(/^\s*/gm, `${type}.`)
const searchClient = (name: string) => `
  struct Client {}
  client(${name}: string, key: string) -> Client
  Client.search(index: string, q: string, opts: map[string]any = ) -> map[string]any E
  Client.list_indexes() -> []string E
  Client.health() -> bool E
  + hits(result: map[string]any) -> []map[string]any
  + hits_to_table(hits: []map[string]any) -> ([]string, []any)
  + hits_to_product_cards(hits: []map[string]any) -> []any`
const database = `
  struct Database {}
  Database.query(sql: string, ...args: any) -> []map[string]any E
  Database.exec(sql: string, ...args: any) -> int E
  Database.tables() -> []string E
  Database.upsert(table: string, row: map[string]any, key: string) -> error
  Database.transaction(f: fn(Database) -> error) -> error
  Database.close()`

const maps = `
  + len(m: map[K]V) -> int
  + is_empty(m: map[K]V) -> bool
  + has(m: map[K]V, k: K) -> bool
  + get(m: map[K]V, k: K, default: V) -> V
  + get(m: map[K]V, k: K) -> V?
  + set(m: map[K]V, k: K, v: V) -> map[K]V
  + remove(m: map[K]V, k: K) -> map[K]V
  + merge(...m: map[K]V) -> map[K]V
  + keys(m: map[K]V) -> []K
  + values(m: map[K]V) -> []V
  + entries(m: map[K]V) -> [](K, V)
  + from_entries(list: [](K, V)) -> map[K]V
  + = contains_value(m: map[K]V, v: V) -> bool
  ! map_values(m: map[K]V, f: fn(V) -> U) -> map[K]U
  ! filter(m: map[K]V, f: fn(K, V) -> bool) -> map[K]V`

/** Texts by module. */
export const signatures: Readonly<Record<string, string>> = {
  builtin: `
    ! create_agent(config: any, provider: any, tools: any = ) -> agent
    ! spawn_agents(list: []any) -> []map[string]any`,
  io: `
    + printf(fmt: string, ...v: any)
    + eprintf(fmt: string, ...v: any)
    + sprintf(fmt: string, ...v: any) -> string
    ! readln(prompt: string = ) -> string E
    + read_file(path: string) -> string E
    + write_file(path: string, s: string) -> error`,
  string: `
    + len(s: string) -> int
    + byte_len(s: string) -> int
    + trim(s: string, chars: string = ) -> string
    + to_upper(s: string) -> string
    + to_lower(s: string) -> string
    + contains(s: string, t: string) -> bool
    + starts_with(s: string, t: string) -> bool
    + ends_with(s: string, t: string) -> bool
    + index_of(s: string, t: string) -> int
    + split(s: string, sep: string) -> []string
    + $ join(list: []T, sep: string) -> string
    + replace(s: string, a: string, b: string) -> string
    + replace_all(s: string, a: string, b: string) -> string
    + repeat(s: string, n: int) -> string
    + lines(s: string) -> []string
    + is_empty(s: string) -> bool
    + trim_left(s: string, chars: string = ) -> string
    + trim_right(s: string, chars: string = ) -> string
    + capitalize(s: string) -> string
    + title(s: string) -> string
    + last_index_of(s: string, t: string) -> int
    + substring(s: string, start: int, end: int = ) -> string
    + char_at(s: string, i: int) -> string
    + reverse(s: string) -> string
    + count(s: string, t: string) -> int
    + words(s: string) -> []string
    + pad_left(s: string, n: int, c: string = ) -> string
    + pad_right(s: string, n: int, c: string = ) -> string
    + truncate(s: string, n: int, suffix: string = ) -> string
    + extract_between(s: string, a: string, b: string) -> string
    + slugify(s: string) -> string
    + basename(p: string) -> string
    + ext(p: string) -> string
    + strip_ext(p: string) -> string
    + shell_escape(s: string) -> string
    + detect_language(filename: string) -> string`,
  array: `
    + len(xs: []T) -> int
    + is_empty(xs: []T) -> bool
    + first(xs: []T) -> T?
    + last(xs: []T) -> T?
    + get(xs: []T, i: int, default: T) -> T
    + get(xs: []T, i: int) -> T?
    + push(xs: []T, ...v: T) -> []T
    + pop(xs: []T) -> ([]T, T?)
    + concat(...xs: []T) -> []T
    ! insert(xs: []T, i: int, v: T) -> []T
    ! remove(xs: []T, i: int) -> []T
    + slice(xs: []T, a: int, b: int = ) -> []T
    + take(xs: []T, n: int) -> []T
    + drop(xs: []T, n: int) -> []T
    + = contains(xs: []T, v: T) -> bool
    + = index_of(xs: []T, v: T) -> int
    + reverse(xs: []T) -> []T
    + flatten(xs: [][]T) -> []T
    + compact(xs: []T?) -> []T
    + compact(xs: []T) -> []T
    + = unique(xs: []T) -> []T
    ! sort(xs: []T) -> []T
    ! sort_by(xs: []T, f: fn(T) -> K | fn(T, T) -> N) -> []T
    ! map(xs: []T, f: fn(T) -> U | fn(T, int) -> U) -> []U
    ! filter(xs: []T, f: fn(T) -> bool | fn(T, int) -> bool) -> []T
    ! flat_map(xs: []T, f: fn(T) -> []U | fn(T, int) -> []U) -> []U
    ! for_each(xs: []T, f: fn(T) -> any | fn(T, int) -> any)
    ! reduce(xs: []T, initial: U, f: fn(U, T) -> U | fn(U, T, int) -> U) -> U
    ! reduce(xs: []T, f: fn(U, T) -> U | fn(U, T, int) -> U, initial: U) -> U
    ! find(xs: []T, f: fn(T) -> bool | fn(T, int) -> bool) -> T?
    ! find_index(xs: []T, f: fn(T) -> bool | fn(T, int) -> bool) -> int
    ! every(xs: []T, f: fn(T) -> bool | fn(T, int) -> bool) -> bool
    ! some(xs: []T, f: fn(T) -> bool | fn(T, int) -> bool) -> bool
    ! count(xs: []T, f: fn(T) -> bool = ) -> int
    ! sum(xs: []N) -> N
    ! avg(xs: []N) -> float
    ! = min(xs: []T) -> T?
    ! = max(xs: []T) -> T?
    + $ join(xs: []T, sep: string) -> string
    + zip(a: []T, b: []U) -> [](T, U)
    ! chunk(xs: []T, n: int) -> [][]T
    ! group_by(xs: []T, f: fn(T) -> K) -> map[K][]T
    ! partition(xs: []T, f: fn(T) -> bool) -> ([]T, []T)
    + = difference(a: []T, b: []T) -> []T
    + = intersection(a: []T, b: []T) -> []T
    + shuffle(xs: []T) -> []T
    + sample(xs: []T) -> T?
    ! range(a: int, b: int, step: int = ) -> []int`,
  map: maps,
  maps,
  math: `
    ! abs(x: N) -> N
    ! min(xs: []T) -> T?
    ! min(...x: N) -> N
    ! max(xs: []T) -> T?
    ! max(...x: N) -> N
    ! clamp(x: N, lo: N, hi: N) -> N
    ! sign(x: N) -> N
    + floor(x: float) -> float
    + ceil(x: float) -> float
    + round(x: float, digits: int = ) -> float
    + trunc(x: float) -> float
    + pow(x: float, y: float) -> float
    + sqrt(x: float) -> float
    + cbrt(x: float) -> float
    + exp(x: float) -> float
    + log(x: float) -> float
    + log10(x: float) -> float
    + log2(x: float) -> float
    + hypot(x: float, y: float) -> float
    + sin(x: float) -> float
    + cos(x: float) -> float
    + tan(x: float) -> float
    + asin(x: float) -> float
    + acos(x: float) -> float
    + atan(x: float) -> float
    + atan2(y: float, x: float) -> float
    ! sum(xs: []N) -> N
    ! avg(xs: []N) -> float
    ! median(xs: []N) -> float
    + gcd(a: int, b: int) -> int
    + lcm(a: int, b: int) -> int
    + lerp(a: float, b: float, t: float) -> float
    + random() -> float
    + random_int(min: int, max: int) -> int
    + seed(n: int)
    + is_nan(x: float) -> bool
    + is_inf(x: float) -> bool
    pi: float
    PI: float
    e: float
    E: float
    inf: float
    nan: float
    max_int: int
    min_int: int`,
  conv: `
    + $ to_string(v: T) -> string
    + string_to_int(s: string) -> int E
    + string_to_float(s: string) -> float E
    + string_to_bool(s: string) -> bool E
    + int_to_string(i: int) -> string
    + float_to_string(f: float) -> string
    + bool_to_string(b: bool) -> string
    + int_to_float(i: int) -> float
    ! float_to_int(f: float) -> int
    + int_to_hex(i: int) -> string
    + int_to_binary(i: int) -> string
    + int_to_octal(i: int) -> string
    + hex_to_int(s: string) -> int E`,
  json: `
    + @ marshal(v: T) -> string E
    + @ encode_pretty(v: T) -> string E
    + @ marshal_pretty(v: T) -> string E
    + decode(s: string) -> any E
    + parse(s: string) -> any E
    + unmarshal(s: string) -> any E`,
  regex: `
    struct Regex {}
    + compile(p: string) -> Regex E
    ! is_match(p: string, s: string) -> bool
    ! find(p: string, s: string) -> string
    ! find_all(p: string, s: string) -> []string
    ! captures(p: string, s: string) -> []string
    ! named_captures(p: string, s: string) -> map[string]string
    ! replace(p: string, s: string, r: string) -> string
    ! replace_all(p: string, s: string, r: string) -> string
    ! split(p: string, s: string) -> []string
    + Regex.is_match(s: string) -> bool
    + Regex.find(s: string) -> string
    + Regex.find_all(s: string) -> []string
    + Regex.captures(s: string) -> []string
    + Regex.named_captures(s: string) -> map[string]string
    + Regex.replace(s: string, r: string) -> string
    + Regex.replace_all(s: string, r: string) -> string
    + Regex.split(s: string) -> []string`,
  fs: `
    + read_file(p: string) -> string E
    + read_bytes(p: string) -> []int E
    + write_file(p: string, s: string) -> error
    + append_file(p: string, s: string) -> error
    + exists(p: string) -> bool
    + is_dir(p: string) -> bool
    + stat(p: string) -> {name: string, size: int, is_dir: bool, modified: string, path: string} E
    + remove(p: string) -> error
    + remove_all(p: string) -> error
    + rename(a: string, b: string) -> error
    + copy(a: string, b: string) -> error
    + mkdir(p: string) -> error
    + mkdir_all(p: string) -> error
    + read_dir(p: string) -> []{name: string, is_dir: bool, size: int, modified: string} E
    + glob(p: string) -> []string E
    + open(p: string) -> file E
    + read_all(file: file) -> string E
    + close(file: file)
    + join(...a: string) -> string`,
  os: `
    + args() -> []string
    + exit(code: int = )
    + getenv(k: string) -> string
    + setenv(k: string, v: string) -> error
    + environ() -> map[string]string
    + cwd() -> string
    + chdir(p: string) -> error
    + temp_dir() -> string
    + hostname() -> string
    + getpid() -> int
    + platform() -> string
    + arch() -> string
    + exec(cmd: string) -> string E
    + exec(cmd: []string) -> string E
    + exec_timeout(cmd: string, seconds: int) -> string E
    + safe_exec(cmd: string, seconds: int = ) -> string E`,
  time: `
    struct Time { year: int, month: int, day: int, hour: int, minute: int, second: int, unix: int, iso: string }
    + now() -> Time
    + timestamp() -> string
    + slug() -> string
    + unix_ms() -> int
    ! since(t: any) -> int
    + add(t: Time, ms: int) -> Time
    + diff(a: Time, b: Time) -> int
    + format(t: Time, layout: string) -> string
    + parse(s: string, layout: string) -> Time E`,
  http: `
    struct Response { status: int, status_code: int = , body: string = , headers: map[string]string = , ok: bool = }
    ! Response.json() -> any
    ! Response.json_array() -> []any
    + get(${request}) -> Response E
    + delete(${request}) -> Response E
    + post(${body}) -> Response E
    + put(${body}) -> Response E
    + patch(${body}) -> Response E
    + get_with_headers(${request}) -> Response E
    + delete_with_headers(${request}) -> Response E
    + post_with_headers(${body}) -> Response E
    + put_with_headers(${body}) -> Response E
    + patch_with_headers(${body}) -> Response E
    + request(options: any) -> Response E
    + encode_uri(s: string) -> string
    struct Client {}
    + client(base_url: string, headers: map[string]string = , timeout: int = ) -> Client
    + Client.get(path: string) -> Response E
    + Client.post(path: string, body: any) -> Response E
    + Client.put(path: string, body: any) -> Response E
    + Client.patch(path: string, body: any) -> Response E
    + Client.delete(path: string) -> Response E`,
  log: 'render(node: any)',
  sync: `
    struct Mutex {}
    struct WaitGroup {}
    struct Once {}
    + Mutex() -> Mutex
    + WaitGroup() -> WaitGroup
    + Once() -> Once
    ! Mutex.lock()
    ! Mutex.unlock()
    + Mutex.try_lock() -> bool
    ! WaitGroup.add(n: int)
    ! WaitGroup.done()
    ! WaitGroup.wait()
    ! Once.do(f: fn() -> any)`,
  env: `
    + require(k: string) -> string E
    + load(path: string = ) -> error`,
  crypto: `
    + md5(s: string) -> string
    + sha1(s: string) -> string
    + sha256(s: string) -> string
    + sha512(s: string) -> string
    + hmac_sha256(key: string, s: string) -> string
    + random_bytes(n: int) -> string
    + uuid() -> string`,
  encoding: `
    + base64_encode(s: string) -> string
    + base64_decode(s: string) -> string E
    + base64url_encode(s: string) -> string
    + base64url_decode(s: string) -> string E
    + hex_encode(s: string) -> string
    + hex_decode(s: string) -> string E
    + url_encode(s: string) -> string
    + url_decode(s: string) -> string E
    + csv_parse(s: string) -> [][]string E
    + csv_format(rows: [][]string) -> string`,
  vector: `
    struct Collection {}
    embed(provider: any, text: string) -> []float E
    embed_batch(provider: any, texts: []string) -> [][]float E
    ! similarity(a: []float, b: []float) -> float
    + collection(name: string, dimensions: int) -> Collection
    collection(db: any, name: string, dimensions: int) -> Collection
    + insert(coll: Collection, entry: any) -> error
    + search(coll: Collection, query: any) -> []{content: string, metadata: any, distance: float} E
    + format(results: []{content: string, metadata: any, distance: float}) -> string`,
  agent: `
    ! create(config: any, provider: any, tools: any = ) -> agent
    ! spawn(list: []any) -> []map[string]any`,
  agents: [
    'code_reviewer',
    'planner',
    'security_reviewer',
    'summarizer',
    'data_analyst',
    'customer_support',
    'tdd_guide',
    'doc_writer',
  ]
    .map((name) => `+ ${name}() -> map[string]any`)
    .join('\n'),
  observe: `
    struct Amounts { input_tokens: int, output_tokens: int, total_tokens: int, llm_calls: int, tool_calls: int, total_latency_ms: int, estimated_cost_usd: float }
    + usage() -> Amounts
    + agent_usage(name: string) -> Amounts
    + session_usage(id: string) -> Amounts
    + model_usage(m: string) -> Amounts
    + cost() -> float
    + agent_cost(name: string) -> float
    + events() -> []map[string]any
    + agent_events(name: string) -> []map[string]any
    + reset()
    start(target: any)
    use(exporter: any)`,
  mcp: `
    struct Server {}
    Server(entries: []any) -> Server
    Server.serve()
    Server.listen(port: int)`,
  store: '+ database(url: string) -> error',
  haira: '! emit(event: string, data: any)',
  testing: `
    ! mock(agent: agent, replies: []any)
    + unmock()
    ! assert_eq(a: any, b: any)
    ! assert_error(err: error, text: string)`,
  websearch: `
    search(q: string) -> string E
    + fetch(url: string, max: int = ) -> string E`,
  healthcheck: `
    struct Check { name: string, url: string, status: string, status_code: int, response_time: int, error: string?, checked_at: string }
    + check(name: string, url: string) -> Check
    ! @ check_all(list: []T) -> []Check`,
  auth: `
    resolve(name: string) -> string E
    resolve_or(name: string, fallback: string) -> string
    status(name: string) -> string
    login(name: string) -> error
    logout(name: string) -> error`,
  ui: `
    struct Node {}
    status_card(status: string, title: string, message: string = , sections: []any = ) -> Node
    table(title: string, headers: []string, rows: []any) -> Node
    key_value(title: string, map: any, styles: any = ) -> Node
    code_block(title: string, language: string, code: string) -> Node
    diff(title: string, before_label: string, after_label: string, before: string, after: string, language: string = ) -> Node
    progress(title: string, steps: []any) -> Node
    chart(type: string, title: string, labels: []string, datasets: []any, height: int = ) -> Node
    confirm(title: string, confirm: string = , deny: string = , message: string = ) -> Node
    choices(title: string, options: []any, style: string = ) -> Node
    form(title: string, fields: []any, submit_label: string = , submit_action: string = ) -> Node
    product_cards(title: string, cards: []any) -> Node
    markdown(content: string, title: string = ) -> Node
    text(t: string) -> Node
    image(src: string, alt: string) -> Node
    group(...nodes: Node) -> Node`,
  postgres: `${database}
    connect(url: string) -> Database E
    + escape(s: string) -> string
    + quote_identifier(s: string) -> string
    ! generate_upsert(table: string, row: map[string]any, key: string) -> string`,
  sqlite: `${database}
    connect(path: string) -> Database E`,
  excel: `
    struct Workbook {}
    open(file: any) -> Workbook E
    Workbook.sheet_names() -> []string
    Workbook.read_sheet(name: string) -> []map[string]any E
    Workbook.close()
    read_sheets(path: string) -> map[string]any E
    read_config(path: string) -> map[string]any E`,
  slack: `
    struct Client {}
    client(token: string) -> Client
    Client.send(ch: string, text: string) -> error
    Client.send_blocks(ch: string, blocks: []any) -> error
    send_alert(webhook: string, msg: string, severity: string) -> error
    + header(text: string) -> any
    + section(text: string) -> any
    + divider() -> any
    + context(...text: string) -> any`,
  github: `
    struct Client {}
    client(token: string, owner: string, repo: string) -> Client
    ${methodsOf('Client', tracker)}`,
  gitlab: `
    struct Client {}
    client(token: string, project: string) -> Client
    ${methodsOf('Client', tracker)}`,
  algolia: searchClient('app'),
  meilisearch: searchClient('url'),
  langfuse: 'exporter(public_key: string, secret_key: string, host: string) -> any',
}
