/**
 * A sentence of a brief that knows which parts of it are facts (titles, names, times, numbers), so that whoever phrases it anew never
 * sees them: they are taken out before, counted after, and put back by code.
 */

export interface Sentence {
  readonly text: string;
  /** Where the facts stand in `text`, in order: [start, end), UTF-16. */
  readonly facts: readonly (readonly [number, number])[];
}

/** A tagged template: what is interpolated is a fact, what is written is wording. Nothing interpolated is nothing said. */
export const say = (wording: TemplateStringsArray, ...values: readonly (string | number)[]): Sentence => {
  let text = wording[0] ?? "";
  const facts: [number, number][] = [];
  values.forEach((value, at) => {
    const fact = String(value);
    if (fact !== "") facts.push([text.length, text.length + fact.length]);
    text += fact + (wording[at + 1] ?? "");
  });
  return { text, facts };
};

/** Pieces of one sentence, as they stand. */
export const joined = (...pieces: readonly Sentence[]): Sentence =>
  pieces.reduce((before, { text, facts }) => {
    const by = before.text.length;
    return { text: before.text + text, facts: [...before.facts, ...facts.map(([start, end]) => [start + by, end + by] as const)] };
  });

/** One after the other, with a space between. */
export const followed = (...sentences: readonly Sentence[]): Sentence =>
  sentences.reduce((before, after) => (before.text === "" ? after : joined(before, say` `, after)));

export interface Masked {
  /** "{1} today. The first is {2} at {3}." */
  readonly text: string;
  /** What stands for {1}, {2}, … */
  readonly facts: readonly string[];
}

/** All sentences as one text without their facts. */
export const mask = (sentences: readonly Sentence[]): Masked => {
  const facts: string[] = [];
  const texts = sentences.map((sentence) => {
    let masked = "";
    let from = 0;
    for (const [start, end] of sentence.facts) {
      facts.push(sentence.text.slice(start, end));
      masked += `${sentence.text.slice(from, start)}{${facts.length}}`;
      from = end;
    }
    return masked + sentence.text.slice(from);
  });
  return { text: texts.join(" "), facts };
};

/** Letters, spaces and the marks of plain sentences; no digit, address, link or markup can be written with them. */
const plain = /^[\p{L}\p{M}\s.,;:!?'’“”"()–—-]*$/u;
const lengthMax = 1_200;

/**
 * The phrasing with its facts back in place; null unless every fact stands in it once, in the order of the sentences, and nothing in
 * between could pass for another one.
 */
export const unmask = (phrased: string, { text, facts }: Masked): string | null => {
  const line = phrased.replace(/\s+/g, " ").trim();
  const places = [...line.matchAll(/\{(\d+)\}/g)].map(([, number]) => Number(number));
  if (line === "" || line.length > Math.min(lengthMax, text.length * 2 + 200)) return null;
  if (places.length !== facts.length || places.some((number, at) => number !== at + 1)) return null;
  if (!plain.test(line.replace(/\{\d+\}/g, ""))) return null;
  return line.replace(/\{(\d+)\}/g, (_place, number: string) => facts[Number(number) - 1] ?? "");
};
