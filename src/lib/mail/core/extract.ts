/** Summaries and answers out of mails, by choosing sentences: nothing is invented, nothing in them is obeyed. */
import { fold } from "./fold";
import { corePart, sentencesOf } from "./text";

const small = new Set(
  "a an the and or but of in on at to for from with by as is are was were be been am do does did have has had i you he she it we they me him her us them my your his its our their this that these those what when where who whom which why how if any there can could will would should going go get got about based email emails mail mails message messages inbox received receive recently latest last say says said tell find show give please value".split(
    " ",
  ),
);

const stem = (word: string): string => word.replace(/['’]s$/, "").replace(/(?:ing|ed|es|s)$/, (end) => (word.length - end.length >= 3 ? "" : end));

/** Telling words of a text, each once. */
const tellingWords = (text: string): string[] => [
  ...new Set(
    fold(text)
      .split(/[^\p{L}\p{N}'’]+/u)
      .filter((word) => word.length > 1 && !small.has(word))
      .map(stem),
  ),
];

const asks = /\?\s*["”’)]*$/;
const dated =
  /\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\b\d{1,2}(?::\d\d|\s?[ap]\.?m\b|st\b|nd\b|rd\b|th\b)|\b\d{4}-\d\d-\d\d\b|\btomorrow\b|\btonight\b|\bnext week\b|\bby (?:eod|noon|the end)\b|\bdeadline\b/i;
const wanted = /\b(?:please|could you|can you|would you|need(?:s)? (?:you|your)|let me know|waiting for|asap|urgent|important|deadline|due|by the end)\b/i;
const numbers = /(?:[$€£]\s?\d|\b\d[\d.,]*\s?(?:%|usd|eur|gbp|dollars|euros)?)/i;
const pleasantry =
  /^(?:i )?(?:hope|trust) (?:you|this|all)|^thank(?:s| you)\b[^.?!]{0,40}[.!]?$|^(?:looking forward|have a (?:great|good|nice)|take care|let me know)\b[^?]{0,60}$/i;

const longestSentence = 400;
const cut = (sentence: string): string => (sentence.length > longestSentence ? `${sentence.slice(0, longestSentence - 1).trimEnd()}…` : sentence);

export interface Written {
  readonly subject: string;
  readonly body: string;
}

/** The sentences that say most of a mail, in their order. Scores: words of the subject, questions, wishes, dates, figures, and standing at the beginning. */
export const summarise = ({ subject, body }: Written, most = 3): string[] => {
  const sentences = sentencesOf(corePart(body), 200);
  const about = new Set(tellingWords(subject));
  const scored = sentences.map((sentence, at) => {
    const words = tellingWords(sentence);
    const overlap = words.filter((word) => about.has(word)).length;
    const score =
      (at === 0 ? 2 : at === 1 ? 1 : 0) +
      Math.min(2, overlap) +
      (asks.test(sentence) ? 2 : 0) +
      (wanted.test(sentence) ? 2 : 0) +
      (dated.test(sentence) ? 1.5 : 0) +
      (numbers.test(sentence) ? 0.5 : 0) -
      (pleasantry.test(sentence) ? 3 : 0) -
      (words.length < 2 ? 1.5 : 0);
    return { sentence, at, score };
  });
  return scored
    .sort((a, b) => b.score - a.score || a.at - b.at)
    .slice(0, most)
    .sort((a, b) => a.at - b.at)
    .map(({ sentence }) => cut(sentence));
};

/** What kind of thing a question asks for, and how it looks in a sentence. */
const kinds: readonly (readonly [RegExp, RegExp])[] = [
  [/\b(?:how much|what (?:amount|price|sum|total)|cost|paid|pay|price|\$|€|£|invoice)/i, /[$€£]\s?\d|\b\d[\d.,]*\s?(?:usd|eur|gbp|dollars|euros)\b/i],
  [/\b(?:code|pin|password|number|reference|token|otp)\b/i, /\b(?=[A-Z\d-]*\d)[A-Z\d-]{4,}\b/],
  [/\b(?:when|what (?:day|date|time)|which day|how soon|deadline|due)\b/i, dated],
  [/\b(?:where|what (?:place|address|location)|which (?:place|room))\b/i, /\b(?:at|in|near|to)\s+(?:the\s+)?\p{L}/iu],
  [/\b(?:link|url|website|address)\b/i, /https?:\/\/|\bwww\.|@/i],
  [/\b(?:who|whom|whose)\b/i, /\p{Lu}\p{Ll}+/u],
];

export interface Passage {
  readonly sentence: string;
  readonly score: number;
}

/** Sentences of a mail that answer a question best, the best first; an empty list where none speaks of it. */
export const passagesFor = (question: string, { subject, body }: Written, most = 3): Passage[] => {
  const asked = tellingWords(question);
  const looks = kinds.filter(([pattern]) => pattern.test(question)).map(([, look]) => look);
  const inSubject = asked.filter((word) => tellingWords(subject).includes(word)).length;
  return sentencesOf(corePart(body), 200)
    .map((sentence) => {
      const words = new Set(tellingWords(sentence));
      const shared = asked.filter((word) => words.has(word)).length;
      const fits = looks.some((look) => look.test(sentence)) ? 1.5 : 0;
      return { sentence: cut(sentence), score: shared + inSubject * 1.2 + (shared + inSubject > 0 ? fits : 0) - (looks.length > 0 && fits === 0 ? 0.75 : 0) };
    })
    .filter(({ score }) => score > 0.5)
    .sort((a, b) => b.score - a.score)
    .slice(0, most);
};
