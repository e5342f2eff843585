"use client";
/** What the server says to what is being typed: asked once it has stood for a moment, so that not every letter is a question. */
import { useEffect, useEffectEvent, useState } from "react";

const pauseMs = 200;

export interface Answered<Answer> {
  /** The question it answers: the one that stands by now may be another. */
  readonly question: string;
  readonly answer: Answer;
}

/** The newest answer. Null without a question (null), before the first answer, and after a question that went wrong. */
export const useAnswer = <Answer>(question: string | null, ask: (signal: AbortSignal) => Promise<Answer>): Answered<Answer> | null => {
  const [answered, setAnswered] = useState<Answered<Answer> | null>(null);
  const askNow = useEffectEvent(ask);
  useEffect(() => {
    if (question === null) return;
    const stop = new AbortController();
    const say = (next: Answered<Answer> | null): void => {
      if (!stop.signal.aborted) setAnswered(next);
    };
    const timer = setTimeout(() => {
      askNow(stop.signal).then(
        (answer) => say({ question, answer }),
        () => say(null),
      );
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [question]);
  return question === null ? null : answered;
};
