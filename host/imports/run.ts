// Interface `run`: what a workflow tells of its steps, the workflows that it calls, and what it asks the user.

import type { Fiber } from '../fiber/fiber.ts'
import type { Observer } from '../observe/observer.ts'
import type { Run } from '../runs/run.ts'
import type { Runs } from '../runs/runs.ts'
import { describeStep, type StepEvent } from '../runs/step-event.ts'
import type { Interface } from './index.ts'

/** Starts the workflows that are declared for an event. */
export type Publish = (event: string, data: unknown, from: Run | undefined) => void

export interface RunServices {
  runs: Runs
  /** A line for the operator. */
  logStep(line: string): void
  /** HAIRA_AUTO_CONFIRM: every confirmation is given. */
  autoConfirm: boolean
  /** How long a user may take to answer. */
  confirmMs: number
}

export function runImports(services: RunServices, publish: Publish, observer: Observer): Interface {
  const { runs, logStep, autoConfirm, confirmMs } = services
  const workflowOf = (fiber: Fiber): string => fiber.run?.workflow ?? 'main'
  return {
    begin: {
      kind: 'instant',
      call: (request, fiber) => {
        const { workflow } = JSON.parse(request) as { workflow: string }
        fiber.run = runs.begin(workflow, fiber.run)
        observer.tracer?.called(workflow, fiber)
        return ''
      },
    },
    end: {
      kind: 'instant',
      call: (request, fiber) => {
        const { error } = JSON.parse(request) as { error?: string }
        fiber.run?.end(error === undefined ? 'completed' : 'failed', error === undefined ? {} : { error })
        fiber.run = fiber.run?.parent
        observer.tracer?.returned(error, fiber)
        return ''
      },
    },
    publish: {
      kind: 'instant',
      call: (request, fiber) => {
        const { event, data } = JSON.parse(request) as { event: string; data: unknown }
        publish(event, data, fiber.run)
        return '{}'
      },
    },
    step: {
      kind: 'instant',
      call: (request, fiber) => {
        const event = JSON.parse(request) as StepEvent
        logStep(describeStep(workflowOf(fiber), event))
        fiber.run?.tell(event)
        observer.tracer?.step(event, fiber)
        return ''
      },
    },
    confirm: {
      kind: 'suspending',
      call: async (request, fiber) => {
        const event = JSON.parse(request) as StepEvent & { status: 'awaiting_confirm' }
        logStep(describeStep(workflowOf(fiber), event))
        // Without a client that could answer, nobody would.
        if (autoConfirm || !fiber.run?.isWatched) return JSON.stringify({ confirmed: autoConfirm })
        return JSON.stringify({ confirmed: await fiber.run.confirm(event, confirmMs, fiber.signal) })
      },
    },
  }
}
