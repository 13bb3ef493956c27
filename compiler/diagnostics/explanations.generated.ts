// Made from compiler/diagnostics/messages/*.md by `npm run generate`. Change those files instead.

import type { Explanation } from './explain.ts'

/** Every code with what there is to say about it, in the order of the codes. */
export const explanations: Explanation[] = [
  {
    "code": "E0001",
    "severity": "error",
    "entries": [
      {
        "name": "unclosedBlockComment",
        "messages": [
          "unclosed block comment"
        ],
        "hints": [
          "close it with `*/`; block comments nest, so each `/*` needs its own `*/`"
        ],
        "why": "Everything after the opening `/*` is comment, so the rest of the file was not read.",
        "bad": [
          "/* settings\nlimit = 3"
        ],
        "good": [
          "/* settings */\nlimit = 3"
        ]
      }
    ]
  },
  {
    "code": "E0002",
    "severity": "error",
    "entries": [
      {
        "name": "unexpectedCharacter",
        "messages": [
          "unexpected character `‹character›`"
        ],
        "hints": [],
        "why": "Names are made of `A-Z a-z 0-9 _`; other characters belong into strings and comments.",
        "bad": [
          "größe = 3"
        ],
        "good": [
          "size = 3"
        ]
      }
    ]
  },
  {
    "code": "E0003",
    "severity": "error",
    "entries": [
      {
        "name": "numberWithoutDigits",
        "messages": [
          "number `‹text›` has no digits"
        ],
        "hints": [],
        "why": "The prefixes `0x`, `0b` and `0o` need at least one digit after them.",
        "bad": [
          "mask = 0x"
        ],
        "good": [
          "mask = 0xFF"
        ]
      },
      {
        "name": "integerTooLarge",
        "messages": [
          "integer literal `‹text›` is too large"
        ],
        "hints": [
          "the largest int is 9223372036854775807; write it with a `.0` to make it a float"
        ],
        "why": "An `int` has 64 bits.",
        "bad": [
          "n = 9223372036854775808"
        ],
        "good": [
          "n = 9223372036854775807"
        ]
      },
      {
        "name": "malformedNumber",
        "messages": [
          "malformed number `‹text›`"
        ],
        "hints": [
          "put a blank between the number and the name"
        ],
        "why": "A name cannot start with a digit, and `_` stands only between two digits of a number.",
        "bad": [
          "n = 12abc"
        ],
        "good": [
          "n = 12"
        ]
      }
    ]
  },
  {
    "code": "E0004",
    "severity": "error",
    "entries": [
      {
        "name": "unterminatedString",
        "messages": [
          "unterminated string"
        ],
        "hints": [
          "close it with `‹quote›` on the same line; a string over several lines is written `\"\"\"…\"\"\"`"
        ],
        "why": "A `\"…\"` string ends on the line on which it starts, so that a forgotten quote cannot swallow the rest of the file.",
        "bad": [
          "name = \"Ada"
        ],
        "good": [
          "name = \"Ada\""
        ]
      },
      {
        "name": "unterminatedTripleString",
        "messages": [
          "unterminated string"
        ],
        "hints": [
          "close it with `\"\"\"`"
        ],
        "why": "A triple string ends at the next `\"\"\"`; without one the rest of the file was not read.",
        "bad": [
          "text = \"\"\"Dear Ada,"
        ],
        "good": [
          "text = \"\"\"Dear Ada,\"\"\""
        ]
      }
    ]
  },
  {
    "code": "E0005",
    "severity": "error",
    "entries": [
      {
        "name": "emptyInterpolation",
        "messages": [
          "empty interpolation"
        ],
        "hints": [
          "put an expression between the braces, or write `\\${}` for the plain characters"
        ],
        "why": "`${…}` inserts the value of an expression, so it needs one.",
        "bad": [
          "text = \"total: ${}\""
        ],
        "good": [
          "total = 3\ntext = \"total: ${total}\""
        ]
      }
    ]
  },
  {
    "code": "E0010",
    "severity": "error",
    "entries": [
      {
        "name": "reservedWord",
        "messages": [
          "`‹word›` is reserved"
        ],
        "hints": [
          "choose another name"
        ],
        "why": "Some words are kept for later versions of the language, others are keywords; neither can be a name.",
        "bad": [
          "async = 1"
        ],
        "good": [
          "is_async = 1"
        ]
      }
    ]
  },
  {
    "code": "E0011",
    "severity": "error",
    "entries": [
      {
        "name": "expected",
        "messages": [
          "expected ‹expected›, found ‹found›"
        ],
        "hints": [],
        "why": "The text at this place does not continue what was begun before it.",
        "bad": [
          "fn add(a: int, b: int -> int { a + b }"
        ],
        "good": [
          "fn add(a: int, b: int) -> int { a + b }"
        ]
      },
      {
        "name": "unclosed",
        "messages": [
          "expected `‹closer›`, found ‹found›"
        ],
        "hints": [
          "expected `‹closer›` to close ‹what›"
        ],
        "why": "Every `(`, `[` and `{` needs its partner. The place shown is the opener without one.",
        "bad": [
          "fn main() {\n    total = 3"
        ],
        "good": [
          "fn main() {\n    total = 3\n}"
        ]
      },
      {
        "name": "secondDescription",
        "messages": [
          "expected a statement or a hook, found a second description"
        ],
        "hints": [
          "join the two texts into one"
        ],
        "why": "A workflow has one description, the string with three quotes that begins its body.",
        "bad": [
          "@get(\"/time\")\nworkflow Time() -> string {\n    \"\"\"Tells the time.\"\"\"\n    \"\"\"In UTC.\"\"\"\n    \"noon\"\n}"
        ],
        "good": [
          "@get(\"/time\")\nworkflow Time() -> string {\n    \"\"\"Tells the time.\n    In UTC.\"\"\"\n    \"noon\"\n}"
        ]
      },
      {
        "name": "severalArmValues",
        "messages": [
          "expected the end of the arm, found `,`"
        ],
        "hints": [
          "write `{ return a, b }`"
        ],
        "why": "In a match or select arm `return` takes one expression, because a comma separates arms.",
        "bad": [
          "fn f(n: int) -> int, error {\n    match n {\n        0 => return 1, nil\n        _ => { return n, nil }\n    }\n}"
        ],
        "good": [
          "fn f(n: int) -> int, error {\n    match n {\n        0 => { return 1, nil }\n        _ => { return n, nil }\n    }\n}"
        ]
      },
      {
        "name": "insertedIntoPlain",
        "messages": [
          "expected a plain string, found an interpolation"
        ],
        "hints": [
          "write `\\${` for the plain characters"
        ],
        "why": "Import paths, descriptions, titles of tests and evals, and strings in patterns are read when the program is compiled, so no value can be inserted into them.",
        "bad": [
          "fn is_admin(name: string, prefix: string) -> bool {\n    match name {\n        \"${prefix}-admin\" => true\n        _ => false\n    }\n}"
        ],
        "good": [
          "fn is_admin(name: string, prefix: string) -> bool {\n    match name {\n        n if n == \"${prefix}-admin\" => true\n        _ => false\n    }\n}"
        ]
      },
      {
        "name": "nestedTooDeeply",
        "messages": [
          "expected at most ‹limit› open brackets and blocks, found more"
        ],
        "hints": [
          "give the inner parts names of their own"
        ],
        "why": "Text nested this deeply comes from a generator, or from an attempt to exhaust the compiler.",
        "bad": [],
        "good": []
      },
      {
        "name": "treeTooDeep",
        "messages": [
          "expected at most ‹limit› operators, calls, types and branches inside one another, found more"
        ],
        "hints": [
          "split it: name a part of a long expression, write a long `else if` chain as a `match`"
        ],
        "why": "Each operator of a row such as `a + b + c` holds what stands before it, each `else if` what comes after it. The compiler follows them level by level, and more levels than this come from a generator.",
        "bad": [],
        "good": []
      }
    ]
  },
  {
    "code": "E0012",
    "severity": "error",
    "entries": [
      {
        "name": "twoStatementsOnOneLine",
        "messages": [
          "two statements on one line; put a newline or `;` between them"
        ],
        "hints": [],
        "why": "A newline ends a statement. Two on one line need a `;`, so that a forgotten operator is not read as a new statement.",
        "bad": [
          "a = 1 b = 2"
        ],
        "good": [
          "a = 1; b = 2"
        ]
      }
    ]
  },
  {
    "code": "E0013",
    "severity": "error",
    "entries": [
      {
        "name": "chainedComparison",
        "messages": [
          "comparisons cannot be chained; use `and`"
        ],
        "hints": [
          "write `a < b and b < c`"
        ],
        "why": "`a < b < c` would compare a bool with `c`, which is never meant.",
        "bad": [
          "fn inside(a: int) -> bool { 0 < a < 10 }"
        ],
        "good": [
          "fn inside(a: int) -> bool { 0 < a and a < 10 }"
        ]
      },
      {
        "name": "chainedRange",
        "messages": [
          "ranges cannot be chained"
        ],
        "hints": [
          "a range has one start and one end, `from..to`"
        ],
        "why": "The ends of a range are ints, so a range cannot be the end of another one.",
        "bad": [
          "r = 1..2..3"
        ],
        "good": [
          "r = 1..3"
        ]
      }
    ]
  },
  {
    "code": "E0014",
    "severity": "error",
    "entries": [
      {
        "name": "misplacedDecorator",
        "messages": [
          "`@‹name›` is not allowed on ‹place›"
        ],
        "hints": [],
        "why": "Decorators belong to tools, workflows and steps: `@retry` and `@confirm` to steps, triggers, `@webui` and `@budget` to workflows, `@timeout` and `@render` to tools.",
        "bad": [
          "provider openai { model: \"gpt-4o\" }\n\n@retry(max: 3)\nagent Desk { provider: openai }"
        ],
        "good": [
          "provider openai { model: \"gpt-4o\" }\n\nagent Desk { provider: openai }"
        ]
      }
    ]
  },
  {
    "code": "E0015",
    "severity": "error",
    "entries": [
      {
        "name": "missingBody",
        "messages": [
          "expected a body `{ … }` after the header",
          "expected a body `{ … }` after the header of ‹what›"
        ],
        "hints": [],
        "why": "Every function, tool, workflow, agent, test, loop, `if` and `try` has its body in braces, also when it is one statement.",
        "bad": [
          "fn double(n: int) -> int"
        ],
        "good": [
          "fn double(n: int) -> int { n * 2 }"
        ]
      }
    ]
  },
  {
    "code": "E0016",
    "severity": "error",
    "entries": [
      {
        "name": "structLiteralInHeader",
        "messages": [
          "a struct literal in ‹header› header needs parentheses"
        ],
        "hints": [
          "write `(‹name›{…})`"
        ],
        "why": "The first free `{` in a header opens the body, so a struct literal there must be in parentheses.",
        "bad": [
          "struct Point { x: int }\n\nfn at_one(p: Point) -> bool {\n    if p == Point{x: 1} { return true }\n    false\n}"
        ],
        "good": [
          "struct Point { x: int }\n\nfn at_one(p: Point) -> bool {\n    if p == (Point{x: 1}) { return true }\n    false\n}"
        ]
      }
    ]
  },
  {
    "code": "E0017",
    "severity": "error",
    "entries": [
      {
        "name": "secondElse",
        "messages": [
          "a second `else` for this `if`"
        ],
        "hints": [
          "for more cases write `else if`, or `match`"
        ],
        "why": "An `if` has one `else`, at its end.",
        "bad": [
          "fn sign(n: int) -> int {\n    if n < 0 { return -1 } else { return 0 } else { return 1 }\n}"
        ],
        "good": [
          "fn sign(n: int) -> int {\n    if n < 0 { return -1 } else if n == 0 { return 0 } else { return 1 }\n}"
        ]
      }
    ]
  },
  {
    "code": "E0018",
    "severity": "error",
    "entries": [
      {
        "name": "notAssignable",
        "messages": [
          "left side of `‹operator›` cannot be assigned to"
        ],
        "hints": [
          "only a variable, a field `a.b` or an element `a[i]` can stand there; `==` compares"
        ],
        "why": "An assignment stores into a variable, a field or an element. The value of a call or an operator is no place to store into.",
        "bad": [
          "fn next(n: int) -> int { n + 1 }\n\nfn main() { next(1) = 2 }"
        ],
        "good": [
          "fn next(n: int) -> int { n + 1 }\n\nfn main() { n = next(1) }"
        ]
      }
    ]
  },
  {
    "code": "E0101",
    "severity": "error",
    "entries": [
      {
        "name": "toolWithoutDescription",
        "messages": [
          "tool `‹name›` has no description; start its body with a `\"\"\"…\"\"\"` string"
        ],
        "hints": [],
        "why": "The description is what a model reads to decide when to call the tool.",
        "bad": [
          "tool roll(sides: int) -> int { sides }"
        ],
        "good": [
          "tool roll(sides: int) -> int {\n    \"\"\"Roll a die.\"\"\"\n    sides\n}"
        ]
      }
    ]
  },
  {
    "code": "E0102",
    "severity": "error",
    "entries": [
      {
        "name": "unknownProvider",
        "messages": [
          "agent `‹agent›` uses unknown provider `‹name›`",
          "agent `‹agent›` uses unknown provider `‹name›`; did you mean `‹suggestion›`?"
        ],
        "hints": [
          "declare it: `provider ‹missing› { model: \"…\" }`"
        ],
        "why": "An agent asks its model through a provider that the program declares.",
        "bad": [
          "provider openai { model: \"gpt-4o\" }\nagent Desk { provider: opnai }\n\nfn main() { println(Desk.ask(\"Hi\")?) }"
        ],
        "good": [
          "provider openai { model: \"gpt-4o\" }\nagent Desk { provider: openai }\n\nfn main() { println(Desk.ask(\"Hi\")?) }"
        ]
      }
    ]
  },
  {
    "code": "E0103",
    "severity": "error",
    "entries": [
      {
        "name": "unknownDecorator",
        "messages": [
          "unknown decorator `@‹name›` on a ‹place›",
          "unknown decorator `@‹name›` on a ‹place›; did you mean `@‹suggestion›`?"
        ],
        "hints": [],
        "why": "Tools may have `@timeout(seconds)` and `@render(component)`, steps `@retry` and `@confirm`.",
        "bad": [
          "@timeuot(5)\ntool look_up(name: string) -> string {\n    \"\"\"Looks somebody up.\"\"\"\n    return name\n}"
        ],
        "good": [
          "@timeout(5)\ntool look_up(name: string) -> string {\n    \"\"\"Looks somebody up.\"\"\"\n    return name\n}"
        ]
      },
      {
        "name": "unknownTrigger",
        "messages": [
          "unknown trigger `@‹name›` on a workflow",
          "unknown trigger `@‹name›` on a workflow; did you mean `@‹suggestion›`?"
        ],
        "hints": [
          "routes are `@get`, `@post`, `@put`, `@patch` and `@delete`"
        ],
        "why": "A trigger says what starts the workflow.",
        "bad": [
          "@pst(\"/hello\")\nworkflow Hello(name: string) -> string { \"Hello ${name}\" }"
        ],
        "good": [
          "@post(\"/hello\")\nworkflow Hello(name: string) -> string { \"Hello ${name}\" }"
        ]
      }
    ]
  },
  {
    "code": "E0104",
    "severity": "error",
    "entries": [
      {
        "name": "structuredResult",
        "messages": [
          "`‹method›` can fill a struct, record, list, map or enum, found `‹found›`"
        ],
        "hints": [],
        "why": "A result type on an agent call asks the model for JSON of that shape, so it must be a type with parts.",
        "bad": [
          "provider openai { model: \"gpt-4o\" }\nagent Desk { provider: openai }\n\nfn main() {\n    n: int, err = Desk.run(\"How many?\")\n    if err == nil { println(n) }\n}"
        ],
        "good": [
          "provider openai { model: \"gpt-4o\" }\nagent Desk { provider: openai }\n\nfn main() {\n    result, err = Desk.run(\"How many?\")\n    if err == nil { println(result.reply) }\n}"
        ]
      }
    ]
  },
  {
    "code": "E0105",
    "severity": "error",
    "entries": [
      {
        "name": "unknownTool",
        "messages": [
          "agent `‹agent›` uses unknown tool `‹name›`",
          "agent `‹agent›` uses unknown tool `‹name›`; did you mean `‹suggestion›`?",
          "agent `‹agent›` cannot use `‹name›` as a tool: it is ‹kind›"
        ],
        "hints": [
          "declare it: `tool ‹missing›(…) -> string { \"\"\"what it does\"\"\" … }`"
        ],
        "why": "The `tools` of an agent are tools that the program declares; a model cannot call plain functions.",
        "bad": [
          "provider openai { model: \"gpt-4o\" }\nagent Desk { provider: openai, tools: [serch] }\n\ntool search(words: string) -> string {\n    \"\"\"Search the manual.\"\"\"\n    words\n}\n\nfn main() { println(Desk.ask(\"Hi\")?) }"
        ],
        "good": [
          "provider openai { model: \"gpt-4o\" }\nagent Desk { provider: openai, tools: [search] }\n\ntool search(words: string) -> string {\n    \"\"\"Search the manual.\"\"\"\n    words\n}\n\nfn main() { println(Desk.ask(\"Hi\")?) }"
        ]
      }
    ]
  },
  {
    "code": "E0106",
    "severity": "error",
    "entries": [
      {
        "name": "badCron",
        "messages": [
          "invalid cron expression `‹text›`: ‹problem›"
        ],
        "hints": [],
        "why": "A schedule has five fields: minute, hour, day of month, month and day of week, each a number, a range, a list or `*`.",
        "bad": [
          "@cron(\"61 * * * *\")\nworkflow Tidy() { println(\"tidy\") }"
        ],
        "good": [
          "@cron(\"0 3 * * mon-fri\")\nworkflow Tidy() { println(\"tidy\") }"
        ]
      }
    ]
  },
  {
    "code": "E0107",
    "severity": "error",
    "entries": [
      {
        "name": "unknownField",
        "messages": [
          "unknown field `‹field›` in ‹owner›"
        ],
        "hints": [
          "did you mean `‹suggestion›`?"
        ],
        "why": "A field that nothing reads would be ignored without a word.",
        "bad": [
          "provider openai { model: \"gpt-4o\" }\nagent Desk { provider: openai, temprature: 0.3 }\n\nfn main() { println(Desk.ask(\"Hi\")?) }"
        ],
        "good": [
          "provider openai { model: \"gpt-4o\" }\nagent Desk { provider: openai, temperature: 0.3 }\n\nfn main() { println(Desk.ask(\"Hi\")?) }"
        ]
      },
      {
        "name": "unknownDecoratorArgument",
        "messages": [
          "unknown argument `‹name›` of `‹decorator›`",
          "unknown argument `‹name›` of `‹decorator›`; did you mean `‹suggestion›`?"
        ],
        "hints": [],
        "why": "An argument that nothing reads would be ignored without a word.",
        "bad": [
          "@post(\"/hello\", retries: 3)\nworkflow Hello(name: string) -> string { \"Hello ${name}\" }"
        ],
        "good": [
          "@post(\"/hello\")\nworkflow Hello(name: string) -> string { \"Hello ${name}\" }"
        ]
      }
    ]
  },
  {
    "code": "E0108",
    "severity": "error",
    "entries": [
      {
        "name": "agentWithoutProvider",
        "messages": [
          "agent `‹agent›` has no `provider`"
        ],
        "hints": [
          "add `provider: name`, where name is a provider that the program declares"
        ],
        "why": "An agent needs a model, which its provider gives.",
        "bad": [
          "agent Desk { system: \"Greet.\" }\n\nfn main() { println(Desk.ask(\"Hi\")?) }"
        ],
        "good": [
          "provider openai { model: \"gpt-4o\" }\nagent Desk { provider: openai, system: \"Greet.\" }\n\nfn main() { println(Desk.ask(\"Hi\")?) }"
        ]
      }
    ]
  },
  {
    "code": "E0109",
    "severity": "error",
    "entries": [
      {
        "name": "wrongFieldType",
        "messages": [
          "field `‹field›` of ‹owner› must be ‹expected›, found ‹found›"
        ],
        "hints": [],
        "why": "Each field of a provider or an agent has one type.",
        "bad": [
          "provider openai { model: \"gpt-4o\" }\nagent Desk { provider: openai, max_steps: \"ten\" }\n\nfn main() { println(Desk.ask(\"Hi\")?) }"
        ],
        "good": [
          "provider openai { model: \"gpt-4o\" }\nagent Desk { provider: openai, max_steps: 10 }\n\nfn main() { println(Desk.ask(\"Hi\")?) }"
        ]
      },
      {
        "name": "wrongDecoratorArgument",
        "messages": [
          "the path of `‹decorator›` must be a plain string, found ‹found›"
        ],
        "hints": [],
        "why": "Routes are known before the program runs, so their paths cannot be computed.",
        "bad": [
          "@post(8080)\nworkflow Hello(name: string) -> string { \"Hello ${name}\" }"
        ],
        "good": [
          "@post(\"/hello\")\nworkflow Hello(name: string) -> string { \"Hello ${name}\" }"
        ]
      },
      {
        "name": "badDecoratorArgument",
        "messages": [
          "argument `‹name›` of `‹decorator›` must be ‹expected›, found ‹found›"
        ],
        "hints": [],
        "why": "Decorators take values of fixed types.",
        "bad": [
          "workflow Save(text: string) -> string {\n    @retry(max: \"3\")\n    step \"save\" { println(text) }\n    text\n}"
        ],
        "good": [
          "workflow Save(text: string) -> string {\n    @retry(max: 3)\n    step \"save\" { println(text) }\n    text\n}"
        ]
      }
    ]
  },
  {
    "code": "E0110",
    "severity": "error",
    "entries": [
      {
        "name": "handoffToUnknownAgent",
        "messages": [
          "handoff target `‹name›` is not an agent"
        ],
        "hints": [
          "did you mean `‹suggestion›`?"
        ],
        "why": "A conversation can be handed over only to an agent that the program declares.",
        "bad": [
          "provider openai { model: \"gpt-4o\" }\nagent Desk { provider: openai, handoffs: [Biling] }\nagent Billing { provider: openai }\n\nfn main() {\n    println(Desk.ask(\"Hi\")?)\n    println(Billing.ask(\"Hi\")?)\n}"
        ],
        "good": [
          "provider openai { model: \"gpt-4o\" }\nagent Desk { provider: openai, handoffs: [Billing] }\nagent Billing { provider: openai }\n\nfn main() { println(Desk.ask(\"Hi\")?) }"
        ]
      }
    ]
  },
  {
    "code": "E0111",
    "severity": "error",
    "entries": [
      {
        "name": "handoffToItself",
        "messages": [
          "agent `‹agent›` hands off to itself"
        ],
        "hints": [
          "remove it; an agent that hands off to nobody answers itself"
        ],
        "why": "A transfer to itself would start the same agent with the same conversation again.",
        "bad": [
          "provider openai { model: \"gpt-4o\" }\nagent Desk { provider: openai, handoffs: [Desk] }\n\nfn main() { println(Desk.ask(\"Hi\")?) }"
        ],
        "good": [
          "provider openai { model: \"gpt-4o\" }\nagent Desk { provider: openai }\n\nfn main() { println(Desk.ask(\"Hi\")?) }"
        ]
      }
    ]
  },
  {
    "code": "E0112",
    "severity": "error",
    "entries": [
      {
        "name": "unknownComponent",
        "messages": [
          "unknown UI component `‹name›`",
          "unknown UI component `‹name›`; did you mean `‹suggestion›`?"
        ],
        "hints": [],
        "why": "An agent can be given all components of the module `ui`, or some of them by name.",
        "bad": [
          "import \"ui\"\n\nprovider openai { model: \"gpt-4o\" }\nagent Desk {\n    provider: openai\n    ui: [ui.StatusCrd]\n}\nreply, err = Desk.ask(\"Hi\")\nprintln(reply, err)"
        ],
        "good": [
          "import \"ui\"\n\nprovider openai { model: \"gpt-4o\" }\nagent Desk {\n    provider: openai\n    ui: [ui.StatusCard, ui.Table]\n}\nreply, err = Desk.ask(\"Hi\")\nprintln(reply, err)"
        ]
      }
    ]
  },
  {
    "code": "E0113",
    "severity": "error",
    "entries": [
      {
        "name": "unsuitableRequestParameter",
        "messages": [
          "workflow parameter `‹name›` has type `‹type›`, which a request cannot supply"
        ],
        "hints": [],
        "why": "The parameters of a workflow come from the path, the query or the body of a request, as text or JSON.",
        "bad": [
          "workflow Run(f: fn()) { f() }"
        ],
        "good": [
          "workflow Run(name: string) { println(name) }"
        ]
      },
      {
        "name": "unsuitableParameter",
        "messages": [
          "tool parameter `‹name›` has type `‹type›`, which a model cannot supply"
        ],
        "hints": [],
        "why": "Models call tools with JSON, so every parameter must be a type that JSON can express.",
        "bad": [
          "tool count(words: map[int]string) -> int {\n    \"\"\"Count words.\"\"\"\n    len(words)\n}"
        ],
        "good": [
          "tool count(words: map[string]string) -> int {\n    \"\"\"Count words.\"\"\"\n    len(words)\n}"
        ]
      }
    ]
  },
  {
    "code": "E0114",
    "severity": "error",
    "entries": [
      {
        "name": "duplicateRoute",
        "messages": [
          "two workflows answer `‹method› ‹path›`"
        ],
        "hints": [],
        "why": "A request can go to one workflow only.",
        "bad": [
          "@post(\"/hello\")\nworkflow Hello(name: string) -> string { \"Hello ${name}\" }\n\n@post(\"/hello\")\nworkflow Greet(name: string) -> string { \"Hi ${name}\" }"
        ],
        "good": [
          "@post(\"/hello\")\nworkflow Hello(name: string) -> string { \"Hello ${name}\" }\n\n@post(\"/greet\")\nworkflow Greet(name: string) -> string { \"Hi ${name}\" }"
        ]
      }
    ]
  },
  {
    "code": "E0115",
    "severity": "error",
    "entries": [
      {
        "name": "pathParameterMissing",
        "messages": [
          "path has `{‹name›}` but the workflow has no parameter `‹name›`"
        ],
        "hints": [
          "did you mean `{‹suggestion›}`?"
        ],
        "why": "Each part of a path in braces is handed to the parameter of that name.",
        "bad": [
          "@get(\"/orders/{id}\")\nworkflow Order(number: int) -> string { \"order ${number}\" }"
        ],
        "good": [
          "@get(\"/orders/{number}\")\nworkflow Order(number: int) -> string { \"order ${number}\" }"
        ]
      }
    ]
  },
  {
    "code": "E0116",
    "severity": "error",
    "entries": [
      {
        "name": "duplicateAgentic",
        "messages": [
          "two ‹kinds› named `‹name›`"
        ],
        "hints": [
          "rename one of them"
        ],
        "why": "Providers, tools, agents and workflows share one set of names, by which handoffs, routes and traces refer to them.",
        "bad": [
          "provider openai { model: \"gpt-4o\" }\nprovider openai { model: \"gpt-4o-mini\" }"
        ],
        "good": [
          "provider openai { model: \"gpt-4o\" }\nprovider small { model: \"gpt-4o-mini\" }"
        ]
      }
    ]
  },
  {
    "code": "E0117",
    "severity": "error",
    "entries": [
      {
        "name": "toolIsTransfer",
        "messages": [
          "agent `‹agent›`: tool and handoff are both `‹name›`"
        ],
        "hints": [
          "rename the tool"
        ],
        "why": "A handoff is offered to the model as a tool `transfer_to_…`; two tools of one name could not be told apart.",
        "bad": [
          "provider openai { model: \"gpt-4o\" }\nagent Billing { provider: openai }\nagent Desk { provider: openai, tools: [transfer_to_Billing], handoffs: [Billing] }\n\ntool transfer_to_Billing() -> string {\n    \"\"\"Call the billing office.\"\"\"\n    \"done\"\n}\n\nfn main() { println(Desk.ask(\"Hi\")?) }"
        ],
        "good": [
          "provider openai { model: \"gpt-4o\" }\nagent Billing { provider: openai }\nagent Desk { provider: openai, tools: [call_billing], handoffs: [Billing] }\n\ntool call_billing() -> string {\n    \"\"\"Call the billing office.\"\"\"\n    \"done\"\n}\n\nfn main() { println(Desk.ask(\"Hi\")?) }"
        ]
      },
      {
        "name": "listedTwice",
        "messages": [
          "agent `‹agent›` lists `‹name›` twice"
        ],
        "hints": [],
        "why": "Each tool and each transfer is offered to the model once.",
        "bad": [
          "provider openai { model: \"gpt-4o\" }\nagent Billing { provider: openai }\nagent Desk { provider: openai, handoffs: [Billing, Billing] }\n\nfn main() { println(Desk.ask(\"Hi\")?) }"
        ],
        "good": [
          "provider openai { model: \"gpt-4o\" }\nagent Billing { provider: openai }\nagent Desk { provider: openai, handoffs: [Billing] }\n\nfn main() { println(Desk.ask(\"Hi\")?) }"
        ]
      }
    ]
  },
  {
    "code": "E0118",
    "severity": "error",
    "entries": [
      {
        "name": "evalIncomplete",
        "messages": [
          "eval `‹name›` needs `agent` and `cases`"
        ],
        "hints": [],
        "why": "An eval asks one agent a list of questions and looks at the answers.",
        "bad": [
          "provider openai { model: \"gpt-4o\" }\nagent Desk { provider: openai }\n\neval \"routing\" { agent: Desk }"
        ],
        "good": [
          "provider openai { model: \"gpt-4o\" }\nagent Desk { provider: openai }\n\neval \"routing\" {\n    agent: Desk\n    cases: [{ input: \"refund please\", expected: \"refund\" }]\n}"
        ]
      }
    ]
  },
  {
    "code": "E0119",
    "severity": "error",
    "entries": [
      {
        "name": "badMemory",
        "messages": [
          "`memory` must be `none`, `conversation(max_turns: n)` or `summary(max_tokens: n)`"
        ],
        "hints": [],
        "why": "Memory decides how much of a session an agent sees again.",
        "bad": [
          "provider openai { model: \"gpt-4o\" }\nagent Desk { provider: openai, memory: 10 }\n\nfn main() { println(Desk.ask(\"Hi\")?) }"
        ],
        "good": [
          "provider openai { model: \"gpt-4o\" }\nagent Desk { provider: openai, memory: conversation(max_turns: 10) }\n\nfn main() { println(Desk.ask(\"Hi\")?) }"
        ]
      }
    ]
  },
  {
    "code": "E0120",
    "severity": "error",
    "entries": [
      {
        "name": "fieldNotAllowed",
        "messages": [
          "field `‹field›` of ‹owner› must be ‹allowed›",
          "field `‹field›` of ‹owner› must be ‹allowed›; did you mean \"‹suggestion›\"?"
        ],
        "hints": [],
        "why": "The value has the right type, but not one that the field can have.",
        "bad": [
          "provider openai { model: \"gpt-4o\" }\nagent Desk { provider: openai, max_steps: 0 }\n\nfn main() { println(Desk.ask(\"Hi\")?) }"
        ],
        "good": [
          "provider openai { model: \"gpt-4o\" }\nagent Desk { provider: openai, max_steps: 1 }\n\nfn main() { println(Desk.ask(\"Hi\")?) }"
        ]
      },
      {
        "name": "badBudget",
        "messages": [
          "‹form› one or more of `seconds:`, `calls:`, `tokens:`, `usd:` and `hops:`",
          "budget: ‹problem›"
        ],
        "hints": [],
        "why": "A budget limits what a request may cost: time, model calls, tokens, money and handoffs, of all agents that get part in it. It is a field of the agent that is called, or stands before a workflow, for all agents that it asks: `@budget(calls: 12)`.",
        "bad": [
          "provider openai { model: \"gpt-4o\" }\nagent Desk { provider: openai, budget: limits(calls: 0) }\n\nfn main() { println(Desk.ask(\"Hi\")?) }"
        ],
        "good": [
          "provider openai { model: \"gpt-4o\" }\nagent Desk { provider: openai, budget: limits(seconds: 60, calls: 12) }\n\nfn main() { println(Desk.ask(\"Hi\")?) }"
        ]
      },
      {
        "name": "pageWithoutRoute",
        "messages": [
          "`@webui` needs a route: its page sends requests to the workflow"
        ],
        "hints": [
          "add a line such as `@post(\"/‹path›\")`"
        ],
        "why": "A page is made of a workflow that answers over HTTP.",
        "bad": [
          "@webui(title: \"Chat\")\nworkflow Chat(message: string) -> string { message }"
        ],
        "good": [
          "@post(\"/chat\")\n@webui(title: \"Chat\")\nworkflow Chat(message: string) -> string { message }"
        ]
      },
      {
        "name": "badRoutePath",
        "messages": [
          "path \"‹path›\" must start with `/` and hold no blanks, `?` or `#`"
        ],
        "hints": [],
        "why": "The path is matched against that of a request, without its query.",
        "bad": [
          "@get(\"hello\")\nworkflow Hello(name: string) -> string { \"Hello ${name}\" }"
        ],
        "good": [
          "@get(\"/hello\")\nworkflow Hello(name: string) -> string { \"Hello ${name}\" }"
        ]
      },
      {
        "name": "globalInField",
        "messages": [
          "`‹name›` has no value yet when fields of providers and agents are evaluated"
        ],
        "hints": [
          "make it a `const` with a literal, or a function"
        ],
        "why": "All providers and agents are set up before the top-level statements run. A `const` whose value is a literal has its value from the start, and may be used.",
        "bad": [
          "provider openai { model: \"gpt-4o\" }\nprompt = \"Greet.\"\nagent Desk { provider: openai, system: prompt }\n\nfn main() { println(Desk.ask(\"Hi\")?) }"
        ],
        "good": [
          "provider openai { model: \"gpt-4o\" }\nconst PROMPT = \"Greet.\"\nagent Desk { provider: openai, system: PROMPT }\n\nfn main() { println(Desk.ask(\"Hi\")?) }"
        ]
      },
      {
        "name": "secretLookedInto",
        "messages": [
          "`‹call›(…)` is a secret in field `‹field›`: it can be passed on there, but not looked into"
        ],
        "hints": [
          "the host alone knows the value: use `env(\"NAME\")` by itself, in a text, with `+`, or as a branch of `if`"
        ],
        "why": "Variables named in `api_key` and `headers` never enter the program: it holds references, which the host replaces by the values when it sends them. So such a value cannot be compared there, nor given to a function.",
        "bad": [
          "import \"string\"\n\nprovider openai {\n    model: \"gpt-4o\"\n    api_key: string.trim(env(\"OPENAI_API_KEY\"))\n}\n\nagent Desk { provider: openai }\n\nfn main() { println(Desk.ask(\"Hi\")?) }"
        ],
        "good": [
          "provider openai {\n    model: \"gpt-4o\"\n    api_key: env(\"OPENAI_API_KEY\")\n    headers: { \"x-team\": \"team ${env(\"TEAM\", \"none\")}\" }\n}\n\nagent Desk { provider: openai }\n\nfn main() { println(Desk.ask(\"Hi\")?) }"
        ]
      }
    ]
  },
  {
    "code": "E0201",
    "severity": "error",
    "entries": [
      {
        "name": "unknownModule",
        "messages": [
          "cannot find module `‹name›` (tried ‹path›.haira, ‹path›/mod.haira)"
        ],
        "hints": [
          "did you mean `‹suggestion›`?"
        ],
        "why": "An import names a module of the standard library or a file of the project.",
        "bad": [
          "import \"htpt\"\n\nfn main() { http.Server([]).listen(8080) }"
        ],
        "good": [
          "import \"http\"\n\nfn main() { http.Server([]).listen(8080) }"
        ]
      }
    ]
  },
  {
    "code": "E0202",
    "severity": "error",
    "entries": [
      {
        "name": "importLeavesProject",
        "messages": [
          "import `‹name›` leaves the project folder"
        ],
        "hints": [
          "paths are below the folder of the entry file, or of package.haira"
        ],
        "why": "A program consists of files of one folder, so that it can be moved and built anywhere.",
        "bad": [
          "import \"../secrets\""
        ],
        "good": [
          "import \"io\"\n\nfn main() { io.println(\"hello\") }"
        ]
      }
    ]
  },
  {
    "code": "E0203",
    "severity": "error",
    "entries": [
      {
        "name": "noPublicName",
        "messages": [
          "module `‹module›` has no public `‹name›`"
        ],
        "hints": [
          "did you mean `‹suggestion›`?",
          "write `pub` before the declaration of `‹private›`"
        ],
        "why": "Names of another file can be used if they are declared with `pub`; providers, agents, tools and workflows always can.",
        "bad": [
          "fn helper() { println(\"hello\") }\nexport { helper }"
        ],
        "good": [
          "pub fn helper() { println(\"hello\") }\nexport { helper }"
        ]
      }
    ]
  },
  {
    "code": "E0204",
    "severity": "error",
    "entries": [
      {
        "name": "ambiguousName",
        "messages": [
          "`‹name›` is exported by both `‹first›` and `‹second›`; qualify it"
        ],
        "hints": [],
        "why": "Two imports bring the same name, and nothing says which is meant. Import one of them under another name, or write the module before the name.",
        "bad": [
          "import \"shapes\"\nimport \"plans\"\n\nfn main() { println(area(2.0)) }\n\n// shapes.haira\npub fn area(r: float) -> float { 3.14 * r * r }\n\n// plans.haira\npub fn area(w: float) -> float { w * w }"
        ],
        "good": [
          "import \"shapes\"\nimport \"plans\"\n\nfn main() { println(shapes.area(2.0), plans.area(2.0)) }\n\n// shapes.haira\npub fn area(r: float) -> float { 3.14 * r * r }\n\n// plans.haira\npub fn area(w: float) -> float { w * w }"
        ]
      }
    ]
  },
  {
    "code": "E0205",
    "severity": "error",
    "entries": [
      {
        "name": "circularImport",
        "messages": [
          "circular import: ‹chain›"
        ],
        "hints": [
          "move what both need to a file of its own"
        ],
        "why": "Files are initialised after those that they import, so imports cannot go in circles.",
        "bad": [
          "import \"users\"\n\nfn main() { println(user(\"Ada\")) }\n\n// users.haira\nimport \"orders\"\n\npub fn user(name: string) -> string { \"${name}: ${orders.count()}\" }\n\n// orders.haira\nimport \"users\"\n\npub fn count() -> int { len(users.user(\"\")) }"
        ],
        "good": [
          "import \"users\"\n\nfn main() { println(user(\"Ada\")) }\n\n// users.haira\nimport \"orders\"\n\npub fn user(name: string) -> string { \"${name}: ${orders.count()}\" }\n\n// orders.haira\npub fn count() -> int { 0 }"
        ]
      }
    ]
  },
  {
    "code": "E0210",
    "severity": "error",
    "entries": [
      {
        "name": "undefinedName",
        "messages": [
          "undefined name `‹name›`",
          "undefined name `‹name›`; did you mean `‹suggestion›`?"
        ],
        "hints": [],
        "why": "Every name must be declared: by a first assignment, a parameter, a declaration or an import.",
        "bad": [
          "fn main() {\n    count = 1\n    println(cout)\n}"
        ],
        "good": [
          "fn main() {\n    count = 1\n    println(count)\n}"
        ]
      },
      {
        "name": "usedBeforeDeclared",
        "messages": [
          "`‹name›` is used before its declaration"
        ],
        "hints": [],
        "why": "Top-level statements run in source order, so a variable exists from its first assignment on.",
        "bad": [
          "println(limit)\nlimit = 3"
        ],
        "good": [
          "limit = 3\nprintln(limit)"
        ]
      },
      {
        "name": "notAValue",
        "messages": [
          "`‹name›` is ‹kind›, not a value"
        ],
        "hints": [],
        "why": "Modules and types are used by a name after a dot or in a declaration; they cannot be stored or passed.",
        "bad": [
          "import \"io\"\n\nfn main() { println(io) }"
        ],
        "good": [
          "import \"io\"\n\nfn main() { io.println(\"hello\") }"
        ]
      },
      {
        "name": "notSharedByTasks",
        "messages": [
          "undefined name `‹name›`: it belongs to another task"
        ],
        "hints": [
          "each statement of a `spawn { … }` whose value is used is a task of its own; declare `‹name›` before"
        ],
        "why": "The tasks run at the same time, so what one of them declares is not there for the others.",
        "bad": [
          "fn main() {\n    xs = spawn {\n        n = 2\n        n + 1\n    }\n    println(xs)\n}"
        ],
        "good": [
          "fn main() {\n    n = 2\n    xs = spawn {\n        n + 1\n        n + 2\n    }\n    println(xs)\n}"
        ]
      }
    ]
  },
  {
    "code": "E0211",
    "severity": "error",
    "entries": [
      {
        "name": "duplicateName",
        "messages": [
          "`‹name›` is already declared in this scope"
        ],
        "hints": [
          "choose another name for one of them"
        ],
        "why": "Two things of one name in one scope could not be told apart.",
        "bad": [
          "fn add(a: int, a: int) -> int { a + a }"
        ],
        "good": [
          "fn add(a: int, b: int) -> int { a + b }"
        ]
      }
    ]
  },
  {
    "code": "E0212",
    "severity": "error",
    "entries": [
      {
        "name": "unknownMember",
        "messages": [
          "type `‹type›` has no field or method `‹name›`"
        ],
        "hints": [
          "did you mean `‹suggestion›`?"
        ],
        "why": "Fields and methods are those of the type's declaration.",
        "bad": [
          "struct User { name: string }\n\nfn main() {\n    user = User{name: \"Ada\"}\n    println(user.nmae)\n}"
        ],
        "good": [
          "struct User { name: string }\n\nfn main() {\n    user = User{name: \"Ada\"}\n    println(user.name)\n}"
        ]
      },
      {
        "name": "unknownVariant",
        "messages": [
          "enum `‹enum›` has no variant `‹name›`",
          "enum `‹enum›` has no variant `‹name›`; did you mean `‹suggestion›`?"
        ],
        "hints": [],
        "why": "Only the variants that the enum declares exist.",
        "bad": [
          "enum Color { Red, Green }\n\nfn main() { println(Color.Rde) }"
        ],
        "good": [
          "enum Color { Red, Green }\n\nfn main() { println(Color.Red) }"
        ]
      }
    ]
  },
  {
    "code": "E0213",
    "severity": "error",
    "entries": [
      {
        "name": "unknownModuleMember",
        "messages": [
          "module `‹module›` has no function `‹name›`"
        ],
        "hints": [
          "did you mean `‹suggestion›`?"
        ],
        "why": "The functions of a module are those of the library reference that this version has.",
        "bad": [
          "import \"string\"\n\nfn main() { println(string.trm(\" hi \")) }"
        ],
        "good": [
          "import \"string\"\n\nfn main() { println(string.trim(\" hi \")) }"
        ]
      }
    ]
  },
  {
    "code": "E0214",
    "severity": "error",
    "entries": [
      {
        "name": "methodOfImportedType",
        "messages": [
          "cannot add a method to imported type `‹type›`"
        ],
        "hints": [
          "declare a struct of your own that holds it, or write a function"
        ],
        "why": "The methods of a type are declared in the file that declares the type, so that a type means the same everywhere.",
        "bad": [
          "Error.shout() -> string { self.message }"
        ],
        "good": [
          "struct Note { text: string }\n\nNote.shout() -> string { \"${self.text}!\" }\n\nfn main() { println(Note{text: \"hello\"}.shout()) }"
        ]
      }
    ]
  },
  {
    "code": "E0215",
    "severity": "error",
    "entries": [
      {
        "name": "unknownType",
        "messages": [
          "unknown type `‹name›`",
          "unknown type `‹name›`; did you mean `‹suggestion›`?"
        ],
        "hints": [],
        "why": "A type is built in, or declared with `struct`, `enum` or `type`.",
        "bad": [
          "fn show(name: Strng) -> string { \"name\" }"
        ],
        "good": [
          "fn show(name: string) -> string { name }"
        ]
      }
    ]
  },
  {
    "code": "E0301",
    "severity": "error",
    "entries": [
      {
        "name": "expectedType",
        "messages": [
          "expected ‹expected›, found ‹found›"
        ],
        "hints": [],
        "why": "The value's type does not fit the place where it stands.",
        "bad": [
          "fn main() {\n    n: int = \"4\"\n    println(n)\n}"
        ],
        "good": [
          "fn main() {\n    n: int = 4\n    println(n)\n}"
        ]
      },
      {
        "name": "badArgumentOf",
        "messages": [
          "`‹name›` takes ‹expected›, found ‹found›"
        ],
        "hints": [],
        "why": "The function works on several types, of which this is none.",
        "bad": [
          "fn main() { println(len(5)) }"
        ],
        "good": [
          "fn main() { println(len(\"five\")) }"
        ]
      }
    ]
  },
  {
    "code": "E0302",
    "severity": "error",
    "entries": [
      {
        "name": "badOperator",
        "messages": [
          "operator `‹operator›` needs ‹wanted›, found ‹found›"
        ],
        "hints": [],
        "why": "Each operator works on certain types, and values are not converted to make it fit.",
        "bad": [
          "fn main() { println(3 & true) }"
        ],
        "good": [
          "fn main() { println(3 & 1) }"
        ]
      },
      {
        "name": "cannotNegate",
        "messages": [
          "cannot negate ‹type›"
        ],
        "hints": [],
        "why": "Unary minus works on numbers.",
        "bad": [
          "fn main() { println(-\"three\") }"
        ],
        "good": [
          "fn main() { println(-3) }"
        ]
      },
      {
        "name": "orelseNeedsFallible",
        "messages": [
          "`orelse` needs a value that may fail or be nil on its left, found ‹found›"
        ],
        "hints": [],
        "why": "`orelse` gives its right side where the left one has an error or is nil; otherwise there is nothing to decide.",
        "bad": [
          "fn main() { println(5 orelse 3) }"
        ],
        "good": [
          "import \"conv\"\n\nfn main() { println(conv.string_to_int(\"5\") orelse 3) }"
        ]
      },
      {
        "name": "badCast",
        "messages": [
          "cannot cast ‹from› to ‹to›"
        ],
        "hints": [],
        "why": "`as` converts between numbers, and tests what a value of type any holds.",
        "bad": [
          "fn main() { println(\"5\" as int) }"
        ],
        "good": [
          "fn main() { println(5.7 as int) }"
        ]
      }
    ]
  },
  {
    "code": "E0303",
    "severity": "error",
    "entries": [
      {
        "name": "badComparison",
        "messages": [
          "cannot compare ‹left› with ‹right› using `‹operator›`"
        ],
        "hints": [],
        "why": "Order is defined between two numbers and between two strings.",
        "bad": [
          "fn main() { println([1] < 2) }"
        ],
        "good": [
          "fn main() { println(1 < 2) }"
        ]
      }
    ]
  },
  {
    "code": "E0304",
    "severity": "error",
    "entries": [
      {
        "name": "conditionNotBool",
        "messages": [
          "‹what› must be bool, found ‹found›"
        ],
        "hints": [
          "write the comparison: `x != 0`, `len(s) > 0`, `x != nil`"
        ],
        "why": "Nothing but `true` and `false` decides; there is no truthiness.",
        "bad": [
          "fn main() {\n    if 1 { println(\"yes\") }\n}"
        ],
        "good": [
          "fn main() {\n    if 1 > 0 { println(\"yes\") }\n}"
        ]
      }
    ]
  },
  {
    "code": "E0305",
    "severity": "error",
    "entries": [
      {
        "name": "badMapKey",
        "messages": [
          "a ‹type› cannot be a map key"
        ],
        "hints": [],
        "why": "Keys are found by equality, so they must not change: numbers, bool, string and payload-free enums.",
        "bad": [
          "fn main() {\n    m: map[[]int]string = {}\n    println(m)\n}"
        ],
        "good": [
          "fn main() {\n    m: map[int]string = {}\n    println(m)\n}"
        ]
      }
    ]
  },
  {
    "code": "E0306",
    "severity": "error",
    "entries": [
      {
        "name": "constReassigned",
        "messages": [
          "cannot reassign const `‹name›`"
        ],
        "hints": [],
        "why": "A constant keeps the value it was declared with.",
        "bad": [
          "const LIMIT = 3\n\nfn main() {\n    LIMIT = 4\n    println(LIMIT)\n}"
        ],
        "good": [
          "let limit = 3\n\nfn main() {\n    limit = 4\n    println(limit)\n}"
        ]
      }
    ]
  },
  {
    "code": "E0307",
    "severity": "error",
    "entries": [
      {
        "name": "wrongTargetCount",
        "messages": [
          "‹targets› targets but ‹values›"
        ],
        "hints": [],
        "why": "Each target takes one value; a call that gives several is taken apart as a whole.",
        "bad": [
          "fn main() {\n    a, b = 1, 2, 3\n    println(a, b)\n}"
        ],
        "good": [
          "fn main() {\n    a, b = 1, 2\n    println(a, b)\n}"
        ]
      }
    ]
  },
  {
    "code": "E0308",
    "severity": "error",
    "entries": [
      {
        "name": "unknownStructField",
        "messages": [
          "struct `‹struct›` has no field `‹field›`"
        ],
        "hints": [
          "did you mean `‹suggestion›`?"
        ],
        "why": "A struct has the fields that its declaration names.",
        "bad": [
          "struct User { name: string }\n\nfn main() { println(User{nam: \"Ada\", name: \"Ada\"}) }"
        ],
        "good": [
          "struct User { name: string }\n\nfn main() { println(User{name: \"Ada\"}) }"
        ]
      }
    ]
  },
  {
    "code": "E0309",
    "severity": "error",
    "entries": [
      {
        "name": "selfReassigned",
        "messages": [
          "cannot reassign `self`"
        ],
        "hints": [
          "assign to its fields: `self.x = …`"
        ],
        "why": "`self` is the value that the method was called on. Its fields may change; it stays the same value.",
        "bad": [
          "struct Counter { count: int = 0 }\n\nCounter.reset() { self = Counter{} }\n\nfn main() { Counter{}.reset() }"
        ],
        "good": [
          "struct Counter { count: int = 0 }\n\nCounter.reset() { self.count = 0 }\n\nfn main() { Counter{}.reset() }"
        ]
      }
    ]
  },
  {
    "code": "E0310",
    "severity": "error",
    "entries": [
      {
        "name": "literalTooLarge",
        "messages": [
          "‹value› does not fit in ‹type›"
        ],
        "hints": [
          "it holds ‹min› to ‹max›; to cut a number to its low bits write `‹value› as ‹type›`"
        ],
        "why": "A number that is written takes the sized type of its place, which has limits.",
        "bad": [
          "fn main() {\n    port: u8 = 8080\n    println(port)\n}"
        ],
        "good": [
          "fn main() {\n    port: u16 = 8080\n    println(port)\n}"
        ]
      }
    ]
  },
  {
    "code": "E0311",
    "severity": "error",
    "entries": [
      {
        "name": "noZeroValue",
        "messages": [
          "`‹name›: ‹type›` has no zero value; initialise it"
        ],
        "hints": [],
        "why": "A variable without a value begins with the zero of its type, which not every type has.",
        "bad": [
          "fn main() {\n    result: AgentResult\n    println(result.reply)\n}"
        ],
        "good": [
          "fn main() {\n    result: AgentResult? = nil\n    println(result == nil)\n}"
        ]
      },
      {
        "name": "noLiteral",
        "messages": [
          "type ‹type› has no zero value, so `‹type›{…}` cannot make one"
        ],
        "hints": [
          "take it from the function or call that gives it"
        ],
        "why": "Values such as a compiled pattern, a moment or the result of an agent stand for something that only the library can make.",
        "bad": [
          "import \"regex\"\n\nfn main() { println(regex.Regex{}.is_match(\"a\")) }"
        ],
        "good": [
          "import \"regex\"\n\nfn main() { println((regex.compile(\"a\")?).is_match(\"a\")) }"
        ]
      }
    ]
  },
  {
    "code": "E0312",
    "severity": "error",
    "entries": [
      {
        "name": "structContainsItself",
        "messages": [
          "struct `‹name›` contains itself"
        ],
        "hints": [
          "make the field optional with `?`, or a list"
        ],
        "why": "A value that holds a whole value of its own type would have no end.",
        "bad": [
          "struct Node { value: int, next: Node }"
        ],
        "good": [
          "struct Node { value: int, next: Node? }"
        ]
      },
      {
        "name": "recursiveAlias",
        "messages": [
          "type `‹name›` refers to itself"
        ],
        "hints": [],
        "why": "An alias is another name for a type, so it cannot be a part of itself.",
        "bad": [
          "type Tree = []Tree"
        ],
        "good": [
          "struct Tree { children: []Tree }"
        ]
      },
      {
        "name": "typeGrows",
        "messages": [
          "`‹param›` of `‹owner›` would stand for ever larger types"
        ],
        "hints": [],
        "why": "A generic declaration is made once for each list of types that it is used with. One that uses itself with a larger type each time would never come to an end.",
        "bad": [
          "fn nest<T>(x: T, levels: int) {\n    if levels == 0 { println(x) } else { nest([x], levels - 1) }\n}"
        ],
        "good": [
          "fn nest(x: any, levels: int) {\n    if levels == 0 { println(x) } else { nest([x], levels - 1) }\n}"
        ]
      },
      {
        "name": "typeTooLarge",
        "messages": [
          "a type may have at most ‹limit› parts"
        ],
        "hints": [
          "declare a struct for a part of it: its name is one part, whatever it holds"
        ],
        "why": "Each line of `b = (a, a)`, `c = (b, b)` doubles the type of the line before, so few of them make a type without end.",
        "bad": [
          "type Row = (int, int, int, int, int, int)\ntype Page = (Row, Row, Row, Row, Row, Row)\ntype Book = (Page, Page, Page, Page, Page, Page)\ntype Shelf = (Book, Book, Book, Book, Book, Book)"
        ],
        "good": [
          "struct Row { cells: []int }\nstruct Page { rows: []Row }\nstruct Book { pages: []Page }\nstruct Shelf { books: []Book }"
        ]
      }
    ]
  },
  {
    "code": "E0313",
    "severity": "error",
    "entries": [
      {
        "name": "pipeIntoValue",
        "messages": [
          "right side of `|>` must be a function or a call"
        ],
        "hints": [],
        "why": "`a |> f` is `f(a)`, and `a |> f(x)` is `f(a, x)`.",
        "bad": [
          "fn main() { println(3 |> 4) }"
        ],
        "good": [
          "fn double(n: int) -> int { n * 2 }\n\nfn main() { println(3 |> double) }"
        ]
      }
    ]
  },
  {
    "code": "E0314",
    "severity": "error",
    "entries": [
      {
        "name": "notCallable",
        "messages": [
          "‹what› is not callable"
        ],
        "hints": [],
        "why": "Only functions, tools and workflows can be called.",
        "bad": [
          "fn main() {\n    n = 3\n    println(n(1))\n}"
        ],
        "good": [
          "fn n(by: int) -> int { 3 * by }\n\nfn main() { println(n(1)) }"
        ]
      },
      {
        "name": "notIndexable",
        "messages": [
          "‹type› is not indexable"
        ],
        "hints": [],
        "why": "`a[i]` reads an element of a list, a string or a map.",
        "bad": [
          "fn main() {\n    n = 3\n    println(n[0])\n}"
        ],
        "good": [
          "fn main() {\n    n = [3]\n    println(n[0])\n}"
        ]
      },
      {
        "name": "notIterable",
        "messages": [
          "‹type› is not iterable"
        ],
        "hints": [],
        "why": "`for` goes through ranges, lists, maps and strings.",
        "bad": [
          "fn main() {\n    for i in 3 { println(i) }\n}"
        ],
        "good": [
          "fn main() {\n    for i in 0..3 { println(i) }\n}"
        ]
      }
    ]
  },
  {
    "code": "E0401",
    "severity": "error",
    "entries": [
      {
        "name": "missingArgument",
        "messages": [
          "missing argument `‹name›` of `‹callee›`"
        ],
        "hints": [],
        "why": "A parameter without a default must be given.",
        "bad": [
          "fn add(a: int, b: int) -> int { a + b }\n\nfn main() { println(add(1)) }"
        ],
        "good": [
          "fn add(a: int, b: int) -> int { a + b }\n\nfn main() { println(add(1, 2)) }"
        ]
      },
      {
        "name": "tooManyArguments",
        "messages": [
          "too many arguments for `‹callee›`: it takes ‹wanted›, found ‹found›"
        ],
        "hints": [],
        "why": "Each argument needs a parameter that takes it.",
        "bad": [
          "fn add(a: int, b: int) -> int { a + b }\n\nfn main() { println(add(1, 2, 3)) }"
        ],
        "good": [
          "fn add(a: int, b: int) -> int { a + b }\n\nfn main() { println(add(1, 2)) }"
        ]
      },
      {
        "name": "unknownArgument",
        "messages": [
          "unknown argument `‹name›`"
        ],
        "hints": [
          "did you mean `‹suggestion›`?"
        ],
        "why": "A named argument must have the name of a parameter.",
        "bad": [
          "fn area(w: float, h: float = 1.0) -> float { w * h }\n\nfn main() { println(area(2.0, hight: 3.0)) }"
        ],
        "good": [
          "fn area(w: float, h: float = 1.0) -> float { w * h }\n\nfn main() { println(area(2.0, h: 3.0)) }"
        ]
      },
      {
        "name": "repeatedArgument",
        "messages": [
          "argument `‹name›` given twice"
        ],
        "hints": [],
        "why": "A parameter has one value in a call.",
        "bad": [
          "fn area(w: float, h: float = 1.0) -> float { w * h }\n\nfn main() { println(area(2.0, w: 3.0)) }"
        ],
        "good": [
          "fn area(w: float, h: float = 1.0) -> float { w * h }\n\nfn main() { println(area(w: 2.0, h: 3.0)) }"
        ]
      },
      {
        "name": "positionalAfterNamed",
        "messages": [
          "positional argument after a named one"
        ],
        "hints": [
          "put it first, or name it"
        ],
        "why": "After a named argument it would not be clear which parameter a plain value is for.",
        "bad": [
          "fn area(w: float, h: float) -> float { w * h }\n\nfn main() { println(area(w: 2.0, 3.0)) }"
        ],
        "good": [
          "fn area(w: float, h: float) -> float { w * h }\n\nfn main() { println(area(2.0, h: 3.0)) }"
        ]
      },
      {
        "name": "spreadWithoutRest",
        "messages": [
          "`...` in a call of `‹callee›`, which has no rest parameter"
        ],
        "hints": [],
        "why": "The length of a list is known only when the program runs, so its elements cannot be given to single parameters.",
        "bad": [
          "fn add(a: int, b: int) -> int { a + b }\n\nfn main() { println(add(...[1, 2])) }"
        ],
        "good": [
          "fn add(...numbers: int) -> int {\n    sum = 0\n    for n in numbers { sum += n }\n    sum\n}\n\nfn main() { println(add(...[1, 2])) }"
        ]
      },
      {
        "name": "wrongTypeArguments",
        "messages": [
          "`‹name›` takes ‹wanted›, found ‹found›"
        ],
        "hints": [],
        "why": "A generic function or type has as many type arguments as it declares parameters.",
        "bad": [
          "struct Box<T> { value: T }\n\nfn open(box: Box<int, string>) -> int { box.value }"
        ],
        "good": [
          "struct Box<T> { value: T }\n\nfn open(box: Box<int>) -> int { box.value }"
        ]
      },
      {
        "name": "typeArgumentUnknown",
        "messages": [
          "nothing says what `‹param›` of `‹name›` is"
        ],
        "hints": [
          "write it: `‹name›<…>`"
        ],
        "why": "The type arguments of a generic function or type are found from the arguments and from what the place wants, or are written.",
        "bad": [
          "fn nothing<T>() -> []T { [] }\n\nfn main() { println(nothing()) }"
        ],
        "good": [
          "fn nothing<T>() -> []T { [] }\n\nfn main() { println(nothing<int>()) }"
        ]
      }
    ]
  },
  {
    "code": "E0402",
    "severity": "error",
    "entries": [
      {
        "name": "parameterOrder",
        "messages": [
          "required parameter `‹name›` after a default"
        ],
        "hints": [],
        "why": "Positional arguments fill parameters from the left, so those that may be left out come last.",
        "bad": [
          "fn area(h: float = 1.0, w: float) -> float { w * h }"
        ],
        "good": [
          "fn area(w: float, h: float = 1.0) -> float { w * h }"
        ]
      },
      {
        "name": "restNotLast",
        "messages": [
          "rest parameter `‹name›` must be last"
        ],
        "hints": [],
        "why": "A rest parameter takes all arguments that are left.",
        "bad": [
          "fn join_all(...parts: string, sep: string) -> string { join(parts, sep) }\n\nfn main() { println(join_all(sep: \"-\")) }"
        ],
        "good": [
          "fn join_all(sep: string, ...parts: string) -> string { join(parts, sep) }\n\nfn main() { println(join_all(\"-\", \"a\")) }"
        ]
      }
    ]
  },
  {
    "code": "E0403",
    "severity": "error",
    "entries": [
      {
        "name": "mayReachEnd",
        "messages": [
          "‹what› must return ‹result› but may reach its end"
        ],
        "hints": [],
        "why": "Every way through a function with a result must end in a value.",
        "bad": [
          "fn sign(n: int) -> string {\n    if n < 0 { return \"-\" }\n}"
        ],
        "good": [
          "fn sign(n: int) -> string {\n    if n < 0 { return \"-\" }\n    \"+\"\n}"
        ]
      },
      {
        "name": "returnMismatch",
        "messages": [
          "‹what› must return ‹expected›, found ‹found›"
        ],
        "hints": [],
        "why": "The value does not fit the declared result.",
        "bad": [
          "fn size() -> int { \"three\" }"
        ],
        "good": [
          "fn size() -> int { 3 }"
        ]
      }
    ]
  },
  {
    "code": "E0404",
    "severity": "error",
    "entries": [
      {
        "name": "returnWithoutValue",
        "messages": [
          "`return` without value in a function returning ‹result›"
        ],
        "hints": [],
        "why": "The caller expects a value.",
        "bad": [
          "fn size() -> int {\n    return\n}"
        ],
        "good": [
          "fn size() -> int {\n    return 3\n}"
        ]
      },
      {
        "name": "returnOutside",
        "messages": [
          "`return` outside a function"
        ],
        "hints": [],
        "why": "Statements at the top level belong to no function.",
        "bad": [
          "println(\"hello\")\nreturn"
        ],
        "good": [
          "fn main() {\n    println(\"hello\")\n    return\n}"
        ]
      }
    ]
  },
  {
    "code": "E0405",
    "severity": "error",
    "entries": [
      {
        "name": "jumpOutsideLoop",
        "messages": [
          "`‹kind›` outside a loop"
        ],
        "hints": [],
        "why": "There is no loop that it could leave or go on with.",
        "bad": [
          "fn main() { break }"
        ],
        "good": [
          "fn main() {\n    for { break }\n}"
        ]
      },
      {
        "name": "unknownLabel",
        "messages": [
          "unknown label `‹name›`"
        ],
        "hints": [
          "did you mean `‹suggestion›`?"
        ],
        "why": "A label names a loop around the statement.",
        "bad": [
          "fn main() {\n    outer: for i in 0..3 {\n        println(i)\n        break outr\n    }\n}"
        ],
        "good": [
          "fn main() {\n    outer: for i in 0..3 {\n        println(i)\n        break outer\n    }\n}"
        ]
      }
    ]
  },
  {
    "code": "E0406",
    "severity": "error",
    "entries": [
      {
        "name": "misplacedAssert",
        "messages": [
          "`assert` outside a test or verify"
        ],
        "hints": [
          "for a condition that must hold when the program runs, write `if not … { panic(\"…\") }`"
        ],
        "why": "Asserts belong to tests, and to the `verify` blocks of steps.",
        "bad": [
          "fn half(n: int) -> int {\n    assert n % 2 == 0\n    n / 2\n}\n\nfn main() { println(half(4)) }"
        ],
        "good": [
          "fn half(n: int) -> int { n / 2 }\n\ntest \"half\" { assert half(4) == 2 }\n\nfn main() { println(half(4)) }"
        ]
      },
      {
        "name": "misplacedVerify",
        "messages": [
          "`verify` outside a step"
        ],
        "hints": [],
        "why": "A `verify` block says what must be true after its step.",
        "bad": [
          "fn main() {\n    n = 3\n    verify { n == 3 }\n}"
        ],
        "good": [
          "workflow Count(n: int) -> int {\n    step \"count\" {\n        m = n + 1\n        verify { m > n }\n    }\n    n\n}"
        ]
      },
      {
        "name": "misplacedStep",
        "messages": [
          "`step` outside a workflow"
        ],
        "hints": [],
        "why": "Steps are parts of a workflow's run, which shows and repeats them. A function that a workflow calls has none of its own.",
        "bad": [
          "fn main() {\n    step \"greet\" { println(\"hello\") }\n}"
        ],
        "good": [
          "workflow Greet(name: string) -> string {\n    step \"greet\" { println(name) }\n    name\n}"
        ]
      }
    ]
  },
  {
    "code": "E0407",
    "severity": "error",
    "entries": [
      {
        "name": "spawnNeedsCall",
        "messages": [
          "spawn needs a call or a block"
        ],
        "hints": [],
        "why": "`spawn f(x)` starts a task for the call; `spawn { … }` starts the statements of the block.",
        "bad": [
          "fn main() {\n    n = 3\n    t = spawn n\n    println(t)\n}"
        ],
        "good": [
          "fn work() -> int { 3 }\n\nfn main() {\n    t = spawn work()\n    println(await t)\n}"
        ]
      },
      {
        "name": "awaitNeedsTask",
        "messages": [
          "await needs a task, found ‹found›"
        ],
        "hints": [],
        "why": "A task comes from `spawn` with a call; other values are there already.",
        "bad": [
          "fn work() -> int { 3 }\n\nfn main() {\n    println(await work())\n}"
        ],
        "good": [
          "fn work() -> int { 3 }\n\nfn main() {\n    t = spawn work()\n    println(await t)\n}"
        ]
      }
    ]
  },
  {
    "code": "E0408",
    "severity": "error",
    "entries": [
      {
        "name": "channelDirection",
        "messages": [
          "‹action› on ‹direction› channel"
        ],
        "hints": [],
        "why": "A channel type with an arrow is a view of one direction: `chan<-<T>` only sends, `<-chan<T>` only receives.",
        "bad": [
          "fn fill(results: <-chan<int>) { results <- 1 }"
        ],
        "good": [
          "fn fill(results: chan<-<int>) { results <- 1 }"
        ]
      }
    ]
  },
  {
    "code": "E0409",
    "severity": "error",
    "entries": [
      {
        "name": "badInit",
        "messages": [
          "`init` must take no parameters and return nothing"
        ],
        "hints": [],
        "why": "`init` of a module is called once, after its top-level statements and before those of the files that import it.",
        "bad": [
          "fn init(name: string) { println(name) }"
        ],
        "good": [
          "fn init() { println(\"ready\") }"
        ]
      },
      {
        "name": "badMain",
        "messages": [
          "`main` must take no parameters and return nothing or int"
        ],
        "hints": [],
        "why": "`main` is called by the host, which has nothing to pass and takes an exit status only.",
        "bad": [
          "fn main(name: string) { println(name) }"
        ],
        "good": [
          "fn main() -> int {\n    println(\"hello\")\n    0\n}"
        ]
      }
    ]
  },
  {
    "code": "E0410",
    "severity": "error",
    "entries": [
      {
        "name": "errorPairAsValue",
        "messages": [
          "the error of `‹name›` is not handled"
        ],
        "hints": [
          "take it apart with `x, err = …`, raise it with `?`, or give a default with `orelse`"
        ],
        "why": "A call that can fail gives a value and an error; using it as one value would drop the error.",
        "bad": [
          "import \"conv\"\n\nfn main() {\n    n = conv.string_to_int(\"4\")\n    println(n)\n}"
        ],
        "good": [
          "import \"conv\"\n\nfn main() {\n    n, err = conv.string_to_int(\"4\")\n    if err == nil { println(n) }\n}"
        ]
      }
    ]
  },
  {
    "code": "E0501",
    "severity": "error",
    "entries": [
      {
        "name": "matchIncomplete",
        "messages": [
          "match on `‹type›` is missing: ‹missing›"
        ],
        "hints": [],
        "why": "Where the value of a match is used, some arm has to match whatever comes. Add the missing cases, or `_`. A guard covers no case; where the type has no cases to list, `_` or a name with a guard will do, and it is a panic if all guards fail.",
        "bad": [
          "enum Color { Red, Green, Blue }\n\nfn code(color: Color) -> int {\n    match color {\n        Red => 1\n        Green => 2\n    }\n}\n\nfn main() { println(code(Color.Red)) }"
        ],
        "good": [
          "enum Color { Red, Green, Blue }\n\nfn code(color: Color) -> int {\n    match color {\n        Red => 1\n        Green => 2\n        _ => 3\n    }\n}\n\nfn main() { println(code(Color.Red)) }"
        ]
      }
    ]
  },
  {
    "code": "E0503",
    "severity": "error",
    "entries": [
      {
        "name": "wrongPayload",
        "messages": [
          "variant `‹variant›` has ‹fields›, pattern has ‹found›"
        ],
        "hints": [],
        "why": "A pattern names each field of the variant, or none of them.",
        "bad": [
          "enum Shape { Circle(r: float), Dot }\n\nfn area(shape: Shape) -> float {\n    match shape {\n        Circle(r, s) => r\n        Dot => 0.0\n    }\n}\n\nfn main() { println(area(Shape.Dot)) }"
        ],
        "good": [
          "enum Shape { Circle(r: float), Dot }\n\nfn area(shape: Shape) -> float {\n    match shape {\n        Circle(r) => 3.14 * r * r\n        Dot => 0.0\n    }\n}\n\nfn main() { println(area(Shape.Dot)) }"
        ]
      }
    ]
  },
  {
    "code": "E0504",
    "severity": "error",
    "entries": [
      {
        "name": "unknownPatternName",
        "messages": [
          "unknown variant or constant `‹name›` in pattern",
          "unknown variant or constant `‹name›` in pattern; did you mean `‹suggestion›`?"
        ],
        "hints": [],
        "why": "An uppercase name in a pattern is a variant of the enum that is matched, or a constant to compare with.",
        "bad": [
          "enum Color { Red, Green }\n\nfn code(color: Color) -> int {\n    match color {\n        Rde => 1\n        _ => 2\n    }\n}\n\nfn main() { println(code(Color.Red)) }"
        ],
        "good": [
          "enum Color { Red, Green }\n\nfn code(color: Color) -> int {\n    match color {\n        Red => 1\n        _ => 2\n    }\n}\n\nfn main() { println(code(Color.Red)) }"
        ]
      }
    ]
  },
  {
    "code": "E0505",
    "severity": "error",
    "entries": [
      {
        "name": "patternNeverMatches",
        "messages": [
          "pattern of type ‹pattern› can never match ‹subject›"
        ],
        "hints": [],
        "why": "Values of one type are never equal to those of the other.",
        "bad": [
          "fn name(n: int) -> string {\n    match n {\n        \"one\" => \"1\"\n        _ => \"many\"\n    }\n}\n\nfn main() { println(name(1)) }"
        ],
        "good": [
          "fn name(n: int) -> string {\n    match n {\n        1 => \"one\"\n        _ => \"many\"\n    }\n}\n\nfn main() { println(name(1)) }"
        ]
      },
      {
        "name": "rangeNeedsNumbers",
        "messages": [
          "a range pattern needs numbers, found ‹found›"
        ],
        "hints": [],
        "why": "`1..5` matches ints and floats between its ends.",
        "bad": [
          "fn grade(points: string) -> string {\n    match points {\n        0..5 => \"low\"\n        _ => \"high\"\n    }\n}\n\nfn main() { println(grade(\"3\")) }"
        ],
        "good": [
          "fn grade(points: int) -> string {\n    match points {\n        0..5 => \"low\"\n        _ => \"high\"\n    }\n}\n\nfn main() { println(grade(3)) }"
        ]
      }
    ]
  },
  {
    "code": "E0506",
    "severity": "error",
    "entries": [
      {
        "name": "alternativesDiffer",
        "messages": [
          "alternatives bind different names: `‹name›` is not in all of them"
        ],
        "hints": [],
        "why": "Whichever alternative matches, the arm uses the same names, so each alternative has to bind all of them.",
        "bad": [
          "fn first(pair: (int, int)) -> int {\n    match pair {\n        (x, 0) | (0, y) => 1\n        _ => 0\n    }\n}\n\nfn main() { println(first((1, 0))) }"
        ],
        "good": [
          "fn first(pair: (int, int)) -> int {\n    match pair {\n        (x, 0) | (0, x) => x\n        _ => 0\n    }\n}\n\nfn main() { println(first((1, 0))) }"
        ]
      }
    ]
  },
  {
    "code": "E0900",
    "severity": "error",
    "entries": [
      {
        "name": "notYetSupported",
        "messages": [
          "‹what› is not supported by this version of the compiler yet"
        ],
        "hints": [],
        "why": "The language has it; this version cannot compile it, and says so instead of compiling something else.",
        "bad": [
          "provider openai { model: \"gpt-4o\" }\nagent Desk { provider: openai, storage: true }\n\nfn main() { println(Desk.ask(\"Hi\")?) }"
        ],
        "good": [
          "provider openai { model: \"gpt-4o\" }\nagent Desk { provider: openai }\n\nfn main() { println(Desk.ask(\"Hi\")?) }"
        ]
      }
    ]
  },
  {
    "code": "W0001",
    "severity": "warning",
    "entries": [
      {
        "name": "unknownEscape",
        "messages": [
          "unknown escape `‹escape›` is kept as it is written"
        ],
        "hints": [
          "write `\\\\‹character›`, or use a raw string `r\"…\"`"
        ],
        "why": "An unknown escape keeps both characters, so that patterns such as `\"\\d+\"` work. Written as `\\\\d` the meaning is plain.",
        "bad": [
          "digits = \"\\d+\""
        ],
        "good": [
          "digits = r\"\\d+\""
        ]
      }
    ]
  },
  {
    "code": "W0002",
    "severity": "warning",
    "entries": [
      {
        "name": "notBeforeComparison",
        "messages": [
          "`not a ‹operator› b` reads as `(not a) ‹operator› b`"
        ],
        "hints": [
          "write `not (a ‹operator› b)`, or put `(not a)` in parentheses"
        ],
        "why": "`not` binds tighter than comparisons.",
        "bad": [
          "fn differ(a: bool, b: bool) -> bool { not a == b }"
        ],
        "good": [
          "fn differ(a: bool, b: bool) -> bool { not (a == b) }"
        ]
      }
    ]
  },
  {
    "code": "W0003",
    "severity": "warning",
    "entries": [
      {
        "name": "oldLambda",
        "messages": [
          "`(…) { … }` is the old form of a lambda"
        ],
        "hints": [
          "write `fn(…) { … }` or `(…) => …`"
        ],
        "why": "A group followed by a block looks like a header with its body; the newer forms say what they are.",
        "bad": [
          "fn main() { double = (n: int) { n * 2 } }"
        ],
        "good": [
          "fn main() { double = fn(n: int) { n * 2 } }"
        ]
      }
    ]
  },
  {
    "code": "W0101",
    "severity": "warning",
    "entries": [
      {
        "name": "handoffCycle",
        "messages": [
          "agent `‹last›` and ‹names› hand off to each other"
        ],
        "hints": [
          "a cycle is legal: `max_handoffs` of the agent that is called ends it"
        ],
        "why": "Two agents that both think the other one is right can pass a user back and forth.",
        "bad": [
          "provider openai { model: \"gpt-4o\" }\nagent Desk { provider: openai, handoffs: [Billing] }\nagent Billing { provider: openai, handoffs: [Desk] }\n\nfn main() { println(Desk.ask(\"Hi\")?) }"
        ],
        "good": [
          "provider openai { model: \"gpt-4o\" }\nagent Desk { provider: openai, handoffs: [Billing] }\nagent Billing { provider: openai }\n\nfn main() { println(Desk.ask(\"Hi\")?) }"
        ]
      }
    ]
  },
  {
    "code": "W0102",
    "severity": "warning",
    "entries": [
      {
        "name": "providerAsModel",
        "messages": [
          "`model: ‹name›` of agent `‹agent›` names a provider; write `provider: ‹name›`"
        ],
        "hints": [],
        "why": "The older spelling works, but `model` is the name of a model.",
        "bad": [
          "provider openai { model: \"gpt-4o\" }\nagent Desk { model: openai }\n\nfn main() { println(Desk.ask(\"Hi\")?) }"
        ],
        "good": [
          "provider openai { model: \"gpt-4o\" }\nagent Desk { provider: openai }\n\nfn main() { println(Desk.ask(\"Hi\")?) }"
        ]
      }
    ]
  },
  {
    "code": "W0103",
    "severity": "warning",
    "entries": [
      {
        "name": "untypedParameter",
        "messages": [
          "tool `‹tool›` takes an untyped parameter `‹name›`; the model sees no schema for it"
        ],
        "hints": [
          "write its type: `‹name›: string`"
        ],
        "why": "Without a type the model has to guess what to send.",
        "bad": [
          "tool search(words) -> string {\n    \"\"\"Search the manual.\"\"\"\n    \"${words}\"\n}"
        ],
        "good": [
          "tool search(words: string) -> string {\n    \"\"\"Search the manual.\"\"\"\n    words\n}"
        ]
      }
    ]
  },
  {
    "code": "W0104",
    "severity": "warning",
    "entries": [
      {
        "name": "toolsUnused",
        "messages": [
          "agent `‹agent›` has both `strategy: \"parallel\"` and tools; tools are unused"
        ],
        "hints": [
          "give the tools to the agents in `handoffs`, or leave the strategy out"
        ],
        "why": "With this strategy the agent's own model is not asked: all handoff targets answer, and nobody is there to call a tool.",
        "bad": [
          "provider openai { model: \"gpt-4o\" }\n\ntool search(words: string) -> string {\n    \"\"\"Search the manual.\"\"\"\n    words\n}\n\nagent Law { provider: openai }\nagent Tax { provider: openai }\nagent Panel {\n    provider: openai\n    handoffs: [Law, Tax]\n    strategy: \"parallel\"\n    tools: [search]\n}\n\nfn main() { println(Panel.ask(\"May I?\")?) }"
        ],
        "good": [
          "provider openai { model: \"gpt-4o\" }\n\ntool search(words: string) -> string {\n    \"\"\"Search the manual.\"\"\"\n    words\n}\n\nagent Law { provider: openai, tools: [search] }\nagent Tax { provider: openai }\nagent Panel {\n    provider: openai\n    handoffs: [Law, Tax]\n    strategy: \"parallel\"\n}\n\nfn main() { println(Panel.ask(\"May I?\")?) }"
        ]
      }
    ]
  },
  {
    "code": "W0105",
    "severity": "warning",
    "entries": [
      {
        "name": "secretLiteral",
        "messages": [
          "a secret-looking literal in `api_key` of provider `‹owner›`; use `env(\"…\")`"
        ],
        "hints": [],
        "why": "A key in the source ends up in version control and in the compiled module.",
        "bad": [
          "provider openai { model: \"gpt-4o\", api_key: \"sk-abcdefghijklmnop\" }"
        ],
        "good": [
          "provider openai { model: \"gpt-4o\", api_key: env(\"OPENAI_API_KEY\") }"
        ]
      }
    ]
  },
  {
    "code": "W0106",
    "severity": "warning",
    "entries": [
      {
        "name": "agentNeverCalled",
        "messages": [
          "agent `‹agent›` is never called or handed to"
        ],
        "hints": [],
        "why": "An agent that nothing reaches is a leftover, or missing in a `handoffs` list.",
        "bad": [
          "provider openai { model: \"gpt-4o\" }\nagent Desk { provider: openai }"
        ],
        "good": [
          "provider openai { model: \"gpt-4o\" }\nagent Desk { provider: openai }\n\nfn main() { println(Desk.ask(\"Hi\")?) }"
        ]
      }
    ]
  },
  {
    "code": "W0201",
    "severity": "warning",
    "entries": [
      {
        "name": "moduleWithoutImport",
        "messages": [
          "module `‹name›` is used without import"
        ],
        "hints": [
          "add `import \"‹name›\"` at the top of the file"
        ],
        "why": "Published programs use standard modules without importing them. The import says at the top what a file relies on.",
        "bad": [
          "fn main() { io.println(\"hello\") }"
        ],
        "good": [
          "import \"io\"\n\nfn main() { io.println(\"hello\") }"
        ]
      }
    ]
  },
  {
    "code": "W0202",
    "severity": "warning",
    "entries": [
      {
        "name": "unusedImport",
        "messages": [
          "module `‹name›` is imported but not used"
        ],
        "hints": [
          "remove the import"
        ],
        "why": "An import that nothing uses suggests a dependency that is not there.",
        "bad": [
          "import \"io\"\n\nfn main() { println(\"hello\") }"
        ],
        "good": [
          "fn main() { println(\"hello\") }"
        ]
      },
      {
        "name": "unusedVariable",
        "messages": [
          "variable `‹name›` is never used"
        ],
        "hints": [
          "remove it, or assign to `_` to drop the value"
        ],
        "why": "A variable that is never read is a leftover or a misspelt name.",
        "bad": [
          "fn main() {\n    total = 3\n}"
        ],
        "good": [
          "fn main() {\n    total = 3\n    println(total)\n}"
        ]
      }
    ]
  },
  {
    "code": "W0203",
    "severity": "warning",
    "entries": [
      {
        "name": "mayBeNil",
        "messages": [
          "value of type ‹type› may be nil"
        ],
        "hints": [
          "test it with `!= nil`, or give a default with `orelse`"
        ],
        "why": "If it is nil here, the program panics.",
        "bad": [
          "fn double(n: int?) -> int { n * 2 }"
        ],
        "good": [
          "fn double(n: int?) -> int {\n    if n == nil { return 0 }\n    n * 2\n}"
        ]
      }
    ]
  },
  {
    "code": "W0204",
    "severity": "warning",
    "entries": [
      {
        "name": "fieldNotSet",
        "messages": [
          "field `‹field›` of `‹struct›` is not set, zero used"
        ],
        "hints": [
          "set it, or give it a default in the declaration"
        ],
        "why": "A field that is left out by mistake is silently empty.",
        "bad": [
          "struct User { name: string, age: int }\n\nfn main() { println(User{name: \"Ada\"}) }"
        ],
        "good": [
          "struct User { name: string, age: int = 0 }\n\nfn main() { println(User{name: \"Ada\"}) }"
        ]
      }
    ]
  },
  {
    "code": "W0205",
    "severity": "warning",
    "entries": [
      {
        "name": "resultTypeMissing",
        "messages": [
          "`‹name›` returns a value but declares no result type, so its result is `any`"
        ],
        "hints": [
          "write the type after the parameters: `-> string`"
        ],
        "why": "Nothing that is done with a value of type any is checked before the program runs.",
        "bad": [
          "fn size() { return 3 }"
        ],
        "good": [
          "fn size() -> int { return 3 }"
        ]
      }
    ]
  },
  {
    "code": "W0206",
    "severity": "warning",
    "entries": [
      {
        "name": "alwaysUnequal",
        "messages": [
          "comparison always ‹outcome›: ‹left› is never equal to ‹right›"
        ],
        "hints": [],
        "why": "Values of different kinds are unequal, so the comparison decides nothing.",
        "bad": [
          "fn main() { println(1 == \"1\") }"
        ],
        "good": [
          "fn main() { println(\"${1}\" == \"1\") }"
        ]
      }
    ]
  },
  {
    "code": "W0207",
    "severity": "warning",
    "entries": [
      {
        "name": "privateNameUsed",
        "messages": [
          "`‹name›` of module `‹module›` is used from outside, but has no `pub`"
        ],
        "hints": [
          "write `pub` before its declaration"
        ],
        "why": "Type aliases and variables were once visible to all files. Those that others use should say so.",
        "bad": [
          "import \"limits\"\n\nfn main() { println(limits.most) }\n\n// limits.haira\nconst most = 10"
        ],
        "good": [
          "import \"limits\"\n\nfn main() { println(limits.most) }\n\n// limits.haira\npub const most = 10"
        ]
      }
    ]
  },
  {
    "code": "W0208",
    "severity": "warning",
    "entries": [
      {
        "name": "noEffect",
        "messages": [
          "expression has no effect"
        ],
        "hints": [],
        "why": "Its value is computed and dropped.",
        "bad": [
          "fn main() {\n    n = 3\n    n + 1\n    println(n)\n}"
        ],
        "good": [
          "fn main() {\n    n = 3\n    n = n + 1\n    println(n)\n}"
        ]
      }
    ]
  },
  {
    "code": "W0301",
    "severity": "warning",
    "entries": [
      {
        "name": "errorIgnored",
        "messages": [
          "the error of `‹name›` is ignored"
        ],
        "hints": [
          "look at it with `err = …`, raise it with `?`, or drop it on purpose with `_`"
        ],
        "why": "If the call fails, nobody learns of it.",
        "bad": [
          "import \"conv\"\n\nfn main() { conv.string_to_int(\"4\") }"
        ],
        "good": [
          "import \"conv\"\n\nfn main() { println(conv.string_to_int(\"4\")?) }"
        ]
      },
      {
        "name": "errorNeverRead",
        "messages": [
          "error `‹name›` is never looked at"
        ],
        "hints": [
          "test it with `if ‹name› != nil`, or drop it on purpose with `_`"
        ],
        "why": "If the call fails, the program goes on as if it had not.",
        "bad": [
          "import \"conv\"\n\nfn main() {\n    n, err = conv.string_to_int(\"4\")\n    println(n)\n}"
        ],
        "good": [
          "import \"conv\"\n\nfn main() {\n    n, err = conv.string_to_int(\"4\")\n    if err == nil { println(n) }\n}"
        ]
      }
    ]
  },
  {
    "code": "W0302",
    "severity": "warning",
    "entries": [
      {
        "name": "propagateHasNoEffect",
        "messages": [
          "`?` has no effect on ‹type›"
        ],
        "hints": [],
        "why": "`?` raises an error or a nil; this value is neither.",
        "bad": [
          "fn main() {\n    n = 3\n    println(n?)\n}"
        ],
        "good": [
          "import \"conv\"\n\nfn main() { println(conv.string_to_int(\"3\")?) }"
        ]
      }
    ]
  },
  {
    "code": "W0303",
    "severity": "warning",
    "entries": [
      {
        "name": "sequentialBackground",
        "messages": [
          "background block runs in sequence"
        ],
        "hints": [
          "write `spawn` before each call, or use the value: `xs = spawn { … }` runs the statements at the same time"
        ],
        "why": "A block whose value is not used is one background task, so its calls wait for each other.",
        "bad": [
          "fn work(n: int) { println(n) }\n\nfn main() {\n    spawn {\n        work(1)\n        work(2)\n    }\n}"
        ],
        "good": [
          "fn work(n: int) { println(n) }\n\nfn main() {\n    spawn work(1)\n    spawn work(2)\n}"
        ]
      }
    ]
  },
  {
    "code": "W0501",
    "severity": "warning",
    "entries": [
      {
        "name": "matchNotExhaustive",
        "messages": [
          "match on `‹type›` is missing: ‹missing›"
        ],
        "hints": [],
        "why": "For what no arm matches, the match does nothing. If that is meant, say so with `_ => {}`.",
        "bad": [
          "enum Color { Red, Green }\n\nfn show(color: Color) {\n    match color {\n        Red => println(\"red\")\n    }\n}\n\nfn main() { show(Color.Green) }"
        ],
        "good": [
          "enum Color { Red, Green }\n\nfn show(color: Color) {\n    match color {\n        Red => println(\"red\")\n        _ => {}\n    }\n}\n\nfn main() { show(Color.Green) }"
        ]
      }
    ]
  },
  {
    "code": "W0502",
    "severity": "warning",
    "entries": [
      {
        "name": "unreachableArm",
        "messages": [
          "unreachable arm: the arms before it match everything that it matches"
        ],
        "hints": [],
        "why": "Arms are tried in order.",
        "bad": [
          "fn name(n: int) -> string {\n    match n {\n        _ => \"many\"\n        1 => \"one\"\n    }\n}\n\nfn main() { println(name(1)) }"
        ],
        "good": [
          "fn name(n: int) -> string {\n    match n {\n        1 => \"one\"\n        _ => \"many\"\n    }\n}\n\nfn main() { println(name(1)) }"
        ]
      },
      {
        "name": "secondDefault",
        "messages": [
          "unreachable arm: this `select` has a `default` already"
        ],
        "hints": [],
        "why": "One `default` is enough: it is taken when no other arm can go on.",
        "bad": [
          "fn main() {\n    select {\n        default => println(\"idle\")\n        default => println(\"never\")\n    }\n}"
        ],
        "good": [
          "fn main() {\n    select {\n        default => println(\"idle\")\n    }\n}"
        ]
      }
    ]
  },
  {
    "code": "W0503",
    "severity": "warning",
    "entries": [
      {
        "name": "unreachable",
        "messages": [
          "unreachable code"
        ],
        "hints": [],
        "why": "The statement before it always leaves.",
        "bad": [
          "fn size() -> int {\n    return 3\n    println(\"never\")\n}"
        ],
        "good": [
          "fn size() -> int {\n    println(\"first\")\n    return 3\n}"
        ]
      }
    ]
  }
]
