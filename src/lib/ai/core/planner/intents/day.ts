/** How people ask how the day stands, what waits for their yes, and what was done. */
import type { IntentRule } from "../intent";

const doing =
  "(do|done|change|changed|move|moved|cancel|cancelled|canceled|delete|deleted|book|booked|edit|edited|undo|undone|add|added|remove|removed|update|updated)";
const changing = "(change|changed|move|moved|cancel|cancelled|canceled|delete|deleted|edit|edited|undo|undone|remove|removed|update|updated)";
const clashing =
  "(conflict|conflicts|conflicting|clash|clashes|clashing|overlap|overlaps|overlapping|double-booked|double-booking|double-bookings|double booked|double booking|double bookings)";
const way = "[just|already|all|actually|ever]";

export const dayRules: readonly IntentRule[] = [
  {
    intent: "find-history",
    tool: "find_history",
    patterns: [
      [20, `(what|which) ... (did|have|has) (you|perin) ${way} ${doing}`],
      [20, `(what|which) ... (did|have) i ${way} ${changing}`],
      [20, `(did|have|has) (you|perin) ${way} ${doing} (anything|something|any)`],
      [20, `(did|have) i ${way} ${changing} (anything|something)`],
      [20, `(what|whats) [was|is|has|has been|were|got] ${way} (changed|done) [by you|by me|by perin|by anyone] [on my calendar] [TIME] $`],
      [20, "what have you been (doing|up to)"],
      [20, "what were you (doing|up to)"],
      [16, "(show|open|see|list|tell|give|view|read) [me] [my|the|your] (history|activity|audit trail|trail)"],
      [18, "(show|list|tell|give|what are|what were) [me] (my|the|your) (latest|last|recent|newest) (changes|actions|activity|doings)"],
    ],
    examples: [
      "what did you do today?",
      "what have you done this week",
      "what did Perin change yesterday",
      "what did I change today",
      "which meetings did you move this week?",
      "have you cancelled anything today?",
      "what was changed yesterday?",
      "what have you been up to?",
      "show me the history",
    ],
  },
  {
    intent: "find-approvals",
    tool: "find_approvals",
    patterns: [
      [24, "(what|which|anything|any|is|are|does|do|show|list|see|open|give|how many) ... (approval|approvals|approve|confirmation)"],
      [
        26,
        "(what|whats|which|anything|something|is|are|show|list) ... (wait|waits|waiting|pending|open) [on|for] (me|my yes|my word|my ok|my okay|my decision) $",
      ],
      [24, "(what|whats|anything|is) ... (need|needs|wants|waits for|waiting for) my (yes|word|ok|okay|decision|permission)"],
      [20, "(my|pending|open) (approvals|approval) [please] $"],
      [24, "(what|whats|anything|something|is anything|is there anything) [is|are] [still] (waiting|pending|outstanding) [now|here] $"],
    ],
    unless: /\be?-?mails?\b|\binbox\b|\bmessages?\b/i,
    examples: ["show my approvals", "what needs my approval", "what is waiting for me", "is anything waiting for my approval?", "what do I have to approve?"],
  },
  {
    intent: "read-brief",
    tool: "read_brief",
    patterns: [
      [20, "brief me"],
      [20, "(what|whats|show|read|give|tell|is|see) ... (my|the|a|daily|morning|todays|today) (brief|briefing) [for today|today|please] $"],
      [16, "(my|the) [daily|morning] (brief|briefing) [please] $"],
      [20, "(what|whats|is|anything) ... on my plate"],
      [18, "how (does|is|do) (my|the) (day|today|morning|afternoon) [TIME] (look|looking|going to look|shape up|shaping up)"],
      [18, "(is|are|was|will) TIME [be|going to be|looking|look] (busy|full|packed|crowded|hectic|stacked|quiet|light|crazy) $"],
      [18, "(is|will) (my|the) <stretch> [TIME] [be|going to be|looking] (busy|full|packed|crowded|hectic|quiet|light|crazy) $"],
      [18, "how [does|is|will] TIME (look|looks|looking|going to look|shape up|shaping up)"],
      [20, "what [else] [is] (left|remaining|still to come|to come|still on) [of|for|on|in] (TIME|my|the) ..."],
      [20, "(show|open|see|view|display|read) [me] (my|the) <calendar> [please] $"],
      [20, "what [is] (in|on) (my|the) <calendar> [please] $"],
      [
        20,
        "(how|what) [does|do|is|are|will] (my|the|our) [rest of the] <stretch> [TIME|ahead] [look|looks|looking|be|shape up|shaping up|going to look] [like] [TIME] $",
      ],
      [20, "what (does|do|will|is) TIME (look|looking|be|going to be) like"],
      [20, "what [is] TIME [looking|going to be] like $"],
      [20, "how (busy|full|packed|booked|booked up|stacked|crowded) (am|are|is|will|does|do) (i|we|TIME|my|the|it) ..."],
      [
        18,
        "(show|tell|read|walk|run|take|give) [me|us] [through] [a|an|the] [quick] [rundown|overview|summary|outline] [of|for|through|about] (my|the|our) <stretch> [TIME|ahead|please] $",
      ],
      [20, "(rundown|overview|summary|outline) (of|for) (my|the|our|TIME) ... $"],
      [20, "(give|tell|show) me [a|an|the] [quick] (rundown|overview|summary|outline) [of|for] TIME"],
      [20, "(sum up|summarise|summarize|walk me through|run me through|plan|organise|organize) (my|the|our) <stretch> [TIME|ahead|please] $"],
      [20, "(sum up|summarise|summarize|walk me through|run me through) TIME $"],
      [16, "(my|the) (week|weekend) [ahead|please] $"],
      [18, "(give|tell|show) me [a|an|the] [quick] (rundown|overview|summary|outline) [of] (my day|today|the day)"],
      [21, "(sum up|summarise|summarize|walk me through|run me through) (my day|today|the day)"],
    ],
    examples: [
      "brief me",
      "what's my brief",
      "read me my brief",
      "what's on my plate today",
      "how does my day look",
      "how is today looking?",
      "how's Thursday looking",
      "what's left this week",
      "show my calendar",
      "sum up my day",
      "how does my week look",
      "what does my week look like?",
      "how's my week",
      "how busy am I next week?",
      "what's this week like?",
      "what does next week look like",
      "give me an overview of next week",
      "walk me through my week",
      "plan my week",
    ],
  },
  {
    intent: "survey",
    tool: "find_events",
    patterns: [
      [20, `(do|does|is|are|am|have|any|anything|what|which|show|find|list|check|when) ... ${clashing}`],
      [20, `(any|my|find|show) ${clashing}`],
      [20, "[what|which|when] [is] ... (busiest|fullest|quietest|lightest|emptiest) [day|week]"],
      [
        20,
        "(what|which|when) [time] [do|does|is|am|will|are] (i|we|my|the) [work|working|last] [day|week] [be|going to be] (finish|finished|done|end|over|start|begin|free to go)",
      ],
      [20, "(what|which) [is|was|are] [my|the] [next] (longest|shortest) ..."],
      [20, "how (many hours|much time|much of my time) ... (meetings|meeting|calls|appointments|events|with NAME)"],
      [20, "how (many hours|much time|much of my time) ... (spend|spent) (with|in|on)"],
    ],
    unless: /\be?-?mails?\b|\binbox\b|\bmessages?\b/i,
    examples: [
      "do I have any conflicts this week?",
      "is there a clash on Wednesday",
      "what is my busiest day this week?",
      "which day is the quietest next week",
      "when am I done today?",
      "what time does my day start tomorrow",
      "what's my longest meeting this week?",
      "how many hours of meetings do I have this week?",
      "am I double-booked anywhere?",
      "does anything overlap on Thursday?",
    ],
  },
];
