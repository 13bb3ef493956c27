export function main() {
  let seed = 42n
  let text = ''
  for (let i = 0; i < 2000; i++) {
    seed = (seed * 1103515245n + 12345n) % 2147483648n
    text += `word${seed % 5000n} `
  }
  const counts = new Map()
  for (let i = 0; i < 100; i++) {
    for (const word of text.trim().split(/\s+/)) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  let most = 0
  for (const count of counts.values()) if (count > most) most = count
  return `${counts.size} ${most}`
}
