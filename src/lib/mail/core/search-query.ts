/** What stands in the search field: words, and a few that say where to look ("from:ana is:unread budget"). */
import { fold, wordsOf } from "./fold";

export interface SearchQuery {
  readonly words: readonly string[];
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly subject: readonly string[];
  readonly label: string | null;
  readonly folder: string | null;
  readonly read: boolean | null;
  readonly flagged: boolean | null;
}

const piece = /(?:(from|to|subject|label|in|is):)?(?:"([^"]*)"|“([^”]*)”|(\S+))/giu;
const wordsMax = 12;

export const readSearch = (text: string): SearchQuery => {
  const found: { -readonly [Key in keyof SearchQuery]: SearchQuery[Key] } = {
    words: [],
    from: [],
    to: [],
    subject: [],
    label: null,
    folder: null,
    read: null,
    flagged: null,
  };
  for (const [, operator = "", straight, curly, bare] of text.slice(0, 300).matchAll(piece)) {
    const value = straight ?? curly ?? bare ?? "";
    const whole = straight !== undefined || curly !== undefined;
    const words = whole ? [fold(value).trim()].filter(Boolean) : wordsOf(value);
    switch (operator.toLowerCase()) {
      case "from":
        found.from = [...found.from, ...words];
        break;
      case "to":
        found.to = [...found.to, ...words];
        break;
      case "subject":
        found.subject = [...found.subject, ...words];
        break;
      case "label":
        found.label = value;
        break;
      case "in":
        found.folder = value.toLowerCase();
        break;
      case "is":
        if (/^unread$/i.test(value)) found.read = false;
        else if (/^read$/i.test(value)) found.read = true;
        else if (/^(?:flagged|starred)$/i.test(value)) found.flagged = true;
        break;
      default:
        found.words = [...found.words, ...words].slice(0, wordsMax);
    }
  }
  return found;
};
