export function run(): string {
  let seed: i64 = 42;
  let text = "";
  for (let i = 0; i < 2000; i++) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    text += `word${seed % 5000} `;
  }
  const counts = new Map<string, i64>();
  for (let i = 0; i < 100; i++) {
    const words = text.trim().split(" ");
    for (let j = 0; j < words.length; j++) {
      const word = words[j];
      counts.set(word, (counts.has(word) ? counts.get(word) : 0) + 1);
    }
  }
  let most: i64 = 0;
  const values = counts.values();
  for (let i = 0; i < values.length; i++) if (values[i] > most) most = values[i];
  return counts.size.toString() + " " + most.toString();
}
