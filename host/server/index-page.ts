// GET /: a page that lists the workflows, for whoever opens the server in a browser. No script, no style from elsewhere.

import type { ServedRoute } from './routes.ts'

/** Of pages: nothing is loaded or run. */
export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
} as const

/** The page, as HTML. */
export function indexPage(title: string, routes: readonly ServedRoute[]): string {
  const rows = routes.map(({ workflow, method, path }) => {
    const shown = path.replace(/:(\w+)/g, '{$1}')
    const params = Object.keys(workflow.parameters.properties ?? {}).join(', ')
    return `<tr><td><code>${method} ${escapeHtml(shown)}</code></td><td>${escapeHtml(workflow.name)}</td><td>${escapeHtml(params)}</td><td>${escapeHtml(workflow.description)}</td></tr>`
  })
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; margin: 3rem auto; max-width: 60rem; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: .5rem .75rem; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); vertical-align: top }
code { font-size: .9em }
</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
<table>
<thead><tr><th>Route</th><th>Workflow</th><th>Parameters</th><th>Description</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
<p>Machines read <a href="/openapi.json">/openapi.json</a>.</p>
</body>
</html>
`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]!)
}
