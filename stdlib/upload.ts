// Files that came with a request. They can be read without a grant for files, as long as the request lasts.

import { Call } from './abi'
import { Answer } from './ask'
import { uploadBytes, uploadText } from './fiber-upload'
import { File } from './file'
import { bytesFromHex } from './json-node'
import { Json } from './json-read'
import { HairaError } from './panic'
import { Tuple2 } from './tuple'

/** A file of a form. */
export class Upload extends File {
  text(): Tuple2<string, HairaError | null> {
    const call = Call.of(this.path)
    uploadText(call.request, call.length, call.reply)
    const answer = new Answer(call)
    return new Tuple2<string, HairaError | null>(answer.root.textAt('text'), answer.error)
  }

  bytes(): i64[] {
    const call = Call.of(this.path)
    uploadBytes(call.request, call.length, call.reply)
    return bytesFromHex(new Answer(call).root.textAt('hex'))
  }
}

/** The file that the host describes. */
export function upload(node: Json): Upload {
  return new Upload(node.textAt('name'), node.intAt('size'), node.textAt('content_type'), node.textAt('path'))
}
