// Made from compiler/diagnostics/messages/*.md by `npm run generate`. Change those files instead.

import type { Message } from './diagnostic.ts'

type Hole = string | number

/** E0001: unclosed block comment */
export function unclosedBlockComment(): Message {
  return {
    code: 'E0001',
    severity: 'error',
    message: "unclosed block comment",
    hint: "close it with `*/`; block comments nest, so each `/*` needs its own `*/`",
  }
}

/** E0002: unexpected character `%character%` */
export function unexpectedCharacter(holes: { character: Hole }): Message {
  return {
    code: 'E0002',
    severity: 'error',
    message: `unexpected character \`${holes.character}\``,
  }
}

/** E0003: number `%text%` has no digits */
export function numberWithoutDigits(holes: { text: Hole }): Message {
  return {
    code: 'E0003',
    severity: 'error',
    message: `number \`${holes.text}\` has no digits`,
  }
}

/** E0003: integer literal `%text%` is too large */
export function integerTooLarge(holes: { text: Hole }): Message {
  return {
    code: 'E0003',
    severity: 'error',
    message: `integer literal \`${holes.text}\` is too large`,
    hint: "the largest int is 9223372036854775807; write it with a `.0` to make it a float",
  }
}

/** E0003: malformed number `%text%` */
export function malformedNumber(holes: { text: Hole }): Message {
  return {
    code: 'E0003',
    severity: 'error',
    message: `malformed number \`${holes.text}\``,
    hint: "put a blank between the number and the name",
  }
}

/** E0004: unterminated string */
export function unterminatedString(holes: { quote?: Hole | undefined }): Message {
  const hint = holes.quote !== undefined ? `close it with \`${holes.quote}\` on the same line; a string over several lines is written \`"""…"""\`` : undefined
  return {
    code: 'E0004',
    severity: 'error',
    message: "unterminated string",
    ...(hint === undefined ? {} : { hint }),
  }
}

/** E0004: unterminated string */
export function unterminatedTripleString(): Message {
  return {
    code: 'E0004',
    severity: 'error',
    message: "unterminated string",
    hint: "close it with `\"\"\"`",
  }
}

/** E0005: empty interpolation */
export function emptyInterpolation(): Message {
  return {
    code: 'E0005',
    severity: 'error',
    message: "empty interpolation",
    hint: "put an expression between the braces, or write `\\${}` for the plain characters",
  }
}

/** E0010: `%word%` is reserved */
export function reservedWord(holes: { word: Hole }): Message {
  return {
    code: 'E0010',
    severity: 'error',
    message: `\`${holes.word}\` is reserved`,
    hint: "choose another name",
  }
}

/** E0011: expected %expected%, found %found% */
export function expected(holes: { expected: Hole; found: Hole }): Message {
  return {
    code: 'E0011',
    severity: 'error',
    message: `expected ${holes.expected}, found ${holes.found}`,
  }
}

/** E0011: expected `%closer%`, found %found% */
export function unclosed(holes: { closer: Hole; found: Hole; what?: Hole | undefined }): Message {
  const hint = holes.what !== undefined ? `expected \`${holes.closer}\` to close ${holes.what}` : undefined
  return {
    code: 'E0011',
    severity: 'error',
    message: `expected \`${holes.closer}\`, found ${holes.found}`,
    ...(hint === undefined ? {} : { hint }),
  }
}

/** E0011: expected a statement or a hook, found a second description */
export function secondDescription(): Message {
  return {
    code: 'E0011',
    severity: 'error',
    message: "expected a statement or a hook, found a second description",
    hint: "join the two texts into one",
  }
}

/** E0011: expected the end of the arm, found `,` */
export function severalArmValues(): Message {
  return {
    code: 'E0011',
    severity: 'error',
    message: "expected the end of the arm, found `,`",
    hint: "write `{ return a, b }`",
  }
}

/** E0011: expected a plain string, found an interpolation */
export function insertedIntoPlain(): Message {
  return {
    code: 'E0011',
    severity: 'error',
    message: "expected a plain string, found an interpolation",
    hint: "write `\\${` for the plain characters",
  }
}

/** E0011: expected at most %limit% open brackets and blocks, found more */
export function nestedTooDeeply(holes: { limit: Hole }): Message {
  return {
    code: 'E0011',
    severity: 'error',
    message: `expected at most ${holes.limit} open brackets and blocks, found more`,
    hint: "give the inner parts names of their own",
  }
}

/** E0011: expected at most %limit% operators, calls, types and branches inside one another, found more */
export function treeTooDeep(holes: { limit: Hole }): Message {
  return {
    code: 'E0011',
    severity: 'error',
    message: `expected at most ${holes.limit} operators, calls, types and branches inside one another, found more`,
    hint: "split it: name a part of a long expression, write a long `else if` chain as a `match`",
  }
}

/** E0012: two statements on one line; put a newline or `;` between them */
export function twoStatementsOnOneLine(): Message {
  return {
    code: 'E0012',
    severity: 'error',
    message: "two statements on one line; put a newline or `;` between them",
  }
}

/** E0013: comparisons cannot be chained; use `and` */
export function chainedComparison(): Message {
  return {
    code: 'E0013',
    severity: 'error',
    message: "comparisons cannot be chained; use `and`",
    hint: "write `a < b and b < c`",
  }
}

/** E0013: ranges cannot be chained */
export function chainedRange(): Message {
  return {
    code: 'E0013',
    severity: 'error',
    message: "ranges cannot be chained",
    hint: "a range has one start and one end, `from..to`",
  }
}

/** E0014: `@%name%` is not allowed on %place% */
export function misplacedDecorator(holes: { name: Hole; place: Hole; where?: Hole | undefined }): Message {
  const hint = holes.where !== undefined ? `${holes.where}` : undefined
  return {
    code: 'E0014',
    severity: 'error',
    message: `\`@${holes.name}\` is not allowed on ${holes.place}`,
    ...(hint === undefined ? {} : { hint }),
  }
}

/** E0015: expected a body `{ … }` after the header of %what% */
export function missingBody(holes: { what?: Hole | undefined }): Message {
  return {
    code: 'E0015',
    severity: 'error',
    message: holes.what !== undefined ? `expected a body \`{ … }\` after the header of ${holes.what}` : "expected a body `{ … }` after the header",
  }
}

