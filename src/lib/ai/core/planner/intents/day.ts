/** How people ask how the day stands, what waits for their yes, and what was done. */
import type { IntentRule } from "../intent";

const doing =
  "(do|done|change|changed|move|moved|cancel|cancelled|canceled|delete|deleted|book|booked|edit|edited|undo|undone|add|added|remove|removed|update|updated)";
const changing = "(change|changed|move|moved|cancel|cancelled|canceled|delete|deleted|edit|edited|undo|undone|remove|removed|update|updated)";
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
      [18, "how (does|is|will) TIME (look|looking|going to look|shape up|shaping up)"],
      [18, "(give|tell|show) me [a|an|the] [quick] (rundown|overview|summary|outline) [of] (my day|today|the day)"],
      [21, "(sum up|summarise|summarize|walk me through|run me through) (my day|today|the day)"],
    ],
    examples: ["brief me", "what's my brief", "read me my brief", "what's on my plate today", "how does my day look", "how is today looking?", "sum up my day"],
  },
];
