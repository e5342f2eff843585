/** How people speak of what they have to do: adding, asking, having done, putting off, planning, dropping. */
import type { IntentRule } from "../intent";

const list = "(list|lists|to-dos|to-do|todos|todo|tasks|to-do list|todo list|to do list|task list|shopping list|grocery list|packing list)";
const did =
  "(called|phoned|rung|rang|paid|bought|sent|done|did|finished|completed|written|wrote|emailed|mailed|cleaned|fixed|ordered|returned|picked up|dropped off|watered|read|filed|submitted|renewed|washed|sorted|handled|cooked|prepared|packed|signed|posted|printed|reviewed)";

const rhythms = "recurring|repeating|daily|weekly|monthly|yearly";
const one = "(task|to-do|todo|reminder)";

export const taskRules: readonly IntentRule[] = [
  {
    intent: "add-task",
    tool: "add_task",
    patterns: [
      [15, "remind me [please] to"],
      [15, "remind me TIME [please] to"],
      [9, "remind me (about|of)"],
      [15, "[set] [a] reminder $"],
      [15, "remind me [please] (about|of) ... TIME"],
      [15, "remind me TIME [please] (about|of)"],
      [14, "(don't let me forget|don't let me forget to)"],
      [17, `<book> ... (to|on|onto|in|down on) [my|the|our] ${list}`],
      [13, "(new|add|create|make|set|note) [a|an|another] [new] (task|to-do|todo)"],
      [13, `(new|add|create|make|set|set up) [a|an|another] (${rhythms}) (task|to-do|todo|reminder)`],
      [12, "(set|create|add|make) [me|a|an] reminder to"],
      [13, "(set|create|add|make) [me] (a|an|my|another) (alarm|reminder) (for|at) TIME $"],
      [14, "(set|create|add|make) [me] (a|an|my|another) (alarm|reminder) TIME $"],
      [14, "(set|start) [me] (a|the|another) timer for DURATION"],
      [14, "wake me [up] TIME"],
      [20, "(todo|to-do|to do|task|tasks|todos) (:|-|–)"],
      [13, "(todo|to-do) (<chore>|<errand>)"],
      [13, "DURATION (:|-|–|,) (<chore>|<errand>)"],
      [12, "(don't|do not) forget to"],
      [12, "remember to"],
      [13, "[i'll|i will|we'll|we will] <chore>"],
      [13, "[i'll|i will|we'll|we will] <errand> ... (DAY|DEADLINE)"],
      [3, "<errand> ..."],
      [3, "... DEADLINE"],
    ],
    examples: [
      "remind me to call Tom tomorrow at 9",
      "remind me tomorrow at 9 to call Tom",
      "add milk to my list",
      "new task: write the report by Friday",
      "put buy stamps on my to-do list",
      "todo: write report 45 min due Tuesday",
      "I need to write the report by Wednesday, 45 minutes",
      "buy milk by Friday",
      "pay the rent before the 1st",
      "call the dentist tomorrow",
      "don't forget to water the plants",
      "remind me about the rent",
      "remind me about the concert on Sunday",
      "remind me about the call on Friday at 3",
      "remind me about the rent every month",
      "remind me to water the plants every Monday at 9",
      "add a to-do: pay rent every month on the 1st",
      "add a weekly to-do: water the plants",
      "take out the bins every other Friday",
      "call Tom",
      "half an hour: tidy up",
      "expenses by the end of the month",
    ],
  },
  {
    intent: "remind-before",
    tool: "add_task",
    patterns: [
      [22, "remind me DURATION [before|beforehand|in advance|ahead|prior|earlier] (before|beforehand|ahead|prior|in advance|earlier) ..."],
      [22, "remind me (about|of) ... DURATION (before|beforehand|in advance|ahead|earlier) ..."],
      [22, "(set|add|make|create) [me] (a|an) (reminder|alarm) [for] DURATION (before|ahead of|prior to) ..."],
    ],
    examples: [
      "remind me 15 minutes before the standup",
      "remind me an hour before",
      "remind me about the dentist an hour before",
      "set a reminder 2 hours before my flight",
    ],
  },
  {
    intent: "find-tasks",
    tool: "find_tasks",
    patterns: [
      [16, `(what|what's|whats|which|show|list|read|tell|give|see|any|how many|do|is|are) ... ${list}`],
      [17, "what ... (need|have) to (do|get done) [today|now|next|this week] $"],
      [15, "what should i do (next|now|first) $"],
      [18, "(what|whats|which|when|whens|is|are|anything|something|show me|do i have) ... due ..."],
      [14, `my ${list} [please] $`],
      [9, `${list} [please] $`],
    ],
    examples: [
      "what's on my list?",
      "show me my to-dos",
      "what do I have to do today?",
      "which tasks are due this week?",
      "is “pay the rent” on my list?",
      "do I have milk on my shopping list?",
      "what's due this week?",
      "is anything due tomorrow?",
      "when is the rent due?",
    ],
  },
  {
    intent: "complete-task",
    tool: "complete_task",
    patterns: [
      [13, `(i've|i have|i|we've|we have) [just|already|now] ${did}`],
      [15, "(mark|tick|check|cross|set) ... (done|off|complete|completed|finished)"],
      [15, "(tick|check|cross) off"],
      [11, "(done|finished|completed) (with|the|my|calling|writing|buying)"],
      [12, "... is (done|finished|completed) [now] $"],
    ],
    examples: ["I've called Tom", "I have paid the rent", "mark the report as done", "tick off milk", "the report is done"],
  },
  {
    intent: "snooze-task",
    tool: "snooze_task",
    patterns: [
      [16, "snooze"],
      [16, "remind me [of|about] [it|that|this] (again|later)"],
      [16, "remind me (of|about) (it|that|this) TIME"],
    ],
    examples: ["snooze it till Monday", "snooze the report until Friday", "remind me again in an hour"],
  },
  {
    intent: "plan-task",
    tool: "plan_task",
    patterns: [
      [
        19,
        "(plan|schedule|do|put|fit|fit in|squeeze in|book|slot in|slot|add|work on|find time for|let me) ... (when|whenever|once|as soon as) (i have|i've|there is|there's|i get)",
      ],
      [17, "(when|whenever|once|as soon as) (i have|i've|i get) ... (free|spare|time) ..."],
      [17, "find time (for|to) ... (from|on) my (list|to-dos|todos|tasks)"],
    ],
    examples: [
      "plan the report when I have 30 free minutes",
      "do the taxes whenever I have two free hours",
      "fit in the expenses as soon as I have half an hour",
    ],
  },
  {
    intent: "change-task",
    tool: "change_task",
    patterns: [
      [18, `(stop|end) repeating ... ${one}`],
      [18, `(don't|do not) repeat ... ${one}`],
      [18, `(make|set|turn|repeat|<alter>) (the|my|that|this) ... ${one} ... <weekly>`],
      [18, `(make|set|turn|repeat|<alter>) (the|my|that|this) ... ${one} ... TIME`],
      [18, "(stop|quit) reminding me"],
      [18, "(don't|do not) remind me ... (anymore|any more|any longer) $"],
    ],
    examples: [
      "stop repeating the rent to-do",
      "don't repeat the rent to-do any more",
      "make the rent to-do weekly",
      "repeat the rent to-do every two weeks",
      "change the rent to-do to Friday at 9",
      "stop reminding me about the rent",
    ],
  },
  {
    intent: "delete-task",
    tool: "delete_task",
    patterns: [
      [22, `(<cancel>|take) ... (from|off) [my|the|our] ${list}`],
      [17, "<cancel> [the|my|that] (task|to-do|todo|reminder)"],
      [16, "<cancel> ... (task|to-do|todo|reminder) $"],
    ],
    examples: ["remove milk from my list", "delete the task about the report", "take stamps off my to-do list"],
  },
];
