/** Scores every intent against a clause: what a pattern weighs, plus one for each token it names. */
import type { Clause } from "./clause";
import type { Intent, IntentRule } from "./intent";
import { changeRules } from "./intents/changes";
import { createRules } from "./intents/create";
import { fieldRules } from "./intents/fields";
import { peopleRules } from "./intents/people";
import { mailRules } from "./intents/mail";
import { accountRules } from "./intents/accounts";
import { dayRules } from "./intents/day";
import { linkRules } from "./intents/links";
import { memoryRules } from "./intents/memory";
import { questionRules } from "./intents/questions";
import { talkRules } from "./intents/talk";
import { taskRules } from "./intents/tasks";
import { lexicon } from "./lexicon";
import { compilePattern, matchPattern, type Pattern } from "./patterns";

export const intentRules: readonly IntentRule[] = [
  ...createRules,
  ...changeRules,
  ...fieldRules,
  ...peopleRules,
  ...questionRules,
  ...mailRules,
  ...memoryRules,
  ...linkRules,
  ...accountRules,
  ...dayRules,
  ...taskRules,
  ...talkRules,
];

export interface Recognised {
  readonly intent: Intent;
  readonly score: number;
}

let compiled: readonly { readonly intent: Intent; readonly weight: number; readonly pattern: Pattern; readonly unless: RegExp | null }[] | undefined;

const patterns = (): NonNullable<typeof compiled> =>
  (compiled ??= intentRules.flatMap(({ intent, unless, patterns: own }) =>
    own.map(([weight, source]) => ({ intent, weight, pattern: compilePattern(source, lexicon), unless: unless ?? null })),
  ));

/** Readings of the clause, the likeliest first. */
export const recognise = (clause: Clause): Recognised[] => {
  const best = new Map<Intent, number>();
  const starts = clause.bodyStart === 0 ? [0] : [0, clause.bodyStart];
  for (const { intent, weight, pattern, unless } of patterns()) {
    if (unless?.test(clause.text)) continue;
    for (const start of starts) {
      const match = matchPattern(pattern, clause, start);
      if (match) best.set(intent, Math.max(best.get(intent) ?? 0, weight + match.named));
    }
  }
  return [...best].map(([intent, score]) => ({ intent, score })).sort((a, b) => b.score - a.score);
};

/** The tool that an intent needs; null when it needs none. */
export const toolOf = (intent: Intent): string | null => intentRules.find((rule) => rule.intent === intent)?.tool ?? null;
