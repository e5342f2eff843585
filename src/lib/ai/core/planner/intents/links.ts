/** Links that others use to book time: making one, and pausing them all. */
import type { IntentRule } from "../intent";

export const linkRules: readonly IntentRule[] = [
  {
    intent: "keep-free",
    tool: "keep_free",
    patterns: [
      [
        21,
        "(don't|do not|never|stop) (book|schedule|plan|put|accept|offer|booking|scheduling|offering) [me|anything|any|my|anyone|people] [meetings|meeting|anything|calls|slots|times] [in] (before|after|on|during|in|over|between|for|TIME|<days>) ...",
      ],
      [21, "(don't|do not) let (anyone|anybody|people|others|them) book [me|anything|meetings] (before|after|on|during|in|over|between|TIME|<days>) ..."],
      [20, "no [more] (meetings|calls|appointments|meeting|bookings) (before|after|on|during|in|over|between|at|TIME|<days>) ..."],
      [
        20,
        "(protect|guard|keep|hold|leave) [my|the|all] (lunch|lunch break|lunch breaks|lunchtime|lunch hour|lunches|focus time|mornings|evenings|weekends|afternoons|breaks|<days>) [always] (free|clear|open|free of meetings|meeting-free|$) ...",
      ],
      [20, "(protect|guard|keep|leave|hold) [my|the|all] <weekday> (mornings|afternoons|evenings|lunches|lunchtimes) [free|clear|open] ..."],
      [21, "(i want|i'd like|i need|i would like) [my|all|the] [<weekday>] (mornings|afternoons|evenings|lunches|<days>) [to be|kept] (free|clear) ..."],
      [20, "(protect|guard) my (lunch|lunch break|focus time|mornings|evenings|weekends|afternoons|breaks|<days>) ..."],
      [20, "keep ... (free|clear) (every|each|on all) ..."],
      [
        20,
        "(i don't|i do not|i never) (do|take|want|have|accept) [any] (meetings|calls|appointments) (before|after|on|during|in|over|between|TIME|<days>) ...",
      ],
      // As a memory it would keep nobody from booking.
      [
        22,
        "(remember|note|keep in mind|bear in mind|don't forget) [that|,|:] (i don't|i do not|i never) (do|take|want|have|accept) [any] (meetings|calls|appointments) (before|after|on|during|in|over|between|TIME|<days>) ...",
      ],
      [
        22,
        "(remember|note|keep in mind|bear in mind|don't forget) [that|,|:] no [more] (meetings|calls|appointments|bookings) (before|after|on|during|in|over|between|at|TIME|<days>) ...",
      ],
    ],
    unless: /\b(?:tomorrow|today|tonight|this (?:week|month|morning|afternoon|evening)|next (?:week|month))\b/i,
    examples: [
      "no meetings before 10",
      "don't book anything on Fridays",
      "keep lunch free",
      "no meetings on Fridays please",
      "protect my lunch break every day",
      "keep my mornings free",
      "don't schedule anything after 5pm",
      "I don't do meetings before 9",
      "remember that I don't take meetings before 10",
      "remember: no meetings on Fridays",
      "keep Thursday mornings free of meetings",
      "I want my Wednesday afternoons free",
    ],
  },
  {
    intent: "lift-free-rule",
    tool: "lift_free_rule",
    patterns: [
      [22, "(allow|permit|accept|take|offer|enable) [me|my] [any] (meetings|calls|appointments|bookings|meeting) ... again ..."],
      [
        22,
        "(i|you|people|they|we|others|anyone) (can|may|could) [also] (take|have|do|accept|book|schedule|offer|plan) [me|my|any] [meetings|calls|appointments|meeting|anything] (before|after|on|during|in|between|at|TIME|<days>) ... again ...",
      ],
      [22, "[my] (meetings|calls|appointments) (before|after|on|during|in|between|at|TIME|<days>) ... (fine|ok|okay|allowed|possible|alright) again ..."],
      [
        22,
        "(stop|quit|no longer|don't) (keep|keeping|protect|protecting|block|blocking|hold|holding) [my|the|all] (lunch|lunch break|lunchtime|mornings|evenings|weekends|afternoons|breaks|focus time|<days>) ...",
      ],
      [
        24,
        "(forget|remove|delete|drop|lift|cancel|undo|scrap|take back|end|take away|get rid of) [about] (the|that|this|my) [no|last|latest] [meeting|meetings|calls|free-time|scheduling|availability] rule ...",
      ],
      [24, "(forget|remove|delete|drop|lift|cancel|scrap|end|take away|get rid of) (the|that|my) rule (about|on|for|that|with|of|against) ..."],
    ],
    examples: [
      "allow calls on Fridays again",
      "I can take meetings before 10 again",
      "meetings before 10 are fine again",
      "stop keeping Fridays free",
      "forget that rule",
      "remove the rule about mornings",
    ],
  },
  {
    intent: "answer-invitation",
    tool: "answer_invitation",
    patterns: [
      [23, "(accept|decline|reject|refuse|turn down|confirm) ... (invitation|invitations|invite|invites)"],
      [22, "(decline|turn down) (the|my|that|NAME|TIME) ..."],
      [21, "accept (the|NAME|all) ... (meeting|meetings|call|TIME|from NAME) ..."],
      [22, "rsvp ..."],
      [22, "(say|answer|reply) (yes|no|maybe) to (the|NAME|that|this|all) ... (invitation|invite|invites|invitations|meeting)"],
    ],
    unless: /\b(?:card|approval|request)\b/i,
    examples: ["accept the invitation from Maya", "decline the 3pm", "decline Tom's invite", "rsvp yes to the offsite", "say maybe to Ana's invitation"],
  },
  {
    intent: "find-invitations",
    tool: "find_invitations",
    patterns: [
      [22, "(any|what|which|show|list|do|are|have|see|check|open|who) ... (invitations|invites|invitation)"],
      [20, "[my|open|new|pending] (invitations|invites) $"],
      [22, "who [has] invited me ..."],
    ],
    unless: /\b(?:not|didn't|did i|have i) invite\b/i,
    examples: ["any invitations?", "show my invitations", "do I have open invites?", "who invited me"],
  },
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
      [21, "(send|give|share|email|mail|text) ... [booking|scheduling|meeting] link (to|so|that|for|where) ... (book|schedule|pick|choose|find|meet) ..."],
      [20, "(send|give|share|email|mail) ... (my|a|the|your) (booking|scheduling|meeting|calendar) link ..."],
    ],
    examples: [
      "send Priya a link to book me",
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