/** E0016: a struct literal in %header% header needs parentheses */
export function structLiteralInHeader(holes: { header: Hole; name?: Hole | undefined }): Message {
  const hint = holes.name !== undefined ? `write \`(${holes.name}{…})\`` : undefined
  return {
    code: 'E0016',
    severity: 'error',
    message: `a struct literal in ${holes.header} header needs parentheses`,
    ...(hint === undefined ? {} : { hint }),
  }
}

/** E0017: a second `else` for this `if` */
export function secondElse(): Message {
  return {
    code: 'E0017',
    severity: 'error',
    message: "a second `else` for this `if`",
    hint: "for more cases write `else if`, or `match`",
  }
}

/** E0018: left side of `%operator%` cannot be assigned to */
export function notAssignable(holes: { operator: Hole }): Message {
  return {
    code: 'E0018',
    severity: 'error',
    message: `left side of \`${holes.operator}\` cannot be assigned to`,
    hint: "only a variable, a field `a.b` or an element `a[i]` can stand there; `==` compares",
  }
}

/** W0001: unknown escape `%escape%` is kept as it is written */
export function unknownEscape(holes: { escape: Hole; character?: Hole | undefined }): Message {
  const hint = holes.character !== undefined ? `write \`\\\\${holes.character}\`, or use a raw string \`r"…"\`` : undefined
  return {
    code: 'W0001',
    severity: 'warning',
    message: `unknown escape \`${holes.escape}\` is kept as it is written`,
    ...(hint === undefined ? {} : { hint }),
  }
}

/** W0002: `not a %operator% b` reads as `(not a) %operator% b` */
export function notBeforeComparison(holes: { operator: Hole }): Message {
  return {
    code: 'W0002',
    severity: 'warning',
    message: `\`not a ${holes.operator} b\` reads as \`(not a) ${holes.operator} b\``,
    hint: `write \`not (a ${holes.operator} b)\`, or put \`(not a)\` in parentheses`,
  }
}

/** W0003: `(…) { … }` is the old form of a lambda */
export function oldLambda(): Message {
  return {
    code: 'W0003',
    severity: 'warning',
    message: "`(…) { … }` is the old form of a lambda",
    hint: "write `fn(…) { … }` or `(…) => …`",
  }
}

/** E0116: two %kinds% named `%name%` */
export function duplicateAgentic(holes: { kinds: Hole; name: Hole }): Message {
  return {
    code: 'E0116',
    severity: 'error',
    message: `two ${holes.kinds} named \`${holes.name}\``,
    hint: "rename one of them",
  }
}

/** E0201: cannot find module `%name%` (tried %path%.haira, %path%/mod.haira) */
export function unknownModule(holes: { name: Hole; path: Hole; suggestion?: Hole | undefined }): Message {
  const hint = holes.suggestion !== undefined ? `did you mean \`${holes.suggestion}\`?` : undefined
  return {
    code: 'E0201',
    severity: 'error',
    message: `cannot find module \`${holes.name}\` (tried ${holes.path}.haira, ${holes.path}/mod.haira)`,
    ...(hint === undefined ? {} : { hint }),
  }
}

/** E0202: import `%name%` leaves the project folder */
export function importLeavesProject(holes: { name: Hole }): Message {
  return {
    code: 'E0202',
    severity: 'error',
    message: `import \`${holes.name}\` leaves the project folder`,
    hint: "paths are below the folder of the entry file, or of package.haira",
  }
}

/** E0203: module `%module%` has no public `%name%` */
export function noPublicName(holes: { module: Hole; name: Hole; suggestion?: Hole | undefined; private?: Hole | undefined }): Message {
  const hint = holes.private !== undefined ? `write \`pub\` before the declaration of \`${holes.private}\`` : holes.suggestion !== undefined ? `did you mean \`${holes.suggestion}\`?` : undefined
  return {
    code: 'E0203',
    severity: 'error',
    message: `module \`${holes.module}\` has no public \`${holes.name}\``,
    ...(hint === undefined ? {} : { hint }),
  }
}

/** E0204: `%name%` is exported by both `%first%` and `%second%`; qualify it */
export function ambiguousName(holes: { name: Hole; first: Hole; second: Hole }): Message {
  return {
    code: 'E0204',
    severity: 'error',
    message: `\`${holes.name}\` is exported by both \`${holes.first}\` and \`${holes.second}\`; qualify it`,
  }
}

/** E0205: circular import: %chain% */
export function circularImport(holes: { chain: Hole }): Message {
  return {
    code: 'E0205',
    severity: 'error',
    message: `circular import: ${holes.chain}`,
    hint: "move what both need to a file of its own",
  }
}

/** E0210: undefined name `%name%`; did you mean `%suggestion%`? */
export function undefinedName(holes: { name: Hole; suggestion?: Hole | undefined }): Message {
  return {
    code: 'E0210',
    severity: 'error',
    message: holes.suggestion !== undefined ? `undefined name \`${holes.name}\`; did you mean \`${holes.suggestion}\`?` : `undefined name \`${holes.name}\``,
  }
}

/** E0210: `%name%` is used before its declaration */
export function usedBeforeDeclared(holes: { name: Hole }): Message {
  return {
    code: 'E0210',
    severity: 'error',
    message: `\`${holes.name}\` is used before its declaration`,
  }
}

/** E0211: `%name%` is already declared in this scope */
export function duplicateName(holes: { name: Hole }): Message {
  return {
    code: 'E0211',
    severity: 'error',
    message: `\`${holes.name}\` is already declared in this scope`,
    hint: "choose another name for one of them",
  }
}

/** E0506: alternatives bind different names: `%name%` is not in all of them */
export function alternativesDiffer(holes: { name: Hole }): Message {
  return {
    code: 'E0506',
    severity: 'error',
    message: `alternatives bind different names: \`${holes.name}\` is not in all of them`,
  }
}

/** W0201: module `%name%` is used without import */
export function moduleWithoutImport(holes: { name: Hole }): Message {
  return {
    code: 'W0201',
    severity: 'warning',
    message: `module \`${holes.name}\` is used without import`,
    hint: `add \`import "${holes.name}"\` at the top of the file`,
  }
}

/** W0202: module `%name%` is imported but not used */
export function unusedImport(holes: { name: Hole }): Message {
  return {
    code: 'W0202',
    severity: 'warning',
    message: `module \`${holes.name}\` is imported but not used`,
    hint: "remove the import",
  }
}

