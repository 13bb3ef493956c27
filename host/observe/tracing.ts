// Whether the standard variables of OpenTelemetry ask for spans. Without them nothing of it is loaded, and nothing done.

import type { Tracer } from './observer.ts'

type Read = (name: string) => string | undefined

/** Starts exporting spans if an endpoint is named. */
export async function startTracing(
  read: Read,
  service: string,
  warn: (message: string) => void,
): Promise<Tracer | undefined> {
  const endpoint = read('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT') || read('OTEL_EXPORTER_OTLP_ENDPOINT')
  const exporter = read('OTEL_TRACES_EXPORTER') || 'otlp'
  if (!endpoint || read('OTEL_SDK_DISABLED')?.toLowerCase() === 'true' || exporter === 'none') return undefined
  const protocol = read('OTEL_EXPORTER_OTLP_TRACES_PROTOCOL') || read('OTEL_EXPORTER_OTLP_PROTOCOL') || 'http/json'
  if (exporter !== 'otlp') warn(`OTEL_TRACES_EXPORTER: spans are exported by otlp, not by '${exporter}'`)
  if (protocol !== 'http/json') warn(`OTEL_EXPORTER_OTLP_PROTOCOL: spans are sent as http/json, not as '${protocol}'`)
  const { startSpans } = await import('./spans.ts')
  return startSpans(read, service, warn)
}
