/**
 * Does a sentence claim that something was done? A model may only say so when a tool's result in the same turn says so.
 * Precision matters less than recall here: what is replaced is a sentence, what is prevented is a lie about the owner's calendar.
 */

/** What a claim would need as evidence: any one of these tools having answered `done`. `null` = any tool that changes something. */
const evidenceOf: readonly (readonly [RegExp, readonly string[] | null])[] = [
  [
    /^(?:re-?scheduled|moved|shifted|pushed|postponed|brought|pulled|delayed)$/,
    ["move_event", "change_event", "snooze_task", "archive_mail", "delete_mail", "undo"],
  ],
  [/^(?:booked|scheduled|created|arranged|blocked|reserved|organi[sz]ed|planned|penciled|pencilled)$/, ["create_event", "plan_task", "make_link"]],
  [/^(?:cancell?ed|dropped)$/, ["cancel_events"]],
  [
    /^(?:deleted|removed|cleared|uninvited)$/,
    ["cancel_events", "remove_attendees", "delete_contact", "change_event", "forget", "delete_task", "delete_mail", "undo"],
  ],
  [/^(?:added|put|set)$/, ["create_event", "add_attendees", "save_contact", "change_event", "add_task", "snooze_task"]],
  [/^(?:invited)$/, ["add_attendees", "create_event"]],
  [/^(?:extended|shortened|lengthened|renamed|retitled|marked)$/, ["change_event", "move_event", "complete_task", "change_task", "label_mail"]],
  [/^(?:updated|changed|adjusted|edited)$/, ["change_event", "move_event", "save_contact", "add_attendees", "remove_attendees", "change_task"]],
  [/^(?:saved|stored)$/, ["save_contact", "create_event", "remember", "add_task", "draft_mail"]],
  [/^(?:remembered|noted|memori[sz]ed|kept)$/, ["remember"]],
  [/^(?:forgotten|forgot|erased)$/, ["forget"]],
  [/^(?:undone|undid|restored|reverted)$/, ["undo"]],
  [/^(?:sent|e-?mailed|notified|informed|messaged|told|forwarded|replied)$/, ["send_mail", "send_draft", "reply_mail", "forward_mail", "answer_invitation"]],
  [/^(?:unsubscribed)$/, ["unsubscribe_mail"]],
  [/^(?:archived|trashed)$/, ["archive_mail", "delete_mail"]],
  [/^(?:paused|resumed)$/, ["pause_links"]],
  [/^(?:drafted)$/, ["draft_mail"]],
  [/^(?:labell?ed|flagged|starred|tagged)$/, ["label_mail"]],
  [/^(?:done|confirmed|completed|handled)$/, null],
];

const word = /[\p{L}][\p{L}'’-]*/gu;

const isClaimVerb = (lower: string): boolean => evidenceOf.some(([pattern]) => pattern.test(lower));

/** Words that lead up to the verb of a claim: held back with it, so that a caught sentence leaves no stump. */
const leadsUp = /^(?:i|we|perin|(?:i|we)['’](?:ve|d)|it['’]s|has|been|all|taken)$/;

/** Whether a claim can hang on a word; text is held back from there to the end of its sentence. */
export const isClaimWord = (text: string): boolean => {
  const lower = text.toLowerCase();
  return isClaimVerb(lower) || leadsUp.test(lower);
};

const doneByMe = /\b(?:i|we|perin)(?:['’]ve| have|['’]d| had)?(?: (?:just|now|already|also|successfully|gone ahead and|went ahead and))*\s+(\p{L}[\p{L}-]*)/giu;
const hasBeen = /\b(?:has|have|was|were|is|are|['’]s|['’]re|got)(?: (?:now|all|just|already|also|successfully|officially|been))*\s+(\p{L}[\p{L}-]*)/giu;
const opening = /^[\s\p{P}\p{S}]*(?:(?:ok|okay|great|perfect|sure|yes|alright|right|good news|and|then|successfully)[\s,:;.–—-]+)*(\p{L}[\p{L}-]*)/iu;
const allSet = /\b(?:all set|taken care of|it['’]s in your (?:calendar|diary)|on your calendar now)\b/i;

const notAClaim =
  /\b(?:not|never|no|nothing|none|nobody|cannot|without|would|will|shall|should|could|can|may|might|must|to be|if|once|when|after you|before i|until|unless|waiting|waits|want me|let me|please)\b|n['’]t\b/i;

const verbsIn = (sentence: string): string[] => {
  const first = opening.exec(sentence)?.[1];
  return [...[...sentence.matchAll(doneByMe)].map((match) => match[1]), ...[...sentence.matchAll(hasBeen)].map((match) => match[1]), first].flatMap((verb) =>
    verb === undefined ? [] : [verb.toLowerCase()],
  );
};

/** Passive sentences about the calendar as it is ("is scheduled for Tuesday") are only a claim where the verb is one of acting. */
const describes = /\b(?:is|are|you have)\s+(?:\w+\s+){0,4}(?:scheduled|booked|planned|set|confirmed|blocked|organi[sz]ed|reserved)\b/i;

export interface ClaimEvidence {
  /** Names of tools that answered `done` in this turn and that change something. */
  readonly done: ReadonlySet<string>;
  /** True when a tool that reads has answered in this turn: then sentences may describe what is there. */
  readonly hasRead: boolean;
  /** What the trail told in this turn ("Moved “Lunch”"): a sentence may say the same deed of the same thing again. */
  readonly told: ReadonlySet<string>;
}

const isProven = (verb: string, done: ReadonlySet<string>): boolean => {
  const entry = evidenceOf.find(([pattern]) => pattern.test(verb));
  if (!entry) return true;
  const [, tools] = entry;
  return tools === null ? done.size > 0 : tools.some((tool) => done.has(tool));
};

const thingOf = (said: string): string => /“([^”]+)”/u.exec(said)?.[1] ?? /^(.+?) (?:was|were|is|are) /.exec(said)?.[1] ?? "";

const isToldBy = (said: string, sentence: string, verbs: readonly string[]): boolean => {
  const thing = thingOf(said);
  const deed = said.toLowerCase();
  return thing !== "" && sentence.includes(thing) && verbs.every((verb) => deed.includes(verb));
};

/** True when the sentence says that something happened which no result of this turn says. */
export const isFalseClaim = (sentence: string, { done, hasRead, told }: ClaimEvidence): boolean => {
  const text = sentence.trim();
  if (text === "" || text.endsWith("?") || notAClaim.test(text)) return false;
  if (allSet.test(text)) return done.size === 0;
  const verbs = verbsIn(text).filter(isClaimVerb);
  if (verbs.length === 0) return false;
  if (hasRead && describes.test(text)) return false;
  if ([...told].some((said) => isToldBy(said, text, verbs))) return false;
  return verbs.some((verb) => !isProven(verb, done));
};

/** Words of a text with where they stand; the guard looks at each once. */
export const wordsWithEnds = (text: string): { text: string; start: number; end: number }[] =>
  [...text.matchAll(word)].map((match) => ({ text: match[0], start: match.index, end: match.index + match[0].length }));