/** W0202: variable `%name%` is never used */
export function unusedVariable(holes: { name: Hole }): Message {
  return {
    code: 'W0202',
    severity: 'warning',
    message: `variable \`${holes.name}\` is never used`,
    hint: "remove it, or assign to `_` to drop the value",
  }
}

/** W0207: `%name%` of module `%module%` is used from outside, but has no `pub` */
export function privateNameUsed(holes: { name: Hole; module: Hole }): Message {
  return {
    code: 'W0207',
    severity: 'warning',
    message: `\`${holes.name}\` of module \`${holes.module}\` is used from outside, but has no \`pub\``,
    hint: "write `pub` before its declaration",
  }
}

/** E0101: tool `%name%` has no description; start its body with a `"""…"""` string */
export function toolWithoutDescription(holes: { name: Hole }): Message {
  return {
    code: 'E0101',
    severity: 'error',
    message: `tool \`${holes.name}\` has no description; start its body with a \`"""…"""\` string`,
  }
}

/** E0102: agent `%agent%` uses unknown provider `%name%`; did you mean `%suggestion%`? */
export function unknownProvider(holes: { agent: Hole; name: Hole; suggestion?: Hole | undefined; missing?: Hole | undefined }): Message {
  const hint = holes.missing !== undefined ? `declare it: \`provider ${holes.missing} { model: "…" }\`` : undefined
  return {
    code: 'E0102',
    severity: 'error',
    message: holes.suggestion !== undefined ? `agent \`${holes.agent}\` uses unknown provider \`${holes.name}\`; did you mean \`${holes.suggestion}\`?` : `agent \`${holes.agent}\` uses unknown provider \`${holes.name}\``,
    ...(hint === undefined ? {} : { hint }),
  }
}

/** E0103: unknown decorator `@%name%` on a %place%; did you mean `@%suggestion%`? */
export function unknownDecorator(holes: { name: Hole; place: Hole; suggestion?: Hole | undefined }): Message {
  return {
    code: 'E0103',
    severity: 'error',
    message: holes.suggestion !== undefined ? `unknown decorator \`@${holes.name}\` on a ${holes.place}; did you mean \`@${holes.suggestion}\`?` : `unknown decorator \`@${holes.name}\` on a ${holes.place}`,
  }
}

/** E0103: unknown trigger `@%name%` on a workflow; did you mean `@%suggestion%`? */
export function unknownTrigger(holes: { name: Hole; suggestion?: Hole | undefined }): Message {
  return {
    code: 'E0103',
    severity: 'error',
    message: holes.suggestion !== undefined ? `unknown trigger \`@${holes.name}\` on a workflow; did you mean \`@${holes.suggestion}\`?` : `unknown trigger \`@${holes.name}\` on a workflow`,
    hint: "routes are `@get`, `@post`, `@put`, `@patch` and `@delete`",
  }
}

/** E0104: `%method%` can fill a struct, record, list, map or enum, found `%found%` */
export function structuredResult(holes: { method: Hole; found: Hole }): Message {
  return {
    code: 'E0104',
    severity: 'error',
    message: `\`${holes.method}\` can fill a struct, record, list, map or enum, found \`${holes.found}\``,
  }
}

/** E0105: agent `%agent%` cannot use `%name%` as a tool: it is %kind% */
export function unknownTool(holes: { agent: Hole; name: Hole; suggestion?: Hole | undefined; kind?: Hole | undefined; missing?: Hole | undefined }): Message {
  const hint = holes.missing !== undefined ? `declare it: \`tool ${holes.missing}(…) -> string { """what it does""" … }\`` : undefined
  return {
    code: 'E0105',
    severity: 'error',
    message: holes.kind !== undefined ? `agent \`${holes.agent}\` cannot use \`${holes.name}\` as a tool: it is ${holes.kind}` : holes.suggestion !== undefined ? `agent \`${holes.agent}\` uses unknown tool \`${holes.name}\`; did you mean \`${holes.suggestion}\`?` : `agent \`${holes.agent}\` uses unknown tool \`${holes.name}\``,
    ...(hint === undefined ? {} : { hint }),
  }
}

/** E0106: invalid cron expression `%text%`: %problem% */
export function badCron(holes: { text: Hole; problem: Hole }): Message {
  return {
    code: 'E0106',
    severity: 'error',
    message: `invalid cron expression \`${holes.text}\`: ${holes.problem}`,
  }
}

/** E0107: unknown field `%field%` in %owner% */
export function unknownField(holes: { field: Hole; owner: Hole; suggestion?: Hole | undefined }): Message {
  const hint = holes.suggestion !== undefined ? `did you mean \`${holes.suggestion}\`?` : undefined
  return {
    code: 'E0107',
    severity: 'error',
    message: `unknown field \`${holes.field}\` in ${holes.owner}`,
    ...(hint === undefined ? {} : { hint }),
  }
}

/** E0107: unknown argument `%name%` of `%decorator%`; did you mean `%suggestion%`? */
export function unknownDecoratorArgument(holes: { name: Hole; decorator: Hole; suggestion?: Hole | undefined }): Message {
  return {
    code: 'E0107',
    severity: 'error',
    message: holes.suggestion !== undefined ? `unknown argument \`${holes.name}\` of \`${holes.decorator}\`; did you mean \`${holes.suggestion}\`?` : `unknown argument \`${holes.name}\` of \`${holes.decorator}\``,
  }
}

/** E0108: agent `%agent%` has no `provider` */
export function agentWithoutProvider(holes: { agent: Hole }): Message {
  return {
    code: 'E0108',
    severity: 'error',
    message: `agent \`${holes.agent}\` has no \`provider\``,
    hint: "add `provider: name`, where name is a provider that the program declares",
  }
}

/** E0109: field `%field%` of %owner% must be %expected%, found %found% */
export function wrongFieldType(holes: { field: Hole; owner: Hole; expected: Hole; found: Hole }): Message {
  return {
    code: 'E0109',
    severity: 'error',
    message: `field \`${holes.field}\` of ${holes.owner} must be ${holes.expected}, found ${holes.found}`,
  }
}

/** E0109: the path of `%decorator%` must be a plain string, found %found% */
export function wrongDecoratorArgument(holes: { decorator: Hole; found: Hole }): Message {
  return {
    code: 'E0109',
    severity: 'error',
    message: `the path of \`${holes.decorator}\` must be a plain string, found ${holes.found}`,
  }
}

