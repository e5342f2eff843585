/** Words that say which events are meant without standing in a title. */
import { lexicon } from "./lexicon";

/** A verb at the head of a request is no word of a title. */
export const actions = new Set(
  [
    ...lexicon.cancel,
    ...lexicon.move,
    ...lexicon.change,
    ...lexicon.book,
    ...lexicon.extend,
    ...lexicon.shorten,
    "scratch",
    "lose",
    "stop",
    "forget",
    "skip",
    "rename",
    "invite",
    "uninvite",
  ].filter((verb) => !verb.includes(" ")),
);

export const ordinals: Readonly<Record<string, number>> = {
  first: 1,
  "1st": 1,
  second: 2,
  "2nd": 2,
  third: 3,
  "3rd": 3,
  fourth: 4,
  "4th": 4,
  fifth: 5,
  sixth: 6,
  last: -1,
  latest: -1,
  final: -1,
  earliest: 1,
};
