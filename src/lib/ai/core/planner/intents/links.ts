/** Links that others use to book time: making one, and pausing them all. */
import type { IntentRule } from "../intent";

export const linkRules: readonly IntentRule[] = [
  {
    intent: "make-link",
    tool: "make_link",
    patterns: [
      [
        20,
        "(make|create|generate|set up|give|get|prepare|new) [me|us] (a|an|another|one|the) [new|booking|scheduling|single-use|one-time|meeting] [booking|scheduling|meeting] link",
      ],
      [20, "(i need|i want|i'd like) (a|an|another) [new|booking|scheduling|single-use] [booking|scheduling] link"],
      [19, "new [booking|scheduling] link"],
    ],
    examples: [
      "make a link for the Acme people, 30 minutes, this week only, PIN 4821, at most three bookings",
      "create a booking link for Maya",
      "I need a link for the interviews, 45 minutes",
      "make me a new link for anyone at acme.com",
    ],
  },
  {
    intent: "pause-links",
    tool: "pause_links",
    patterns: [
      [20, "(pause|stop|disable|freeze|suspend|turn off|switch off|close) [all] [of] [my|the|our] [booking] links"],
      [20, "(resume|unpause|enable|reopen|restart|turn on|switch on|reactivate) [all] [of] [my|the|our] [booking] links"],
      [20, "let [all] [of] (my|the|our) links work [again]"],
    ],
    examples: ["pause all my links", "resume my links", "turn off all my booking links", "let my links work again"],
  },
];
