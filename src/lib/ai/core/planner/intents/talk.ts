/** Everything else people say to a delegate: small talk, answers, taking things back, and what it can't do (yet). */
import type { IntentRule } from "../intent";

export const talkRules: readonly IntentRule[] = [
  {
    intent: "undo",
    tool: "undo",
    patterns: [
      [14, "undo"],
      [14, "(take|put|bring) (that|it|this|them) back"],
      [14, "(revert|reverse|roll back|restore)"],
      [13, "(bring|put) back"],
      [14, "(that|this) was (wrong|a mistake)"],
      [14, "(un-do|undone)"],
      [13, "(cancel|scrap) (that|the) (change|last change|last one|last action)"],
      [13, "i didn't (mean|want) (that|to)"],
    ],
    examples: ["undo that", "take that back", "undo", "put it back"],
  },
  {
    intent: "greet",
    tool: null,
    patterns: [
      [8, "(hi|hello|hey|yo|hiya|howdy|greetings|good morning|good afternoon|good evening|good day|morning|hallo|shalom) [there|perin|again|you] [perin] $"],
      [9, "how are you"],
      [9, "how is it going"],
      [9, "what's up"],
      [8, "are you (there|awake)"],
      [8, "nice to meet you"],
    ],
    examples: ["Hello Perin", "good morning", "hey there"],
  },
  {
    intent: "thank",
    tool: null,
    patterns: [
      [
        9,
        "(thanks|thank you|thx|ty|cheers|thank u|many thanks|much appreciated|thanks a lot|thank you very much|thank you so much|thanks so much|nice|awesome|cool|well done|great job|good job|perfect|great|wonderful|lovely|brilliant) [perin|so much|a lot|very much|again|for that|you|for your help] $",
      ],
      [9, "(you're|you are) [so|really|very|the|a] (great|good|awesome|amazing|best|helpful|nice|brilliant|wonderful|star) [perin] $"],
      [9, "(lol|haha|hehe|love it|i love it|love you|good bot|nice one|good work|that worked|it worked) $"],
      [9, "(bye|goodbye|good night|see you|see you later|that is all|that's all|nothing else|no that's all|that will be all) [perin] $"],
      [
        10,
        "(thanks|thank you|thx|ok|okay|great|perfect|cool|good) [so much|a lot] [perin] [,|.|-|!] [that|this|it] [is] (all|it|everything) [for now|for today|then|perin] $",
      ],
      [10, "(thanks|thank you|thx|ok|great|perfect|cool) [,|.|-|!] (nothing else|no more|i'm done|we're done|that will be all) [perin|for now|today] $"],
    ],
    examples: ["thanks, that's all", "thanks", "thank you so much", "bye"],
  },
  {
    intent: "help",
    tool: null,
    patterns: [
      [16, "what (can|do|could) you (do|help)"],
      [15, "help $"],
      [16, "how (do|can) (you|i use you|you help)"],
      [16, "(who|what) are you"],
      [15, "what (should|can) i (ask|say|do)"],
      [15, "(what are|show me|tell me) your (commands|abilities|features|skills|capabilities)"],
      [15, "how does this work"],
      [15, "(can|could) you help [me] $"],
      [15, "what is your name"],
      [16, "what do you know $"],
      [15, "help me $"],
      [9, "(what|how|huh|eh) [do you mean] $"],
      [
        22,
        "how (do|can|would|should|could) (i|we|you) (undo|cancel|move|change|delete|book|schedule|approve|send|add|invite|make|create|plan|remember|save|remind|reply|write|archive) (a|an|the|my|things|something|someone|somebody|people|it|that|events|meetings|mails|contacts) ... $",
      ],
      [22, "how (do|can|would|should|could) (i|we|you) (undo|cancel|approve|use this|start|begin|get started) $"],
    ],
    examples: ["what can you do?", "help", "who are you?", "how do I invite someone?", "how do I undo?"],
  },
  {
    intent: "guide",
    tool: null,
    patterns: [
      [
        20,
        "<change> [my|the|our] (working hours|work hours|office hours|opening hours|hours|business hours|password|quiet hours|notifications|notification settings|lunch break|buffer|buffers|minimum notice|theme|brief time|settings|preferences|dark mode|passkey) ...",
      ],
      [20, "<change> my (name|language|tone|signature|picture|email address) [to] ..."],
      [16, "<change> [my|the|our] (timezone|time zone|zone) ..."],
      [19, "(turn|switch) (on|off) [my|the] (notifications|do not disturb|dnd|dark mode|reminders|the brief|brief|quiet hours) ..."],
      [20, "(go to|open|show|take me to|where is) [me] [the|my] (settings|preferences) [page] $"],
      [20, "(export|import|download|back up) (my|the|our|a) [google|outlook|old] (calendar|calendars|data|events|contacts|account|everything) ..."],
      [20, "(subscribe to|add|show|use|import) [the|public|bank|german|us|uk] (holidays|holiday calendar) ..."],
      [22, "how (do|can|could|should) (i|we) (share|export|import|publish|turn|set|change) ..."],
      [22, "(where|how) (is|are|do i find|can i find) [the|my] (settings|preferences|links|history|approvals|contacts|memory)"],
      [19, "(what|which) [booking|scheduling] links (do|have|are) ..."],
      [19, "(show|list) [me] [all] [my|the] [booking|scheduling] links"],
      [19, "how many contacts ..."],
      [23, "(send|give|email|mail|show|read|tell) me (the|my|a) [daily|morning] (brief|briefing|digest) ... TIME $"],
      [23, "(send|give|email|mail|show|read|tell) me (the|my|a) [daily|morning] (brief|briefing|digest) (every|each|daily|by|via|as) ..."],
      [20, "(what|which|show|list|whats) ... (rules|rule) [do|did|have|are] [i|there|you|me] [have|set|made|keep] ... $"],
    ],
    examples: [
      "set my working hours to 9 to 5",
      "change my timezone to London",
      "how do I share my calendar?",
      "turn off notifications",
      "what links do I have?",
    ],
  },
  {
    intent: "amiss",
    tool: null,
    patterns: [
      [
        18,
        "(that|this|it) [is|was|isn't|wasn't|is not] (wrong|not right|right|not what i (meant|wanted|asked|said)|what i (meant|wanted|asked|said)|incorrect) ... $",
      ],
      [18, "(you|perin) [are|is] [so] (useless|stupid|dumb|bad|terrible|annoying|not helpful|no help) ... $"],
      [18, "not what i (meant|wanted|asked|said) ... $"],
      [
        18,
        "(you|perin) (booked|moved|cancelled|canceled|deleted|changed|picked|took|chose|got|did|made) (the|a|it|that|this) [wrong] (wrong|mistake|one|time|day|date|meeting|event|person|thing) ... $",
      ],
      [18, "wrong (one|event|meeting|time|day|date|person|chat|window|place|thing|maya) $"],
      [18, "(sorry|oops|ups|whoops) [,|.] [sorry|that was] (wrong chat|wrong window|not for you|ignore that|a typo|typo|my mistake) ... $"],
    ],
    unless: /^(?:that|this|it) (?:is|was) right\b/i,
    examples: ["that's wrong", "you booked the wrong time", "wrong one", "that is not what I meant", "sorry, wrong chat"],
  },
  {
    intent: "unlike",
    tool: null,
    patterns: [
      [19, "(make|mark|set|keep|flag|show) (it|that|this|the|my) ... [as] (private|confidential|secret|hidden|public|invisible) [please] $"],
      [19, "(make|mark|set|keep|flag|show) ... as (private|confidential|secret|hidden|public) [please] $"],
      [19, "(hide|unhide) (it|that|this|the|my) ..."],
    ],
    examples: ["make the dentist private", "mark it as private", "hide my dentist appointment"],
  },
  {
    intent: "privacy",
    tool: null,
    patterns: [
      [20, "what (can|do) you (see|access|read) [of|about] [me] $"],
      [22, "(do|can|will) you (read|see|access|store|share|sell|keep) [all] [of] my (emails|mails|mail|messages|data|conversations) $"],
      [20, "(is|are) my (data|mails|emails|information|messages|calendar|conversations) (safe|private|secure|shared|stored|read) ..."],
      [20, "who (can|else can) (see|read|access) (my|this|what) ..."],
      [20, "where (is|are) my (data|mails|emails|information) ..."],
    ],
    examples: ["what can you see", "do you read my emails", "is my data safe", "who can see my calendar"],
  },
  {
    intent: "identity",
    tool: null,
    patterns: [
      [20, "are you (an|a|real|human|alive|chatgpt|claude|gemini|gpt)"],
      [20, "who (made|built|created|wrote|programmed) you"],
      [20, "(is|am) (this|i) [a|talking to a|talking to an] (real|human|bot|robot|ai|machine)"],
      [20, "do you (use|run on) (ai|chatgpt|gpt|openai|claude|a language model|an llm)"],
    ],
    examples: ["are you an AI?", "who made you?", "are you human?"],
  },
  {
    intent: "mood",
    tool: null,
    patterns: [
      [
        14,
        "(i'm|i am|i feel|feeling) [so|very|really|a bit|totally|completely|too] (stressed|stressed out|tired|exhausted|overwhelmed|swamped|drowning|bored|sad|burnt out|snowed under) ...",
      ],
      [14, "(my|this|the) (day|week) is [too|so|very] (full|busy|crazy|packed|insane|a mess)"],
      [14, "i have too (much|many) (to do|meetings|on|going on)"],
    ],
    examples: ["i'm stressed", "I am so overwhelmed", "this week is too full"],
  },
  {
    intent: "late",
    tool: null,
    patterns: [
      [
        15,
        "[i think|sorry] (i'm|i am|we're|we are|i'll be|i will be|i might be|we'll be|i'm going to be) [running|a bit|a little|going to be|probably|very] [DURATION] late ...",
      ],
    ],
    unless: /\b(?:email|mail|tell|let|message|write|push|move)\b/i,
    examples: ["I'm running late for the review", "I'll be 10 minutes late to the standup"],
  },
  {
    intent: "accept",
    tool: null,
    patterns: [
      [8, "<yes> [please|perin|thanks|then|do that|do it|go ahead|that works] $"],
      [
        20,
        "[yes|yeah|yep|ok|okay|sure] [,] [please] approve (it|that|this|them|all|both|everything|the|my) [one|card|request|action|of them|of it|approval|approvals|change|booking|meeting|mail] [then|now|please|too] $",
      ],
      [20, "approve (the|that|this) (first|second|third|last|other|next) [one|card|two|request] [please|only] $"],
    ],
    examples: ["yes", "go ahead", "yes please", "approve it", "yes, approve that", "approve the meeting", "please approve everything"],
  },
  {
    intent: "decline",
    tool: null,
    patterns: [
      [9, "<no> [thanks|please|thank you|perin] $"],
      [9, "(don't|do not) (do|bother|book|cancel|move|send) [that|it|anything|this] $"],
      [20, "(decline|reject|don't approve|do not approve) (it|that|this|them|all|both|everything) [then|now|please|too] $"],
      [20, "(decline|reject) (the|this|that|my) (card|request|approval|action) [please] $"],
    ],
    examples: ["no", "never mind", "forget it", "decline it", "reject that", "don't approve it"],
  },
  {
    intent: "weather",
    tool: null,
    patterns: [
      [17, "... [if] [will|is|does] it [will|is going to|does|is] (rain|snow|be sunny|be cold|be warm|be hot|going to rain|raining|snowing)"],
      [17, "(is|will) it [going to] [be] (cold|warm|hot|sunny|rainy|windy|cloudy|snowy|rain|snow|freezing|humid|icy|wet) ..."],
      [17, "(what|how|tell|show|check|will|is|whats|give|know) ... (weather|forecast|temperature)"],
    ],
    examples: ["will it rain tomorrow?", "let me know if it will rain"],
  },
  {
    intent: "message",
    tool: null,
    patterns: [
      [
        15,
        "(play (music|a song|some|spotify|the radio|my playlist|something)|sing|translate|calculate|text|whatsapp|turn on|turn off|open the|book a flight|book me a flight|call me an|call me a) ... ",
      ],
      [14, "(tell me a|write a|write me a) (joke|story|poem|song|essay)"],
      [
        24,
        "(remind|tell|notify|alert|ping) me (when|if|as soon as|once|whenever) ... (replies|answers|writes|responds|calls|arrives|emails|mails|reply|answer|write|respond|email|gets back|get back|is back) ...",
      ],
    ],
    examples: ["tell me a joke", "translate this into French"],
  },
];