/** E0109: argument `%name%` of `%decorator%` must be %expected%, found %found% */
export function badDecoratorArgument(holes: { name: Hole; decorator: Hole; expected: Hole; found: Hole }): Message {
  return {
    code: 'E0109',
    severity: 'error',
    message: `argument \`${holes.name}\` of \`${holes.decorator}\` must be ${holes.expected}, found ${holes.found}`,
  }
}

/** E0110: handoff target `%name%` is not an agent */
export function handoffToUnknownAgent(holes: { name: Hole; suggestion?: Hole | undefined }): Message {
  const hint = holes.suggestion !== undefined ? `did you mean \`${holes.suggestion}\`?` : undefined
  return {
    code: 'E0110',
    severity: 'error',
    message: `handoff target \`${holes.name}\` is not an agent`,
    ...(hint === undefined ? {} : { hint }),
  }
}

/** E0111: agent `%agent%` hands off to itself */
export function handoffToItself(holes: { agent: Hole }): Message {
  return {
    code: 'E0111',
    severity: 'error',
    message: `agent \`${holes.agent}\` hands off to itself`,
    hint: "remove it; an agent that hands off to nobody answers itself",
  }
}

/** E0112: unknown UI component `%name%`; did you mean `%suggestion%`? */
export function unknownComponent(holes: { name: Hole; suggestion?: Hole | undefined }): Message {
  return {
    code: 'E0112',
    severity: 'error',
    message: holes.suggestion !== undefined ? `unknown UI component \`${holes.name}\`; did you mean \`${holes.suggestion}\`?` : `unknown UI component \`${holes.name}\``,
  }
}

/** E0113: workflow parameter `%name%` has type `%type%`, which a request cannot supply */
export function unsuitableRequestParameter(holes: { name: Hole; type: Hole }): Message {
  return {
    code: 'E0113',
    severity: 'error',
    message: `workflow parameter \`${holes.name}\` has type \`${holes.type}\`, which a request cannot supply`,
  }
}

/** E0113: tool parameter `%name%` has type `%type%`, which a model cannot supply */
export function unsuitableParameter(holes: { name: Hole; type: Hole }): Message {
  return {
    code: 'E0113',
    severity: 'error',
    message: `tool parameter \`${holes.name}\` has type \`${holes.type}\`, which a model cannot supply`,
  }
}

/** E0114: two workflows answer `%method% %path%` */
export function duplicateRoute(holes: { method: Hole; path: Hole }): Message {
  return {
    code: 'E0114',
    severity: 'error',
    message: `two workflows answer \`${holes.method} ${holes.path}\``,
  }
}

/** E0115: path has `{%name%}` but the workflow has no parameter `%name%` */
export function pathParameterMissing(holes: { name: Hole; suggestion?: Hole | undefined }): Message {
  const hint = holes.suggestion !== undefined ? `did you mean \`{${holes.suggestion}}\`?` : undefined
  return {
    code: 'E0115',
    severity: 'error',
    message: `path has \`{${holes.name}}\` but the workflow has no parameter \`${holes.name}\``,
    ...(hint === undefined ? {} : { hint }),
  }
}

/** E0117: agent `%agent%`: tool and handoff are both `%name%` */
export function toolIsTransfer(holes: { agent: Hole; name: Hole }): Message {
  return {
    code: 'E0117',
    severity: 'error',
    message: `agent \`${holes.agent}\`: tool and handoff are both \`${holes.name}\``,
    hint: "rename the tool",
  }
}

/** E0117: agent `%agent%` lists `%name%` twice */
export function listedTwice(holes: { agent: Hole; name: Hole }): Message {
  return {
    code: 'E0117',
    severity: 'error',
    message: `agent \`${holes.agent}\` lists \`${holes.name}\` twice`,
  }
}

/** E0118: eval `%name%` needs `agent` and `cases` */
export function evalIncomplete(holes: { name: Hole }): Message {
  return {
    code: 'E0118',
    severity: 'error',
    message: `eval \`${holes.name}\` needs \`agent\` and \`cases\``,
  }
}

/** E0119: `memory` must be `none`, `conversation(max_turns: n)` or `summary(max_tokens: n)` */
export function badMemory(): Message {
  return {
    code: 'E0119',
    severity: 'error',
    message: "`memory` must be `none`, `conversation(max_turns: n)` or `summary(max_tokens: n)`",
  }
}

/** E0120: field `%field%` of %owner% must be %allowed%; did you mean "%suggestion%"? */
export function fieldNotAllowed(holes: { field: Hole; owner: Hole; allowed: Hole; suggestion?: Hole | undefined }): Message {
  return {
    code: 'E0120',
    severity: 'error',
    message: holes.suggestion !== undefined ? `field \`${holes.field}\` of ${holes.owner} must be ${holes.allowed}; did you mean "${holes.suggestion}"?` : `field \`${holes.field}\` of ${holes.owner} must be ${holes.allowed}`,
  }
}

/** E0120: budget: %problem% */
export function badBudget(holes: { form?: Hole | undefined; problem?: Hole | undefined }): Message {
  return {
    code: 'E0120',
    severity: 'error',
    message: holes.problem !== undefined ? `budget: ${holes.problem}` : holes.form !== undefined ? `${holes.form} one or more of \`seconds:\`, \`calls:\`, \`tokens:\`, \`usd:\` and \`hops:\`` : '',
  }
}

/** E0120: `@webui` needs a route: its page sends requests to the workflow */
export function pageWithoutRoute(holes: { path?: Hole | undefined }): Message {
  const hint = holes.path !== undefined ? `add a line such as \`@post("/${holes.path}")\`` : undefined
  return {
    code: 'E0120',
    severity: 'error',
    message: "`@webui` needs a route: its page sends requests to the workflow",
    ...(hint === undefined ? {} : { hint }),
  }
}

/** E0120: path "%path%" must start with `/` and hold no blanks, `?` or `#` */
export function badRoutePath(holes: { path: Hole }): Message {
  return {
    code: 'E0120',
    severity: 'error',
    message: `path "${holes.path}" must start with \`/\` and hold no blanks, \`?\` or \`#\``,
  }
}

