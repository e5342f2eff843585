/** Accounts elsewhere: how they are, and signing in to one again. */
import type { IntentRule } from "../intent";

const account = "(account|accounts|google|gmail|outlook|microsoft|icloud|fastmail|nextcloud|caldav|imap|mailbox)";

export const accountRules: readonly IntentRule[] = [
  {
    intent: "find-accounts",
    tool: "find_accounts",
    patterns: [
      [
        20,
        `(reconnect|connect|link|add|sign in to|log in to|sign into|log into) [to] [my|the|our|a|another] [work|private|other|new] ${account} [calendar|mail|account|again] $`,
      ],
      [20, "(reconnect|connect) [to] [my|the|our|a|another] (calendar|mail|calendars) [again] $"],
      [
        24,
        `how (do|can|could|should) (i|we) (connect|link|sync|add|import|use|sign in to) [my|the|our|a] [work|private|other] ${account} [calendar|mail|account] ...`,
      ],
      [20, `(can|could|do) you (read|see|access|use|sync|connect to|connect with|work with) [my|our] ${account} [calendar|mail|account] $`],
      [20, `(which|what) ${account} (are|is|have|do) [i] [connected|linked|synced]`],
      [20, `(is|are) [my|the|our] ${account} [calendar|mail|account|accounts] [still] (connected|linked|synced|syncing)`],
      [20, `when (was|were|did) [my|the|our] [google|outlook|work] (calendar|mail|account|accounts|mailbox|gmail|outlook) [last] (synced|sync)`],
      [20, "(show|list) [me] [all] (my|the|our) [connected|linked] accounts"],
    ],
    examples: [
      "reconnect Google",
      "how do I connect Google?",
      "can you read my Outlook?",
      "reconnect my Gmail account",
      "connect my Outlook calendar",
      "sign in to Google again",
      "which accounts are connected",
      "is my Google account still connected?",
      "when was my calendar last synced?",
      "show me my connected accounts",
    ],
  },
];
