/** What people ask about mail. */
import type { IntentRule } from "../intent";

export const mailRules: readonly IntentRule[] = [
  {
    intent: "write-mail",
    tool: "send_mail",
    unless: /^(?:\W|please|can|could|would|you|and|then|also|just|hey|hi|perin|ok|okay|so)*\b(?:tell|let|inform|notify|ask|remind|give|show)\s+(?:me|us)\b/i,
    patterns: [
      [17, "(send|write|compose|shoot|fire off|drop|prepare) ... <mail>"],
      [18, "(send|write|drop|shoot) (NAME|him|her|them|everyone|everybody|the|my|all|both) ... (note|message|mail|email|e-mail|line)"],
      [18, "(send|write|drop|shoot) ... (note|line|word)"],
      [10, "(tell|inform|notify)"],
      [17, "(email|e-mail|mail|message|write to) (NAME|him|her|them|everyone|everybody|the|my|all|both|me)"],
      [17, "write (NAME|him|her|them|everyone|everybody|all|both|me)"],
      [17, "write (the|my|our) ... (that|saying|and say|and tell|and ask|to say)"],
      [15, "(email|e-mail)"],
      [15, "(mail|message|write to) ... (saying|about|that|and say|to say|with|a|and tell|and ask)"],
      [
        16,
        "(tell|let|inform|notify) (everyone|everybody|them|him|her|NAME|the attendees|the participants|the others|both|all) [know] (that|why|about|i|we|how)",
      ],
      [15, "(let|tell|inform|notify) ... know [that|about|i]"],
      [17, "(ask) (NAME|him|her|them|everyone) ... (by|via|in) (email|e-mail|mail|a mail|an email)"],
      [16, "ask (NAME|him|her|them) (if|whether|to|for|when|what|how)"],
      [17, "cc <mail>"],
    ],
    examples: [
      "send Tom an email saying hello",
      "email Ana that I'm running late",
      "write a mail to Bo about the offsite",
      "let Tom know that I'm ill",
      "email the attendees of the review that it starts later",
      "please drop Ana a line about Friday",
      "write the team that the review moves",
    ],
  },
  {
    intent: "draft-mail",
    tool: "draft_mail",
    patterns: [
      [20, "draft ... (<mail>|reply|answer|response|note)"],
      [20, "(write|prepare|make|start|save|compose|keep) [me] (a|the) draft"],
      [19, "draft"],
    ],
    examples: ["draft an email to Ana about the offsite", "draft a reply to Tom's last mail", "write a draft to Bo saying I can't come"],
  },
  {
    intent: "send-draft",
    tool: "send_draft",
    patterns: [
      [21, "[yes|yeah|yep] [,] send (it|that|this|them) [off|out|away] [now|then|please] $"],
      [21, "send [off] (the|that|this) (mail|email|e-mail|message|reply|answer|letter) [off|out] [now|then|please] $"],
      [21, "send [off] (the|that|this|my|your) [last|latest|newest] draft"],
    ],
    examples: ["send it", "go ahead and send it", "yes, send it please", "send that draft", "send the mail now", "send my draft to Ana"],
  },
  {
    intent: "reply-mail",
    tool: "reply_mail",
    patterns: [
      [19, "(reply|respond|write back|answer)"],
      [19, "(send|write) [NAME|him|her|them] (a|an|the) (reply|answer|response)"],
      [18, "get back to ... (saying|that|with|and say|and tell)"],
    ],
    examples: ["reply to Ana's last mail saying yes", "answer Tom's email with thanks", "respond to the latest email from Bo", "write back that I agree"],
  },
  {
    intent: "forward-mail",
    tool: "forward_mail",
    patterns: [
      [20, "(forward|fwd)"],
      [19, "(send|pass|share) ... on to"],
      [19, "(share|pass on) ... <mail> ... (with|to)"],
      [20, "(send|pass) ... (<mail> from|last mail|last email|latest email|that mail|that email|this mail|this email) ... to"],
    ],
    examples: ["forward it to Sam", "forward the latest mail about the budget to everyone who attended the review", "pass Ana's last email on to Bo"],
  },
  {
    intent: "delete-mail",
    tool: "delete_mail",
    patterns: [
      [18, "(delete|remove|trash|throw away|bin|get rid of|clear|erase|discard|cancel) ... <mail>"],
      [18, "(put|move) ... <mail> ... (trash|bin)"],
    ],
    examples: ["delete my last email from Tom", "delete all mails from the newsletter", "get rid of the messages about the sale"],
  },
  {
    intent: "archive-mail",
    tool: "archive_mail",
    patterns: [
      [18, "(archive|unarchive|file away)"],
      [19, "(put|move|file) ... <mail> ... (archive|inbox)"],
    ],
    examples: ["archive everything from Bo", "archive it", "move the mails from Ana to the archive"],
  },
  {
    intent: "unsubscribe-mail",
    tool: "unsubscribe_mail",
    patterns: [
      [24, "unsubscribe"],
      [24, "(take|get) me off ... (list|newsletter)"],
    ],
    examples: ["unsubscribe from the newsletter", "unsubscribe me from Acme", "take me off the Acme mailing list"],
  },
  {
    intent: "label-mail",
    tool: "label_mail",
    patterns: [
      [18, "(label|tag|flag|star|unflag|unstar|mark) ... <mail>"],
      [18, "(label|tag) (it|that|them|those|this) (as|with)"],
      [18, "mark (it|that|them|those|this|everything|all) as (read|unread|important)"],
      [19, "(put|add) ... label ... (on|to)"],
      [19, "(flag|star|unflag|unstar) (it|that|them|those|this)"],
    ],
    examples: ["mark all mails from Ana as read", "label the mail from Bo as Receipts", "flag Tom's last email", "mark it as unread"],
  },
  {
    intent: "read-mail",
    tool: "read_mail",
    patterns: [
      [19, "(summarise|summarize|sum up|recap|tldr)"],
      [19, "(give|get|show|tell|write) [me] (a|the) (summary|gist|recap) (of|from)"],
      [19, "(read|open) [me|out] ... <mail>"],
      [18, "(show|show me) (the|my) (last|latest|newest|most recent|first) ... <mail>"],
      [20, "(what|whats) (does|do|did|is in|was in|stands in) ... <mail> ... (say|says|said|about|want|contain)"],
      [19, "(what|whats) (is|was|stands) (in|the gist of) ... <mail>"],
      [19, "what (does|did|has) NAME (say|said|write|written|want|reply|replied|answer|answered|send|sent|email)"],
      [17, "what (did|does|has) ... (say|said|write|wrote|written|reply|replied|answer)"],
      [18, "(what) (does|did|has) ... (last|latest|newest|most recent) ... <mail>"],
      [19, "(what|whats) is ... <mail> ... about"],
    ],
    examples: [
      "summarise the latest email from Jo",
      "what does the latest email from Jo say?",
      "read me Tom's last mail",
      "what did Ana say about the budget?",
      "open the mail from Bo",
    ],
  },
  {
    intent: "ask-mail",
    tool: "find_mails",
    patterns: [
      [
        20,
        "(what|when|where|who|whose|why|which|how|is|are|was|does|did|will) ... (based on|according to|in|from|by|using) (my|the|an|a|one of my|some|those|that|this|all|any) ... <mail>",
      ],
      [18, "(it|that|this|they) [is|was|are|were|came|should be|must be] (in|by|from) ... <mail>"],
      [19, "about (my|the|that|this) (last|latest|first|recent|newest|most recent) ... <mail>"],
      [19, "(from|in|based on|according to) (my|the) ... <mail> ... (what|when|where|who|how|find|tell|which)"],
    ],
    examples: ["where is the party going to be, based on my emails?", "what is the code in the mail from the bank?", "about my last email: how much was paid?"],
  },
  {
    intent: "triage-mail",
    tool: "triage_mail",
    patterns: [
      [
        21,
        "(what|which|who|anything|any) ... (need|needs|want|wants|require|requires|wait|waits|waiting|await|awaits|awaiting|deserve|deserves|expects|expecting) ... (answer|reply|response|answers|replies|me|answering|attention)",
      ],
      [
        21,
        "(what|who|which|whom|do i|does anyone|anyone|anything) ... (do i|should i|must i|i|to|have to|need to|ought to|still) ... (answer|reply|respond|get back to|write back)",
      ],
      [20, "(triage|sort through|go through) [my] <mail>"],
      [20, "(show|list|find|give) [me] ... (unanswered|important|urgent|pressing) ... <mail>"],
      [20, "(what|which|any|are there) ... (unanswered|important|urgent|pressing) ... <mail>"],
      [20, "what is (urgent|important) in my <mail>"],
    ],
    examples: ["what needs an answer?", "which mails want a reply?", "who do I still have to get back to?", "triage my inbox", "any urgent emails?"],
  },
  {
    intent: "find-mail",
    tool: "find_mails",
    patterns: [
      [17, "(find|search|show|list|look for|look up|check|get|show me|give me|pull up|fetch) ... <mail>"],
      [17, "(what|when|who|which|where|how many|did|do|does|have|has|any|is|are|was|were) ... <mail>"],
      [17, "(what|whats) is (the|my) (last|latest|newest|most recent) ... <mail>"],
      [19, "(check|see|know|find out|look) (if|whether) ... (replied|responded|answered|wrote|written|emailed|got back|mailed|reply)"],
      [18, "who (wrote|emailed|mailed|messaged|has written) [me|to me|us]"],
      [
        18,
        "(did|has|have) ... (reply|replied|respond|responded|answer|answered|write|written|email|emailed|get back|got back|gotten back|write back|written back) [to me|me]",
      ],
      [17, "(have|did) i (heard|hear|received|receive|got|get|gotten) ... from"],
      [15, "<mail> (from|about|of)"],
    ],
    examples: [
      "who wrote about the budget?",
      "do I have unread mails?",
      "show me the emails from Tom of last week",
      "did Ana reply?",
      "how many emails did I get yesterday?",
      "have I heard from Bo?",
    ],
  },
];