/** E0120: `%name%` has no value yet when fields of providers and agents are evaluated */
export function globalInField(holes: { name: Hole }): Message {
  return {
    code: 'E0120',
    severity: 'error',
    message: `\`${holes.name}\` has no value yet when fields of providers and agents are evaluated`,
    hint: "make it a `const` with a literal, or a function",
  }
}

/** E0120: `%call%(…)` is a secret in field `%field%`: it can be passed on there, but not looked into */
export function secretLookedInto(holes: { call: Hole; field: Hole }): Message {
  return {
    code: 'E0120',
    severity: 'error',
    message: `\`${holes.call}(…)\` is a secret in field \`${holes.field}\`: it can be passed on there, but not looked into`,
    hint: "the host alone knows the value: use `env(\"NAME\")` by itself, in a text, with `+`, or as a branch of `if`",
  }
}

/** E0210: `%name%` is %kind%, not a value */
export function notAValue(holes: { name: Hole; kind: Hole }): Message {
  return {
    code: 'E0210',
    severity: 'error',
    message: `\`${holes.name}\` is ${holes.kind}, not a value`,
  }
}

/** E0212: type `%type%` has no field or method `%name%` */
export function unknownMember(holes: { type: Hole; name: Hole; suggestion?: Hole | undefined }): Message {
  const hint = holes.suggestion !== undefined ? `did you mean \`${holes.suggestion}\`?` : undefined
  return {
    code: 'E0212',
    severity: 'error',
    message: `type \`${holes.type}\` has no field or method \`${holes.name}\``,
    ...(hint === undefined ? {} : { hint }),
  }
}

/** E0212: enum `%enum%` has no variant `%name%`; did you mean `%suggestion%`? */
export function unknownVariant(holes: { enum: Hole; name: Hole; suggestion?: Hole | undefined }): Message {
  return {
    code: 'E0212',
    severity: 'error',
    message: holes.suggestion !== undefined ? `enum \`${holes.enum}\` has no variant \`${holes.name}\`; did you mean \`${holes.suggestion}\`?` : `enum \`${holes.enum}\` has no variant \`${holes.name}\``,
  }
}

/** E0213: module `%module%` has no function `%name%` */
export function unknownModuleMember(holes: { module: Hole; name: Hole; suggestion?: Hole | undefined }): Message {
  const hint = holes.suggestion !== undefined ? `did you mean \`${holes.suggestion}\`?` : undefined
  return {
    code: 'E0213',
    severity: 'error',
    message: `module \`${holes.module}\` has no function \`${holes.name}\``,
    ...(hint === undefined ? {} : { hint }),
  }
}

/** E0214: cannot add a method to imported type `%type%` */
export function methodOfImportedType(holes: { type: Hole }): Message {
  return {
    code: 'E0214',
    severity: 'error',
    message: `cannot add a method to imported type \`${holes.type}\``,
    hint: "declare a struct of your own that holds it, or write a function",
  }
}

/** E0215: unknown type `%name%`; did you mean `%suggestion%`? */
export function unknownType(holes: { name: Hole; suggestion?: Hole | undefined }): Message {
  return {
    code: 'E0215',
    severity: 'error',
    message: holes.suggestion !== undefined ? `unknown type \`${holes.name}\`; did you mean \`${holes.suggestion}\`?` : `unknown type \`${holes.name}\``,
  }
}

/** E0210: undefined name `%name%`: it belongs to another task */
export function notSharedByTasks(holes: { name: Hole }): Message {
  return {
    code: 'E0210',
    severity: 'error',
    message: `undefined name \`${holes.name}\`: it belongs to another task`,
    hint: `each statement of a \`spawn { … }\` whose value is used is a task of its own; declare \`${holes.name}\` before`,
  }
}

/** E0301: expected %expected%, found %found% */
export function expectedType(holes: { expected: Hole; found: Hole }): Message {
  return {
    code: 'E0301',
    severity: 'error',
    message: `expected ${holes.expected}, found ${holes.found}`,
  }
}

/** E0301: `%name%` takes %expected%, found %found% */
export function badArgumentOf(holes: { name: Hole; expected: Hole; found: Hole }): Message {
  return {
    code: 'E0301',
    severity: 'error',
    message: `\`${holes.name}\` takes ${holes.expected}, found ${holes.found}`,
  }
}

/** E0302: operator `%operator%` needs %wanted%, found %found% */
export function badOperator(holes: { operator: Hole; wanted: Hole; found: Hole }): Message {
  return {
    code: 'E0302',
    severity: 'error',
    message: `operator \`${holes.operator}\` needs ${holes.wanted}, found ${holes.found}`,
  }
}

/** E0302: cannot negate %type% */
export function cannotNegate(holes: { type: Hole }): Message {
  return {
    code: 'E0302',
    severity: 'error',
    message: `cannot negate ${holes.type}`,
  }
}

/** E0302: `orelse` needs a value that may fail or be nil on its left, found %found% */
export function orelseNeedsFallible(holes: { found: Hole }): Message {
  return {
    code: 'E0302',
    severity: 'error',
    message: `\`orelse\` needs a value that may fail or be nil on its left, found ${holes.found}`,
  }
}

/** E0302: cannot cast %from% to %to% */
export function badCast(holes: { from: Hole; to: Hole; hint?: Hole | undefined }): Message {
  const hint = holes.hint !== undefined ? `${holes.hint}` : undefined
  return {
    code: 'E0302',
    severity: 'error',
    message: `cannot cast ${holes.from} to ${holes.to}`,
    ...(hint === undefined ? {} : { hint }),
  }
}

/** E0303: cannot compare %left% with %right% using `%operator%` */
export function badComparison(holes: { left: Hole; right: Hole; operator: Hole }): Message {
  return {
    code: 'E0303',
    severity: 'error',
    message: `cannot compare ${holes.left} with ${holes.right} using \`${holes.operator}\``,
  }
}

/** E0304: %what% must be bool, found %found% */
export function conditionNotBool(holes: { what: Hole; found: Hole }): Message {
  return {
    code: 'E0304',
    severity: 'error',
    message: `${holes.what} must be bool, found ${holes.found}`,
    hint: "write the comparison: `x != 0`, `len(s) > 0`, `x != nil`",
  }
}

/** E0305: a %type% cannot be a map key */
export function badMapKey(holes: { type: Hole }): Message {
  return {
    code: 'E0305',
    severity: 'error',
    message: `a ${holes.type} cannot be a map key`,
  }
}

