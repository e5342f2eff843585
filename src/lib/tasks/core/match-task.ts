/** Which to-do is meant by somebody's words: "I've called Tom" means "Call Tom". */
import type { Task } from "../contracts";

const plain = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Past forms that no rule leads back from. */
const irregular: Readonly<Record<string, string>> = {
  bought: "buy",
  paid: "pay",
  sent: "send",
  wrote: "write",
  written: "write",
  made: "make",
  got: "get",
  took: "take",
  taken: "take",
  met: "meet",
  spoke: "speak",
  spoken: "speak",
  told: "tell",
  found: "find",
  brought: "bring",
  gave: "give",
  given: "give",
  did: "do",
  done: "do",
  sold: "sell",
  built: "build",
  chose: "choose",
  went: "go",
};

const fillers = new Set(
  "a an the my our your his her their to of for with about and on in at up out it that this i ive i've have just already task todo to-do reminder please".split(
    " ",
  ),
);

/** Rough stem: what is left tells "called", "calls" and "calling" from nothing else that matters here. */
const stem = (word: string): string => {
  const base = irregular[word] ?? word.replace(/['’]s$/, "");
  return base.replace(/(?:ing|ied|ed|es|s|e|y)$/, "").replace(/([^aeiou])\1$/, "$1") || base;
};

const stemsOf = (text: string): string[] =>
  plain(text)
    .split(/[^\p{L}\d'’-]+/u)
    .filter((word) => word !== "" && !fillers.has(word))
    .map(stem);

export type TaskMatch =
  { readonly kind: "one"; readonly task: Task } | { readonly kind: "several"; readonly tasks: readonly Task[] } | { readonly kind: "none" };

/** The to-dos that hold at least half of the words, those that hold the most; an exact title beats all. */
export const matchTask = (words: string, tasks: readonly Task[]): TaskMatch => {
  const exact = tasks.filter(({ title }) => plain(title) === plain(words.trim()));
  const wanted = stemsOf(words);
  if (wanted.length === 0 && exact.length === 0) return { kind: "none" };
  const scored = tasks.map((task) => {
    const held = new Set(stemsOf(task.title));
    return { task, score: wanted.filter((word) => held.has(word)).length };
  });
  const best = Math.max(0, ...scored.map(({ score }) => score));
  const fits = exact.length > 0 ? exact : best * 2 < wanted.length || best === 0 ? [] : scored.filter(({ score }) => score === best).map(({ task }) => task);
  const [only, ...others] = fits;
  if (!only) return { kind: "none" };
  return others.length === 0 ? { kind: "one", task: only } : { kind: "several", tasks: fits };
};
