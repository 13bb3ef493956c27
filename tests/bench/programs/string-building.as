export function run(): string {
  let total: i64 = 0;
  for (let round = 0; round < 20; round++) {
    let text = "";
    for (let i: i64 = 0; i < 20000; i++) text += `item ${i}, `;
    total += text.length;
  }
  return total.toString();
}