/** E0306: cannot reassign const `%name%` */
export function constReassigned(holes: { name: Hole }): Message {
  return {
    code: 'E0306',
    severity: 'error',
    message: `cannot reassign const \`${holes.name}\``,
  }
}

/** E0307: %targets% targets but %values% */
export function wrongTargetCount(holes: { targets: Hole; values: Hole }): Message {
  return {
    code: 'E0307',
    severity: 'error',
    message: `${holes.targets} targets but ${holes.values}`,
  }
}

/** E0308: struct `%struct%` has no field `%field%` */
export function unknownStructField(holes: { struct: Hole; field: Hole; suggestion?: Hole | undefined }): Message {
  const hint = holes.suggestion !== undefined ? `did you mean \`${holes.suggestion}\`?` : undefined
  return {
    code: 'E0308',
    severity: 'error',
    message: `struct \`${holes.struct}\` has no field \`${holes.field}\``,
    ...(hint === undefined ? {} : { hint }),
  }
}

/** E0309: cannot reassign `self` */
export function selfReassigned(): Message {
  return {
    code: 'E0309',
    severity: 'error',
    message: "cannot reassign `self`",
    hint: "assign to its fields: `self.x = …`",
  }
}

/** E0310: %value% does not fit in %type% */
export function literalTooLarge(holes: { value: Hole; type: Hole; min?: Hole | undefined; max?: Hole | undefined }): Message {
  const hint = holes.min !== undefined && holes.max !== undefined ? `it holds ${holes.min} to ${holes.max}; to cut a number to its low bits write \`${holes.value} as ${holes.type}\`` : undefined
  return {
    code: 'E0310',
    severity: 'error',
    message: `${holes.value} does not fit in ${holes.type}`,
    ...(hint === undefined ? {} : { hint }),
  }
}

/** E0311: `%name%: %type%` has no zero value; initialise it */
export function noZeroValue(holes: { name: Hole; type: Hole }): Message {
  return {
    code: 'E0311',
    severity: 'error',
    message: `\`${holes.name}: ${holes.type}\` has no zero value; initialise it`,
  }
}

/** E0311: type %type% has no zero value, so `%type%{…}` cannot make one */
export function noLiteral(holes: { type: Hole }): Message {
  return {
    code: 'E0311',
    severity: 'error',
    message: `type ${holes.type} has no zero value, so \`${holes.type}{…}\` cannot make one`,
    hint: "take it from the function or call that gives it",
  }
}

/** E0312: struct `%name%` contains itself */
export function structContainsItself(holes: { name: Hole }): Message {
  return {
    code: 'E0312',
    severity: 'error',
    message: `struct \`${holes.name}\` contains itself`,
    hint: "make the field optional with `?`, or a list",
  }
}

/** E0312: type `%name%` refers to itself */
export function recursiveAlias(holes: { name: Hole }): Message {
  return {
    code: 'E0312',
    severity: 'error',
    message: `type \`${holes.name}\` refers to itself`,
  }
}

/** E0312: `%param%` of `%owner%` would stand for ever larger types */
export function typeGrows(holes: { param: Hole; owner: Hole }): Message {
  return {
    code: 'E0312',
    severity: 'error',
    message: `\`${holes.param}\` of \`${holes.owner}\` would stand for ever larger types`,
  }
}

/** E0312: a type may have at most %limit% parts */
export function typeTooLarge(holes: { limit: Hole }): Message {
  return {
    code: 'E0312',
    severity: 'error',
    message: `a type may have at most ${holes.limit} parts`,
    hint: "declare a struct for a part of it: its name is one part, whatever it holds",
  }
}

/** E0313: right side of `|>` must be a function or a call */
export function pipeIntoValue(): Message {
  return {
    code: 'E0313',
    severity: 'error',
    message: "right side of `|>` must be a function or a call",
  }
}

/** E0314: %what% is not callable */
export function notCallable(holes: { what: Hole; hint?: Hole | undefined }): Message {
  const hint = holes.hint !== undefined ? `${holes.hint}` : undefined
  return {
    code: 'E0314',
    severity: 'error',
    message: `${holes.what} is not callable`,
    ...(hint === undefined ? {} : { hint }),
  }
}

/** E0314: %type% is not indexable */
export function notIndexable(holes: { type: Hole }): Message {
  return {
    code: 'E0314',
    severity: 'error',
    message: `${holes.type} is not indexable`,
  }
}

/** E0314: %type% is not iterable */
export function notIterable(holes: { type: Hole }): Message {
  return {
    code: 'E0314',
    severity: 'error',
    message: `${holes.type} is not iterable`,
  }
}

/** E0401: missing argument `%name%` of `%callee%` */
export function missingArgument(holes: { name: Hole; callee: Hole }): Message {
  return {
    code: 'E0401',
    severity: 'error',
    message: `missing argument \`${holes.name}\` of \`${holes.callee}\``,
  }
}

/** E0401: too many arguments for `%callee%`: it takes %wanted%, found %found% */
export function tooManyArguments(holes: { callee: Hole; wanted: Hole; found: Hole }): Message {
  return {
    code: 'E0401',
    severity: 'error',
    message: `too many arguments for \`${holes.callee}\`: it takes ${holes.wanted}, found ${holes.found}`,
  }
}

/** E0401: unknown argument `%name%` */
export function unknownArgument(holes: { name: Hole; suggestion?: Hole | undefined }): Message {
  const hint = holes.suggestion !== undefined ? `did you mean \`${holes.suggestion}\`?` : undefined
  return {
    code: 'E0401',
    severity: 'error',
    message: `unknown argument \`${holes.name}\``,
    ...(hint === undefined ? {} : { hint }),
  }
}

/** E0401: argument `%name%` given twice */
export function repeatedArgument(holes: { name: Hole }): Message {
  return {
    code: 'E0401',
    severity: 'error',
    message: `argument \`${holes.name}\` given twice`,
  }
}

/** E0401: positional argument after a named one */
export function positionalAfterNamed(): Message {
  return {
    code: 'E0401',
    severity: 'error',
    message: "positional argument after a named one",
    hint: "put it first, or name it",
  }
}

/** E0401: `...` in a call of `%callee%`, which has no rest parameter */
export function spreadWithoutRest(holes: { callee: Hole }): Message {
  return {
    code: 'E0401',
    severity: 'error',
    message: `\`...\` in a call of \`${holes.callee}\`, which has no rest parameter`,
  }
}

