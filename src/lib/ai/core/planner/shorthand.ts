/** Writes out what is typed in short: "dinner w ana sat 8", "block 2 to 3". Only what can be meant in one way. */

const days = "mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|today|tomorrow|tmrw|tmr|tomo|tonight";
const monthsOrUnits = String.raw`(?:st|nd|rd|th|am|pm|a\.m|p\.m|h|hr|min|hour|day|week|month|o['’]?clock|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|people|guests)`;

const rules: readonly (readonly [RegExp, string])[] = [
  // "ive", "whats", "dont", as phones are typed on
  [/\b(what|who|where|when|how|that|there)s\b/gi, "$1's"],
  [/\b(do|does|did|is|are|was|were|have|has|had|wo|ca|could|should|would)nt\b/gi, "$1n't"],
  [/\bi(m|ve)\b/gi, "I'$1"],
  // "w ana", "w/ana", "w/ ana"
  [/(?<=\s)w(?:\/\s*|\s+)(?=\p{L}{2})/giu, "with "],
  // "sat 8", "tmrw 6:30": an hour behind a day
  [
    new RegExp(String.raw`\b(${days})\s+(?=(?:[1-9]|1\d|2[0-3])(?:[:.][0-5]\d)?(?![\d:./-]|\s*(?:-|–|to\b|till\b|until\b)|\s*${monthsOrUnits}))`, "gi"),
    "$1 at ",
  ],
  // "Maya wants to move the review": whoever wants it, it is to be moved
  [/^[\s,]*\p{L}+\s+(?:wants|would like|has asked|asked|needs)\s+(?:me\s+|us\s+)?to\s+(?=(?:move|reschedule|push|postpone|shift|bring forward)\b)/iu, ""],
  // "Save the date: wedding on June 6"
  [/^\s*save the date\s*(?:[:,–-]\s*|for\s+)?(?=\S)/iu, "add "],
  // "My doctor moved my appointment to 3": whoever did it, it is to be moved
  [
    /^\s*(?:my|the|our)\s+(?!(?:meeting|appointment|event|call)\b)[\p{L}.]+(?:\s+\p{L}+)?\s+(?:has\s+|have\s+|just\s+)?(?:moved|pushed|rescheduled|postponed|bumped|switched)\s+(?=(?:my|our|the)\s)/iu,
    "move ",
  ],
  // "off the books"
  [/\boff\s+(?:of\s+)?the\s+books\b/gi, "off my calendar"],
  // "first thing tomorrow?"
  [/^\s*(first|last)\s+thing\s+(?=\S)(?:on\s+)?([^?]+)\?\s*$/iu, "what is my $1 event $2"],
  [/^\s*what(?:['’]?s|\s+is)\s+(?:the|my)\s+(first|last)\s+thing\s+(?=\S)(?:on\s+)?([^?]+?)\s*\??\s*$/iu, "what is my $1 event $2"],
  // "is the 16th free"
  [/\bis\s+(the\s+\d{1,2}(?:st|nd|rd|th))\s+(?=(?:still\s+)?(?:free|open|available|clear|busy)\b)(?:still\s+)?(\p{L}+)/giu, "am I $2 on $1"],
  // "block 2 to 3"
  [
    /\b(block|hold|reserve|book|free)((?:\s+(?:out|off|up|me))?)\s+(?=\d{1,2}(?:[:.]\d\d)?\s*(?:-|–|to|till|until)\s*\d{1,2}\b(?!\s*(?:min|h\b|hour|people)))/gi,
    "$1$2 from ",
  ],
];

export const inFull = (text: string): string => rules.reduce((said, [pattern, words]) => said.replace(pattern, words), text);
