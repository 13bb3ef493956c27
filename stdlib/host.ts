// The imports of a module: every way it can reach the world, declared once (wit/haira.wit says what each one means).
// No other file has an @external. A declaration that the program cannot reach is left out of the binary, so the import
// section of a module lists what it may do.

@external("haira:host/llm@0.1.0", "generate")
export declare function llmGenerate(request: usize, length: usize, reply: usize): void;

@external("haira:host/llm@0.1.0", "define-provider")
export declare function llmDefineProvider(request: usize, length: usize, reply: usize): void;

@external("haira:host/llm@0.1.0", "stream-open")
export declare function llmStreamOpen(request: usize, length: usize, reply: usize): void;

@external("haira:host/llm@0.1.0", "stream-next")
export declare function llmStreamNext(request: usize, length: usize, reply: usize): void;

@external("haira:host/llm@0.1.0", "stream-close")
export declare function llmStreamClose(request: usize, length: usize, reply: usize): void;

@external("haira:host/memory@0.1.0", "open")
export declare function memoryOpen(request: usize, length: usize, reply: usize): void;

@external("haira:host/memory@0.1.0", "close")
export declare function memoryClose(request: usize, length: usize, reply: usize): void;

@external("haira:host/store@0.1.0", "database")
export declare function storeDatabase(request: usize, length: usize, reply: usize): void;

@external("haira:host/server@0.1.0", "listen")
export declare function serverListen(request: usize, length: usize, reply: usize): void;

@external("haira:host/server@0.1.0", "emit")
export declare function serverEmit(request: usize, length: usize, reply: usize): void;

@external("haira:host/io@0.1.0", "write-stdout")
export declare function ioWriteStdout(request: usize, length: usize, reply: usize): void;

@external("haira:host/io@0.1.0", "write-stderr")
export declare function ioWriteStderr(request: usize, length: usize, reply: usize): void;

@external("haira:host/io@0.1.0", "read-line")
export declare function ioReadLine(request: usize, length: usize, reply: usize): void;

@external("haira:host/env@0.1.0", "get")
export declare function envGet(request: usize, length: usize, reply: usize): void;

@external("haira:host/env@0.1.0", "set")
export declare function envSet(request: usize, length: usize, reply: usize): void;

@external("haira:host/env@0.1.0", "list")
export declare function envList(request: usize, length: usize, reply: usize): void;

@external("haira:host/http@0.1.0", "request")
export declare function httpRequest(request: usize, length: usize, reply: usize): void;

@external("haira:host/os@0.1.0", "info")
export declare function osInfo(request: usize, length: usize, reply: usize): void;

@external("haira:host/os@0.1.0", "chdir")
export declare function osChdir(request: usize, length: usize, reply: usize): void;

@external("haira:host/os@0.1.0", "exit")
export declare function osExit(request: usize, length: usize, reply: usize): void;

@external("haira:host/exec@0.1.0", "run")
export declare function execRun(request: usize, length: usize, reply: usize): void;

@external("haira:host/fs@0.1.0", "read-text")
export declare function fsReadText(request: usize, length: usize, reply: usize): void;

@external("haira:host/fs@0.1.0", "read-bytes")
export declare function fsReadBytes(request: usize, length: usize, reply: usize): void;

@external("haira:host/fs@0.1.0", "write")
export declare function fsWrite(request: usize, length: usize, reply: usize): void;

@external("haira:host/fs@0.1.0", "kind")
export declare function fsKind(request: usize, length: usize, reply: usize): void;

@external("haira:host/fs@0.1.0", "stat")
export declare function fsStat(request: usize, length: usize, reply: usize): void;

@external("haira:host/fs@0.1.0", "remove")
export declare function fsRemove(request: usize, length: usize, reply: usize): void;

@external("haira:host/fs@0.1.0", "rename")
export declare function fsRename(request: usize, length: usize, reply: usize): void;

@external("haira:host/fs@0.1.0", "copy")
export declare function fsCopy(request: usize, length: usize, reply: usize): void;

@external("haira:host/fs@0.1.0", "mkdir")
export declare function fsMkdir(request: usize, length: usize, reply: usize): void;

@external("haira:host/fs@0.1.0", "read-dir")
export declare function fsReadDir(request: usize, length: usize, reply: usize): void;

@external("haira:host/fs@0.1.0", "glob")
export declare function fsGlob(request: usize, length: usize, reply: usize): void;

@external("haira:host/clock@0.1.0", "now")
export declare function clockNow(request: usize, length: usize, reply: usize): void;

@external("haira:host/clock@0.1.0", "sleep")
export declare function clockSleep(request: usize, length: usize, reply: usize): void;

@external("haira:host/clock@0.1.0", "zone")
export declare function clockZone(request: usize, length: usize, reply: usize): void;

@external("haira:host/random@0.1.0", "bytes")
export declare function randomBytes(request: usize, length: usize, reply: usize): void;

@external("haira:host/log@0.1.0", "write")
export declare function logWrite(request: usize, length: usize, reply: usize): void;

@external("haira:host/task@0.1.0", "start")
export declare function taskStart(request: usize, length: usize, reply: usize): void;

@external("haira:host/task@0.1.0", "wait")
export declare function taskWait(request: usize, length: usize, reply: usize): void;

@external("haira:host/task@0.1.0", "cancel")
export declare function taskCancel(request: usize, length: usize, reply: usize): void;

@external("haira:host/task@0.1.0", "wake")
export declare function taskWake(request: usize, length: usize, reply: usize): void;

@external("haira:host/run@0.1.0", "begin")
export declare function runBegin(request: usize, length: usize, reply: usize): void;

@external("haira:host/run@0.1.0", "end")
export declare function runEnd(request: usize, length: usize, reply: usize): void;

@external("haira:host/run@0.1.0", "publish")
export declare function runPublish(request: usize, length: usize, reply: usize): void;

@external("haira:host/run@0.1.0", "step")
export declare function runStep(request: usize, length: usize, reply: usize): void;

@external("haira:host/run@0.1.0", "confirm")
export declare function runConfirm(request: usize, length: usize, reply: usize): void;

@external("haira:host/upload@0.1.0", "read-text")
export declare function uploadReadText(request: usize, length: usize, reply: usize): void;

@external("haira:host/upload@0.1.0", "read-bytes")
export declare function uploadReadBytes(request: usize, length: usize, reply: usize): void;

@external("haira:host/trace@0.1.0", "raised")
export declare function traceRaised(request: usize, length: usize, reply: usize): void;

@external("haira:host/trace@0.1.0", "told")
export declare function traceTold(request: usize, length: usize, reply: usize): void;

@external("haira:host/observe@0.1.0", "usage")
export declare function observeUsage(request: usize, length: usize, reply: usize): void;

@external("haira:host/observe@0.1.0", "events")
export declare function observeEvents(request: usize, length: usize, reply: usize): void;

@external("haira:host/observe@0.1.0", "reset")
export declare function observeReset(request: usize, length: usize, reply: usize): void;