/** E0401: `%name%` takes %wanted%, found %found% */
export function wrongTypeArguments(holes: { name: Hole; wanted: Hole; found: Hole }): Message {
  return {
    code: 'E0401',
    severity: 'error',
    message: `\`${holes.name}\` takes ${holes.wanted}, found ${holes.found}`,
  }
}

/** E0401: nothing says what `%param%` of `%name%` is */
export function typeArgumentUnknown(holes: { param: Hole; name: Hole }): Message {
  return {
    code: 'E0401',
    severity: 'error',
    message: `nothing says what \`${holes.param}\` of \`${holes.name}\` is`,
    hint: `write it: \`${holes.name}<…>\``,
  }
}

/** E0402: required parameter `%name%` after a default */
export function parameterOrder(holes: { name: Hole }): Message {
  return {
    code: 'E0402',
    severity: 'error',
    message: `required parameter \`${holes.name}\` after a default`,
  }
}

/** E0402: rest parameter `%name%` must be last */
export function restNotLast(holes: { name: Hole }): Message {
  return {
    code: 'E0402',
    severity: 'error',
    message: `rest parameter \`${holes.name}\` must be last`,
  }
}

/** E0403: %what% must return %result% but may reach its end */
export function mayReachEnd(holes: { what: Hole; result: Hole }): Message {
  return {
    code: 'E0403',
    severity: 'error',
    message: `${holes.what} must return ${holes.result} but may reach its end`,
  }
}

/** E0403: %what% must return %expected%, found %found% */
export function returnMismatch(holes: { what: Hole; expected: Hole; found: Hole }): Message {
  return {
    code: 'E0403',
    severity: 'error',
    message: `${holes.what} must return ${holes.expected}, found ${holes.found}`,
  }
}

/** E0404: `return` without value in a function returning %result% */
export function returnWithoutValue(holes: { result: Hole }): Message {
  return {
    code: 'E0404',
    severity: 'error',
    message: `\`return\` without value in a function returning ${holes.result}`,
  }
}

/** E0404: `return` outside a function */
export function returnOutside(): Message {
  return {
    code: 'E0404',
    severity: 'error',
    message: "`return` outside a function",
  }
}

/** E0405: `%kind%` outside a loop */
export function jumpOutsideLoop(holes: { kind: Hole }): Message {
  return {
    code: 'E0405',
    severity: 'error',
    message: `\`${holes.kind}\` outside a loop`,
  }
}

/** E0405: unknown label `%name%` */
export function unknownLabel(holes: { name: Hole; suggestion?: Hole | undefined }): Message {
  const hint = holes.suggestion !== undefined ? `did you mean \`${holes.suggestion}\`?` : undefined
  return {
    code: 'E0405',
    severity: 'error',
    message: `unknown label \`${holes.name}\``,
    ...(hint === undefined ? {} : { hint }),
  }
}

/** E0406: `assert` outside a test or verify */
export function misplacedAssert(): Message {
  return {
    code: 'E0406',
    severity: 'error',
    message: "`assert` outside a test or verify",
    hint: "for a condition that must hold when the program runs, write `if not … { panic(\"…\") }`",
  }
}

/** E0406: `verify` outside a step */
export function misplacedVerify(): Message {
  return {
    code: 'E0406',
    severity: 'error',
    message: "`verify` outside a step",
  }
}

/** E0406: `step` outside a workflow */
export function misplacedStep(): Message {
  return {
    code: 'E0406',
    severity: 'error',
    message: "`step` outside a workflow",
  }
}

/** E0409: `init` must take no parameters and return nothing */
export function badInit(): Message {
  return {
    code: 'E0409',
    severity: 'error',
    message: "`init` must take no parameters and return nothing",
  }
}

/** E0409: `main` must take no parameters and return nothing or int */
export function badMain(): Message {
  return {
    code: 'E0409',
    severity: 'error',
    message: "`main` must take no parameters and return nothing or int",
  }
}

/** E0407: spawn needs a call or a block */
export function spawnNeedsCall(): Message {
  return {
    code: 'E0407',
    severity: 'error',
    message: "spawn needs a call or a block",
  }
}

/** E0407: await needs a task, found %found% */
export function awaitNeedsTask(holes: { found: Hole }): Message {
  return {
    code: 'E0407',
    severity: 'error',
    message: `await needs a task, found ${holes.found}`,
  }
}

/** E0408: %action% on %direction% channel */
export function channelDirection(holes: { action: Hole; direction: Hole }): Message {
  return {
    code: 'E0408',
    severity: 'error',
    message: `${holes.action} on ${holes.direction} channel`,
  }
}

/** E0410: the error of `%name%` is not handled */
export function errorPairAsValue(holes: { name: Hole }): Message {
  return {
    code: 'E0410',
    severity: 'error',
    message: `the error of \`${holes.name}\` is not handled`,
    hint: "take it apart with `x, err = …`, raise it with `?`, or give a default with `orelse`",
  }
}

/** E0501: match on `%type%` is missing: %missing% */
export function matchIncomplete(holes: { type: Hole; missing: Hole }): Message {
  return {
    code: 'E0501',
    severity: 'error',
    message: `match on \`${holes.type}\` is missing: ${holes.missing}`,
  }
}

/** E0503: variant `%variant%` has %fields%, pattern has %found% */
export function wrongPayload(holes: { variant: Hole; fields: Hole; found: Hole }): Message {
  return {
    code: 'E0503',
    severity: 'error',
    message: `variant \`${holes.variant}\` has ${holes.fields}, pattern has ${holes.found}`,
  }
}

/** E0504: unknown variant or constant `%name%` in pattern; did you mean `%suggestion%`? */
export function unknownPatternName(holes: { name: Hole; suggestion?: Hole | undefined }): Message {
  return {
    code: 'E0504',
    severity: 'error',
    message: holes.suggestion !== undefined ? `unknown variant or constant \`${holes.name}\` in pattern; did you mean \`${holes.suggestion}\`?` : `unknown variant or constant \`${holes.name}\` in pattern`,
  }
}

/** E0505: pattern of type %pattern% can never match %subject% */
export function patternNeverMatches(holes: { pattern: Hole; subject: Hole }): Message {
  return {
    code: 'E0505',
    severity: 'error',
    message: `pattern of type ${holes.pattern} can never match ${holes.subject}`,
  }
}

