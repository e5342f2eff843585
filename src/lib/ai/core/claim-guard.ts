/**
 * Reads a model's text as it streams and keeps back every sentence that could be a claim of success until it is whole; a false
 * one never reaches the screen. What can't be a claim flows through at once.
 */
import { isClaimWord, isFalseClaim, wordsWithEnds, type ClaimEvidence } from "./claims";

export interface GuardState {
  /** The part of the current sentence that has been let through. */
  readonly shown: string;
  /** The part of the text that is kept back. */
  readonly held: string;
}

export const guardStart: GuardState = { shown: "", held: "" };

const sentenceEnd = /[.!?:](?=\s)|\n/;
/** A sentence longer than this is judged as it stands, so that nothing is kept back for ever. */
const longestHeld = 600;

const correction = (shown: string): string =>
  shown.trim() === "" ? "Nothing has been changed: no action was carried out." : "… no: nothing has been changed, no action was carried out.";

interface Step {
  readonly state: GuardState;
  readonly out: string;
  readonly caught: number;
}

const judged = (shown: string, held: string, evidence: ClaimEvidence): { out: string; caught: number } => {
  if (!isFalseClaim(shown + held, evidence)) return { out: held, caught: 0 };
  const trailing = /\s*$/.exec(held)?.[0] ?? "";
  return { out: correction(shown) + trailing, caught: 1 };
};

/** How much of an unfinished sentence may be shown: up to its first word that a claim could hang on, never half a word, and never an end that isn't known to be one. */
const safeLength = (text: string): number => {
  const words = wordsWithEnds(text);
  const claim = words.find((word) => isClaimWord(word.text));
  const last = words.at(-1);
  const open = last?.end === text.length ? last.start : text.length;
  return Math.min(claim?.start ?? text.length, open, text.search(/[.!?:]*$/));
};

/** Takes the next piece of text and says what may be shown now. */
export const guardText = (state: GuardState, piece: string, evidence: ClaimEvidence): Step => {
  let { shown } = state;
  let rest = state.held + piece;
  let out = "";
  let caught = 0;
  for (let end = sentenceEnd.exec(rest); end !== null; end = sentenceEnd.exec(rest)) {
    const cut = end.index + end[0].length;
    const sentence = judged(shown, rest.slice(0, cut), evidence);
    out += sentence.out;
    caught += sentence.caught;
    rest = rest.slice(cut);
    shown = "";
  }
  if (rest.length > longestHeld) {
    const sentence = judged(shown, rest, evidence);
    return { state: guardStart, out: out + sentence.out, caught: caught + sentence.caught };
  }
  const safe = safeLength(rest);
  return { state: { shown: shown + rest.slice(0, safe), held: rest.slice(safe) }, out: out + rest.slice(0, safe), caught };
};

/** The end of a text block: what was kept back is judged as it stands. */
export const guardEnd = (state: GuardState, evidence: ClaimEvidence): { out: string; caught: number } => judged(state.shown, state.held, evidence);
