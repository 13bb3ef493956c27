export function main() {
  let total = 0
  for (let round = 0; round < 20; round++) {
    let text = ''
    for (let i = 0; i < 20000; i++) text += `item ${i}, `
    total += text.length
  }
  return String(total)
}