/** E0505: a range pattern needs numbers, found %found% */
export function rangeNeedsNumbers(holes: { found: Hole }): Message {
  return {
    code: 'E0505',
    severity: 'error',
    message: `a range pattern needs numbers, found ${holes.found}`,
  }
}

/** W0101: agent `%last%` and %names% hand off to each other */
export function handoffCycle(holes: { last: Hole; names: Hole }): Message {
  return {
    code: 'W0101',
    severity: 'warning',
    message: `agent \`${holes.last}\` and ${holes.names} hand off to each other`,
    hint: "a cycle is legal: `max_handoffs` of the agent that is called ends it",
  }
}

/** W0102: `model: %name%` of agent `%agent%` names a provider; write `provider: %name%` */
export function providerAsModel(holes: { name: Hole; agent: Hole }): Message {
  return {
    code: 'W0102',
    severity: 'warning',
    message: `\`model: ${holes.name}\` of agent \`${holes.agent}\` names a provider; write \`provider: ${holes.name}\``,
  }
}

/** W0103: tool `%tool%` takes an untyped parameter `%name%`; the model sees no schema for it */
export function untypedParameter(holes: { tool: Hole; name: Hole }): Message {
  return {
    code: 'W0103',
    severity: 'warning',
    message: `tool \`${holes.tool}\` takes an untyped parameter \`${holes.name}\`; the model sees no schema for it`,
    hint: `write its type: \`${holes.name}: string\``,
  }
}

/** W0104: agent `%agent%` has both `strategy: "parallel"` and tools; tools are unused */
export function toolsUnused(holes: { agent: Hole }): Message {
  return {
    code: 'W0104',
    severity: 'warning',
    message: `agent \`${holes.agent}\` has both \`strategy: "parallel"\` and tools; tools are unused`,
    hint: "give the tools to the agents in `handoffs`, or leave the strategy out",
  }
}

/** W0105: a secret-looking literal in `api_key` of provider `%owner%`; use `env("…")` */
export function secretLiteral(holes: { owner: Hole }): Message {
  return {
    code: 'W0105',
    severity: 'warning',
    message: `a secret-looking literal in \`api_key\` of provider \`${holes.owner}\`; use \`env("…")\``,
  }
}

/** W0106: agent `%agent%` is never called or handed to */
export function agentNeverCalled(holes: { agent: Hole }): Message {
  return {
    code: 'W0106',
    severity: 'warning',
    message: `agent \`${holes.agent}\` is never called or handed to`,
  }
}

/** W0203: value of type %type% may be nil */
export function mayBeNil(holes: { type: Hole }): Message {
  return {
    code: 'W0203',
    severity: 'warning',
    message: `value of type ${holes.type} may be nil`,
    hint: "test it with `!= nil`, or give a default with `orelse`",
  }
}

/** W0204: field `%field%` of `%struct%` is not set, zero used */
export function fieldNotSet(holes: { field: Hole; struct: Hole }): Message {
  return {
    code: 'W0204',
    severity: 'warning',
    message: `field \`${holes.field}\` of \`${holes.struct}\` is not set, zero used`,
    hint: "set it, or give it a default in the declaration",
  }
}

/** W0205: `%name%` returns a value but declares no result type, so its result is `any` */
export function resultTypeMissing(holes: { name: Hole }): Message {
  return {
    code: 'W0205',
    severity: 'warning',
    message: `\`${holes.name}\` returns a value but declares no result type, so its result is \`any\``,
    hint: "write the type after the parameters: `-> string`",
  }
}

/** W0206: comparison always %outcome%: %left% is never equal to %right% */
export function alwaysUnequal(holes: { outcome: Hole; left: Hole; right: Hole }): Message {
  return {
    code: 'W0206',
    severity: 'warning',
    message: `comparison always ${holes.outcome}: ${holes.left} is never equal to ${holes.right}`,
  }
}

/** W0208: expression has no effect */
export function noEffect(): Message {
  return {
    code: 'W0208',
    severity: 'warning',
    message: "expression has no effect",
  }
}

/** W0301: the error of `%name%` is ignored */
export function errorIgnored(holes: { name: Hole }): Message {
  return {
    code: 'W0301',
    severity: 'warning',
    message: `the error of \`${holes.name}\` is ignored`,
    hint: "look at it with `err = …`, raise it with `?`, or drop it on purpose with `_`",
  }
}

/** W0301: error `%name%` is never looked at */
export function errorNeverRead(holes: { name: Hole }): Message {
  return {
    code: 'W0301',
    severity: 'warning',
    message: `error \`${holes.name}\` is never looked at`,
    hint: `test it with \`if ${holes.name} != nil\`, or drop it on purpose with \`_\``,
  }
}

/** W0302: `?` has no effect on %type% */
export function propagateHasNoEffect(holes: { type: Hole }): Message {
  return {
    code: 'W0302',
    severity: 'warning',
    message: `\`?\` has no effect on ${holes.type}`,
  }
}

/** W0303: background block runs in sequence */
export function sequentialBackground(): Message {
  return {
    code: 'W0303',
    severity: 'warning',
    message: "background block runs in sequence",
    hint: "write `spawn` before each call, or use the value: `xs = spawn { … }` runs the statements at the same time",
  }
}

/** W0501: match on `%type%` is missing: %missing% */
export function matchNotExhaustive(holes: { type: Hole; missing: Hole }): Message {
  return {
    code: 'W0501',
    severity: 'warning',
    message: `match on \`${holes.type}\` is missing: ${holes.missing}`,
  }
}

/** W0502: unreachable arm: the arms before it match everything that it matches */
export function unreachableArm(): Message {
  return {
    code: 'W0502',
    severity: 'warning',
    message: "unreachable arm: the arms before it match everything that it matches",
  }
}

/** W0502: unreachable arm: this `select` has a `default` already */
export function secondDefault(): Message {
  return {
    code: 'W0502',
    severity: 'warning',
    message: "unreachable arm: this `select` has a `default` already",
  }
}

/** W0503: unreachable code */
export function unreachable(): Message {
  return {
    code: 'W0503',
    severity: 'warning',
    message: "unreachable code",
  }
}

/** E0900: %what% is not supported by this version of the compiler yet */
export function notYetSupported(holes: { what: Hole }): Message {
  return {
    code: 'E0900',
    severity: 'error',
    message: `${holes.what} is not supported by this version of the compiler yet`,
  }
}
