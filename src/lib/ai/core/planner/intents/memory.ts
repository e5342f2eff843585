/** What is said to be kept, asked back, or forgotten. Reminders ("remember to …") are something else. */
import type { IntentRule } from "../intent";

export const memoryRules: readonly IntentRule[] = [
  {
    intent: "remember",
    tool: "remember",
    patterns: [
      [14, "(remember|memorise|memorize|note|keep in mind|bear in mind|don't forget|do not forget|never forget) (that|this|:|,)"],
      [13, "(remember|memorise|memorize) NAME ..."],
      [13, "(remember|memorise|memorize) ... (is|are|likes|prefers|hates|loves|has|wants|needs|lives|works|doesn't|can't|takes|drinks|eats)"],
      [14, "(remember|memorise|memorize) (i|i'm|i've|i'd|my|we|we're|our|the|he|she|they|it|it's)"],
      [14, "(remember|keep) (until|till|for) ... (that|:|,)"],
      [14, "(make|take|keep) a mental note"],
      [15, "(save|store|keep|note) (this|that|down) (:|,|–|-) ..."],
      [14, "for (the record|future reference|next time) [,|:]"],
      [8, "i (like|love|hate|dislike|never eat|don't eat|don't like|don't drink|can't stand|would rather)"],
      [8, "(i'm|i am) (allergic|vegetarian|vegan|a vegetarian|a vegan|left-handed|colour-blind|color-blind)"],
      [5, "my favo(u)rite"],
      [5, "my (favourite|favorite) ... (is|are)"],
    ],
    examples: [
      "remember that I like short meetings",
      "keep in mind that Maya is vegetarian",
      "Don't forget that the gate code is 4711",
      "remember until Friday that the car is in garage B",
      "remember Tom prefers mornings",
      "I like tea",
      "I'm allergic to nuts",
    ],
  },
  {
    intent: "recall",
    tool: "recall",
    patterns: [
      [18, "what [else] do you (know|remember|keep) about (me|us|my)"],
      [16, "what [else] (do|can) you (remember|recall)"],
      [16, "what [else] do you (know|keep) about ..."],
      [17, "what [else] do (i|we) know about ..."],
      [16, "(do|can) you (remember|recall) (what|where|when|who|which|my|our|that|the|how)"],
      [16, "what (did|have) i (tell|told|asked|ask|say|said) [to] [you] [to remember|to keep|about]"],
      [15, "(recall|remind me) (what|where|who|which|how) (i|my|our|the|is|was)"],
      [15, "(show|list|tell) [me] (your|the|my|all|all my|all your) (memories|memory|notes about me)"],
      [4, "(what|whats|where|who|which|how) (is|are|was|were|do|did|does) (my|our|i) ..."],
      [4, "whats (my|our)"],
    ],
    examples: ["what do you know about me?", "what do you remember about Maya?", "do you remember where the car is?", "what did I tell you about the gate?"],
  },
  {
    intent: "forget",
    tool: "forget",
    patterns: [
      [16, "forget (that|about) (i|i'm|my|we|our|the|he|she|it|it's) ..."],
      [16, "forget (what|everything|all|anything) (i|you|that)"],
      [16, "forget (everything|all of it|it all|all) $"],
      [20, "(delete|remove|erase|clear|wipe) (what|everything|all|anything) [that] you (know|remember|keep|have)"],
      [16, "(don't|do not|stop) (remember|remembering|keeping|keep) (that|my|what|the)"],
      [16, "(delete|remove|erase|drop|clear) (that|the|my|this|your) (memory|memories|note) ..."],
    ],
    examples: [
      "forget that I like short meetings",
      "forget everything",
      "delete what you know about me",
      "forget what I said about the gate",
      "delete the memory about tea",
    ],
  },
];
