// Module `agent`.

export { create, ask_all as spawn } from './dynamic-agent'
