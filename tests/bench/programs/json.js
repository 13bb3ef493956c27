export function main() {
  let text = '['
  for (let i = 0; i < 2000; i++) {
    if (i > 0) text += ','
    text += `{"id": ${i}, "name": "user ${i}", "tags": ["a", "b"], "score": ${i}.5, "active": true}`
  }
  text += ']'
  let total = 0
  for (let i = 0; i < 20; i++) for (const user of JSON.parse(text)) total += user.id
  return String(total)
}
