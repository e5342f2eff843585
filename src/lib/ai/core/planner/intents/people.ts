/** How people say who comes to a meeting and who doesn't. */
import type { IntentRule } from "../intent";

export const peopleRules: readonly IntentRule[] = [
  {
    intent: "add-people",
    tool: "add_attendees",
    patterns: [
      [10, "(add|include|bring) ... (to|in|into) (the|my|our|it|that|this|his|her)"],
      [10, "(add|include|bring|loop in) (NAME|him|her|them) [NAME] on (the|my|our|it|that|this|his|her)"],
      [11, "invite ... (to|for) (the|my|our|it|that|this|TIME)"],
      [9, "invite"],
      [11, "add NAME ... to"],
      [11, "(add|include|loop in|bring in) (NAME|him|her|them) [too|as well|please] $"],
      [11, "loop in"],
      [12, "(add|include|invite|bring) ... (too|as well) [please] $"],
      [15, "(can|could|may) NAME [NAME] (come|join|come along|tag along) ... (too|as well|along|us) [please] $"],
      [15, "(can|could|may) NAME [NAME] (come along|tag along|join us) (to|for|at|on) (the|my|our|<named>|<event>|TIME) ..."],
      [13, "(add|include|bring) ... to <named> [TIME] [too|as well|please] $"],
      [15, "make sure NAME [NAME] (is|comes|gets) (on|in|at|invited|added|coming|to) ..."],
    ],
    examples: [
      "make sure Wes is on the retro invite",
      "add Maya to lunch tomorrow",
      "can Joe come along to lunch on Thursday too?",
      "add Ana to the review",
      "loop in Sam on that",
    ],
  },
  {
    intent: "remove-people",
    tool: "remove_attendees",
    patterns: [
      [11, "(remove|drop|take|kick|delete) ... (from|off) [of] (the|my|our|it|that|this|his|her)"],
      [12, "(uninvite|disinvite|un-invite)"],
      [12, "... (won't|will not|isn't|can't|cannot|is not|can not|doesn't) (come|coming|attend|attending|join|joining|be at|make) [to] (the|my|our|it|that)"],
      [
        19,
        "(take|remove|drop|get|kick|cross) (NAME|him|her|them) [NAME] (off|from) [of] (the|my|our) (invite|invitation|guest list|attendee list|attendees|list|guests) ...",
      ],
    ],
    examples: ["take Brian off the invite for the sync", "remove Greg from the review", "uninvite Sam from dinner"],
  },
  {
    intent: "swap-people",
    tool: "add_attendees",
    patterns: [
      [
        16,
        "... (won't|will not|isn't|can't|cannot|is not|can not) (come|coming|attend|attending|join|joining|be|make) ... (but|and|so) ... (instead|in [his|her|their] place)",
      ],
      [15, "(replace|swap) ... (with|for|by) ... (in|on|at|for)"],
      [15, "... (is|will be) (coming|joining|attending) instead of"],
    ],
    examples: ["Greg won't come to the review, but Ute is coming instead", "replace Sam with Jo in the planning"],
  },
];
