// What commands load that look at a program without making a module of it: none of the compiler's back end, and nothing
// of what compiling in a thread and the cache need.

export { check } from '../../compiler/front.ts'
export { Source } from '../../compiler/source.ts'
export * from './messages.ts'
export { ProjectFiles } from './project-files.ts'
