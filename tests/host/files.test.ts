// Module `fs`: what programs do with real files, and which they cannot reach.

import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { compileSource, drivers } from './run-source.ts'

const root = realpathSync(mkdtempSync(join(tmpdir(), 'haira-files-')))
const folder = join(root, 'work')
afterAll(() => rmSync(root, { recursive: true, force: true }))
beforeEach(() => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
})

const everything = await compileSource(`
  fn main() {
    // Written, appended to, read; what is not there is an error.
    println(fs.write_file("a.txt", "häl\\nlo"), fs.append_file("a.txt", "!"), fs.append_file("new.txt", "n"))
    text, err = fs.read_file("a.txt")
    println([text], err)
    blank, missing = fs.read_file("none/x.txt")
    println([blank], missing)
    println(fs.read_bytes("a.txt")?)
    println(io.write_file("io.txt", "by io"), io.read_file("io.txt")?)

    // Folders.
    println(fs.mkdir("d"), fs.mkdir("d"), fs.mkdir("e/f"), fs.mkdir_all("e/f"), fs.mkdir_all("e/f"))
    println(fs.copy("a.txt", "d/b.txt"), fs.rename("d/b.txt", "e/f/c.md"), fs.copy("gone", "x"))
    println(fs.exists("e/f/c.md"), fs.exists("d/b.txt"), fs.is_dir("e"), fs.is_dir("a.txt"), fs.is_dir("nothing"))
    for entry in fs.read_dir(".")? { print(entry.name, entry.is_dir, "") }
    println()
    file = fs.stat("e/f/c.md")?
    println(file.name, file.size, file.is_dir, string.starts_with(file.modified, "20"), file.path == fs.join("${folder}", "e/f/c.md"))
    no, gone = fs.stat("gone")
    println([no.name], gone)
    println(fs.glob("*.txt")?, fs.glob("e/**/*.md")?, fs.glob("*.none")?, fs.glob("a.txt")?)

    // Removed: a folder only if it is empty, or with all that is in it.
    println(fs.remove("new.txt"), fs.remove("e"), fs.remove("d"), fs.remove_all("e"), fs.remove_all("never"), fs.exists("e"))
    println(fs.remove_all(""))

    // The type file.
    f, opened = fs.open("a.txt")
    println(f, opened, f.name, f.size, f.content_type, f.bytes()[0..2])
    println([fs.read_all(f)?, f.text()?])
    fs.close(f)
    _, closed = fs.read_all(f)
    println(closed)
    _, folder = fs.open(".")
    println(folder)
    _, unlisted = fs.read_dir("a.txt")
    _, unread = fs.read_file(".")
    println(unlisted, unread)
    println(fs.join("a", "../b", "", "./c/"), fs.join("/", "..", "x"), fs.join("..", "y"), [fs.join("", "")])
  }`)

const printed = `nil nil nil
["häl\\nlo!"] nil
[""] read none/x.txt: no such file or directory
[104, 195, 164, 108, 10, 108, 111, 33]
nil by io
nil mkdir d: already exists mkdir e/f: no such file or directory nil nil
nil nil copy gone: no such file or directory
true false true false false
a.txt false d true e true io.txt false new.txt false 
c.md 8 false true true
[""] stat gone: no such file or directory
["a.txt", "io.txt", "new.txt"] ["e/f/c.md"] [] ["a.txt"]
nil remove e: directory not empty nil nil nil false
remove: the path is empty
<file "a.txt" 8 bytes> nil a.txt 8 text/plain [104, 195]
["häl\\nlo!", "häl\\nlo!"]
a.txt is closed
open .: is a directory
read a.txt: not a directory read .: is a directory
b/c /x ../y [""]
`

test.each(drivers)('files, on %s', async (suspend) => {
  const ended = await everything({ suspend, folder, allowPaths: suspend === 'jspi' ? 'all' : [folder] })
  expect(ended).toEqual({ stdout: printed, stderr: '', status: 0 })
  expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('häl\nlo!')
})

describe('a program reaches nothing else', async () => {
  const read = await compileSource(`
    fn main() {
      for path in os_args() {
        text, err = fs.read_file(path)
        println([text], err)
      }
      println(fs.exists("../secret.txt"), fs.write_file("out/new.txt", "x"), fs.rename("in.txt", "../moved.txt"))
      println(fs.copy("../secret.txt", "mine.txt"), fs.remove("../secret.txt"), fs.remove_all(".."))
      paths, err = fs.glob("../*.txt")
      println(paths, err, fs.glob("*/*.txt")?)
    }
    fn os_args() -> []string { ["in.txt", "../secret.txt", "link.txt", "out/secret.txt", "${root}/secret.txt", "broken", "a\\0b"] }`)

  beforeEach(() => {
    writeFileSync(join(root, 'secret.txt'), 'secret')
    writeFileSync(join(folder, 'in.txt'), 'in')
    symlinkSync(join(root, 'secret.txt'), join(folder, 'link.txt'))
    symlinkSync(root, join(folder, 'out'))
    symlinkSync(join(root, 'nothing.txt'), join(folder, 'broken'))
  })

  const refused = (path: string) => `${path}: not granted; \`--allow fs:PATH\` grants a file or folder`

  test('neither by its path nor by a link', async () => {
    const { stdout } = await read({ folder, allowPaths: [folder] })
    expect(stdout).toBe(`["in"] nil
[""] ${refused('../secret.txt')}
[""] ${refused('link.txt')}
[""] ${refused('out/secret.txt')}
[""] ${refused(`${root}/secret.txt`)}
[""] read broken: no such file or directory
[""] read a\0b: a path has no zero characters
false ${refused('out/new.txt')} ${refused('../moved.txt')}
${refused('../secret.txt')} ${refused('../secret.txt')} ${refused('..')}
[] ${refused('..')} []
`)
    expect(readFileSync(join(root, 'secret.txt'), 'utf8')).toBe('secret')
  })

  test('a file can be granted by itself, and has to fit', async () => {
    const options = { folder, allowPaths: [join(root, 'secret.txt')] }
    const small = await read({ ...options, limits: { fileBytes: 5 } })
    expect(small.stdout).toContain(`[""] ${refused('in.txt')}\n[""] read ../secret.txt: larger than 5 bytes\n`)
    writeFileSync(join(root, 'secret.txt'), 'secret')
    expect((await read(options)).stdout).toContain(`[""] ${refused('in.txt')}\n["secret"] nil\n["secret"] nil\n`)
  })

  test('without any grant it is not started', async () => {
    await expect(read({ folder })).rejects.toThrow('the capability fs was not granted (haira:host/fs@0.1.0')
  })
})
