/** A refusal is a value with the one question to ask: every pure decision of this room answers with the same shape. */

export interface Option {
  readonly label: string;
  readonly value: string;
}

export interface Refused {
  readonly ok: false;
  readonly reason: string;
  readonly said: string;
  readonly options?: readonly Option[];
}

export const refuse = (reason: string, said: string, options: readonly Option[] = []): Refused => ({
  ok: false,
  reason,
  said,
  ...(options.length > 0 ? { options } : {}),
});

/** Options whose answer is what they say. */
export const sameWords = (words: readonly string[]): Option[] => words.map((word) => ({ label: word, value: word }));
