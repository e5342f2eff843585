/** Finds the name that was meant behind a slip of the finger ("wendesday") by looking the word up, not by comparing it with every name. */

const deletions = (word: string): string[] => Array.from({ length: word.length }, (_, at) => word.slice(0, at) + word.slice(at + 1));

/** One letter missing, added, wrong, or two swapped. */
const isOneSlip = (a: string, b: string): boolean => {
  if (a === b) return true;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const restA = a.slice(start);
  const restB = b.slice(start);
  return (
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    restA.slice(1) === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
};

/** A function from a misspelled word of five letters or more to the name it stands for, if exactly one name is one slip away. */
export const nearMisses = (names: readonly string[], exceptions: ReadonlySet<string>): ((word: string) => string | undefined) => {
  const byDeletion = new Map<string, Set<string>>();
  const firstLetters = new Set(names.map((name) => name.charAt(0)));
  for (const name of names) for (const key of [name, ...deletions(name)]) byDeletion.set(key, (byDeletion.get(key) ?? new Set()).add(name));
  return (word) => {
    if (word.length < 5 || word.length > 14 || !firstLetters.has(word.charAt(0)) || exceptions.has(word)) return undefined;
    const found = new Set<string>();
    for (const key of [word, ...deletions(word)])
      for (const name of byDeletion.get(key) ?? []) if (name[0] === word[0] && isOneSlip(name, word)) found.add(name);
    return found.size === 1 ? [...found][0] : undefined;
  };
};
