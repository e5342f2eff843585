/**
 * A model's part in the conversation with a visitor, where one is set up: it helps to understand, and it may find the words. This room
 * says what it is shown, checks what comes back, and counts what it costs; the roof brings the model.
 */
import { config } from "@/lib/config";
import { logger } from "@/lib/logger";
import { correctModelTokens, takeModelTokens } from "@/lib/queries/link-model-use";
import type { Language } from "./core/meeting-words";
import { acceptOwnWords, markFacts, type OwnWordsContext } from "./core/talk/own-words";
import type { ReadContext } from "./core/talk/read-times";
import type { Meant } from "./core/talk/read-words";
import type { TalkState } from "./core/talk/talk-state";
import { meantByWish, wishes, type Wish } from "./core/talk/wishes";
import { isoOf } from "./verb-options";

/** What a model made of it, and what that cost; `tokens` is null where the vendor doesn't say. */
export interface Spoken<Value> {
  readonly value: Value;
  readonly tokens: number | null;
}

export interface Speaker {
  /** Which of the wishes a message is, if any. The message is data that an outsider wrote. */
  readonly understand: (asked: {
    readonly message: string;
    readonly now: string;
    readonly zone: string;
    readonly offered: readonly string[];
    readonly wishes: readonly Wish[];
  }) => Promise<Spoken<{ readonly name: string; readonly input: unknown } | null>>;
  /** The same in other words, marks like {1} kept. */
  readonly rephrase: (said: { readonly text: string; readonly language: Language }) => Promise<Spoken<string>>;
}

/** What a question may cost at most beside its text: instructions, the wishes and the answer. */
const overhead = 1_200;
const tokensFor = (text: string): number => overhead + Math.ceil(text.length / 2);

/** Asks within the link's day; null when its tokens are used up or the model is away, and the built-in words do. */
const within = async <Value>(linkId: string, nowMs: number, text: string, ask: () => Promise<Spoken<Value>>): Promise<Value | null> => {
  const [day, reserved] = [isoOf(nowMs).slice(0, 10), tokensFor(text)];
  if (!(await takeModelTokens(linkId, day, reserved, config().LINK_MODEL_TOKENS_A_DAY))) return null;
  try {
    const { value, tokens } = await ask();
    if (tokens !== null) await correctModelTokens(linkId, day, tokens - reserved);
    return value;
  } catch (error) {
    // What it has cost until then isn't known: the reserve stays spent.
    logger.warn("A visitor is answered in plain words", { linkId, error });
    return null;
  }
};

export interface SpeakerContext extends ReadContext {
  readonly linkId: string;
  readonly nowMs: number;
}

/** For a message that the grammar couldn't read: what it means, as far as a model may say so. */
export const understandWith = async (
  { understand }: Speaker,
  message: string,
  offered: readonly string[],
  before: TalkState,
  context: SpeakerContext,
): Promise<Meant | null> => {
  const { linkId, nowMs, now, zone } = context;
  const wish = await within(linkId, nowMs, message + offered.join(), () => understand({ message, now, zone, offered, wishes }));
  return wish === null ? null : meantByWish(wish.name, wish.input, before, context);
};

/** The sentence in a model's words, or as it is. */
export const sayWith = async (
  { rephrase }: Speaker,
  text: string,
  facts: readonly string[],
  context: OwnWordsContext & Pick<SpeakerContext, "linkId" | "nowMs">,
): Promise<string> => {
  const marked = markFacts(text, facts);
  if (marked === null) return text;
  const { linkId, nowMs, language } = context;
  const words = await within(linkId, nowMs, marked.text, () => rephrase({ text: marked.text, language }));
  return words === null ? text : (acceptOwnWords(words, marked, context) ?? text);
};
