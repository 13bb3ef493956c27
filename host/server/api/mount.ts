// The `/_api` family: what user interfaces and operators ask of the host. With HAIRA_API_TOKEN set, each request must carry
// the token.

import type { WorkflowEntry } from '../../../compiler/manifest.ts'
import type { AppOptions, Mount } from '../app.ts'
import { deleteChat, listChats, showChat } from './chats.ts'
import { deleteFile, listFiles, showFile, storeFiles } from './files.ts'
import { guard } from './guard.ts'
import { serveObserved } from './observe.ts'
import { gitBranch, listFolder, readProjectFile } from './project-files.ts'
import { followRun } from './run-events.ts'
import { cancelRun, confirmRun, listRuns, type RunsApi, showRun } from './runs.ts'
import { describeWorkflow } from './workflows.ts'

/** Adds all routes of the family. */
export function mountApi(mount: Mount, options: AppOptions): void {
  const { store, projectFolder, bodyLimits, uploads } = options
  const guarded: Mount = (method, path, serve) => mount(method, path, guard(options.token, serve))
  const runs: RunsApi = {
    runs: options.runs,
    store,
    bodyLimit: bodyLimits.body,
    report: options.report,
  }
  const workflows = JSON.stringify(served(options).map(describeWorkflow))
  guarded('GET', '/_api/workflows', (exchange) => exchange.reply(200, workflows))
  guarded('GET', '/_api/runs', (exchange, context) => listRuns(runs, exchange, context))
  guarded('GET', '/_api/runs/stream/:id', (exchange, context) => followRun(runs, exchange, context))
  guarded('GET', '/_api/runs/:id', (exchange, context) => showRun(runs, exchange, context))
  guarded('POST', '/_api/runs/:id/confirm', (exchange, context) => confirmRun(runs, exchange, context))
  guarded('POST', '/_api/runs/:id/cancel', (exchange, context) => cancelRun(runs, exchange, context))
  guarded('GET', '/_api/chats', (exchange, context) => listChats(store, exchange, context))
  guarded('GET', '/_api/chats/:id', (exchange, context) => showChat(store, exchange, context))
  guarded('DELETE', '/_api/chats/:id', (exchange, context) => deleteChat(store, exchange, context))
  guarded('GET', '/_api/files/stored', (exchange, context) => listFiles(store, exchange, context))
  guarded('POST', '/_api/files/stored', (exchange, context) => storeFiles(store, bodyLimits.upload, exchange, context))
  guarded('GET', '/_api/files/stored/:id', (exchange, context) => showFile(store, uploads, exchange, context))
  guarded('DELETE', '/_api/files/stored/:id', (exchange, context) => deleteFile(store, uploads, exchange, context))
  guarded('GET', '/_observe/api/:what', (exchange, context) => serveObserved(exchange, context, options.observed))
  guarded('GET', '/_metrics', (exchange) => {
    exchange.set('content-type', 'text/plain; version=0.0.4; charset=utf-8')
    return exchange.reply(200, options.metrics.show())
  })
  if (projectFolder === undefined) return
  guarded('GET', '/_api/files', (exchange, context) => listFolder(projectFolder, exchange, context))
  guarded('GET', '/_api/files/read', (exchange, context) => readProjectFile(projectFolder, exchange, context))
  guarded('GET', '/_api/git/branch', (exchange) => gitBranch(projectFolder, exchange))
}

/** The workflows with routes, each once. */
function served({ routes }: AppOptions): WorkflowEntry[] {
  return [...new Set(routes.map((route) => route.workflow))]
}
