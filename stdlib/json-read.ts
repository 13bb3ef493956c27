// Reading JSON into the tree of json-node.ts.

import { ARRAY, BOOL, FLOAT, isDigit, Json, NULL, OBJECT, STRING } from './json-node'
import { JsonText } from './json-text'

export { ARRAY, BOOL, FLOAT, INT, Json, NULL, OBJECT, STRING } from './json-node'

/** Parses one text. `root` is the tree; if `problem` is not empty there was an error, and `root` is of no use. */
export class JsonParser extends JsonText {
  readonly root: Json

  constructor(text: string) {
    super(text)
    this.root = new Json(NULL, text, 0)
    this.root = this.node()
    this.end()
  }

  private node(): Json {
    this.blanks()
    const node = this.value()
    node.endAt(this.at)
    return node
  }

  private value(): Json {
    const unit = this.peek()
    const node = new Json(NULL, this.text, this.at)
    switch (unit) {
      case 123 /* { */:
        this.object(node)
        break
      case 91 /* [ */:
        this.array(node)
        break
      case 34 /* " */:
        node.kind = STRING
        this.string()
        break
      case 116 /* t */:
        node.kind = BOOL
        node.int = 1
        this.word('true')
        break
      case 102 /* f */:
        node.kind = BOOL
        this.word('false')
        break
      case 110 /* n */:
        this.word('null')
        break
      default:
        node.kind = FLOAT
        if (unit != 45 && !isDigit(unit)) this.fail()
        else if (this.number() && this.isInt) node.becomeInt(this.int)
    }
    return node
  }

  private object(node: Json): void {
    node.kind = OBJECT
    let last: Json | null = null
    if (this.opens(125)) return
    do {
      const from = this.key()
      const to = this.to
      const member = this.node()
      member.setKey(from, to)
      if (last === null) node.first = member
      else last.next = member
      last = member
    } while (this.another(125))
  }

  private array(node: Json): void {
    node.kind = ARRAY
    let last: Json | null = null
    if (this.opens(93)) return
    do {
      const element = this.node()
      if (last === null) node.first = element
      else last.next = element
      last = element
    } while (this.another(93))
  }
}
