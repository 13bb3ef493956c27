// The program of programs/desk.haira, served for a file of tests and asked over sockets, with a model that each test
// scripts and that refuses what the real one refuses.

import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { type OpenAiBody, startOpenAiServer } from '../wire/openai-server.ts'
import { program, type Served, serve } from './haira.ts'
import { key, type Model, startModel } from './model.ts'

export let model: Model<OpenAiBody>
export let desk: Served

/** Serves the desk while the tests of a file run. */
export function serveDesk(): void {
  beforeAll(async () => {
    model = await startModel(startOpenAiServer)
    desk = await serve(program('desk'), {
      env: { OPENAI_BASE_URL: model.url, OPENAI_API_KEY: key, HAIRA_DISCONNECT_GRACE: '0' },
    })
  })

  afterAll(async () => {
    await desk?.stop()
    await model?.close()
  })

  afterEach(() => expect(model.rejections).toEqual([]))
}
