"use client";
/** Fetches the conversation's engine when it is needed, and keeps what was said meanwhile until it is there. */
import { useCallback, useEffect, useRef, useState, type ComponentType, type ReactNode } from "react";
import type { ChatMessage } from "./chat-message";
import type { ConversationEngineProps, Engine } from "./conversation-engine";

type Command = (engine: Engine) => void;

export interface EngineInput {
  readonly id: string;
  readonly initial: readonly ChatMessage[];
  readonly resume: boolean;
  readonly onFinish: () => void;
}

export interface EngineState {
  readonly engine: Engine | null;
  /** The engine couldn't be fetched. */
  readonly failed: Error | undefined;
  /** Fetches the engine ahead of its use, once nothing has called this for a moment: taking it in takes longer than a key may wait. */
  readonly warm: () => void;
  /** Runs now, or as soon as the engine is there. */
  readonly run: (command: Command) => void;
  /** Draws nothing; has to stand in the page. */
  readonly slot: ReactNode;
}

/** Longer than from one key to the next, shorter than from the last word to sending it. */
const pauseMs = 250;

export function useEngine({ id, initial, resume, onFinish }: EngineInput): EngineState {
  const [Component, setComponent] = useState<ComponentType<ConversationEngineProps> | null>(null);
  const [engine, setEngine] = useState<Engine | null>(null);
  const [failed, setFailed] = useState<Error>();
  const waiting = useRef<Command[]>([]);
  const latest = useRef<Engine | null>(null);
  const [resumes] = useState(resume);

  const load = useCallback(() => {
    import("./conversation-engine").then(
      (module) => {
        setFailed(undefined);
        setComponent(() => module.ConversationEngine);
      },
      (error: unknown) => {
        waiting.current = [];
        setFailed(error instanceof Error ? new TypeError(error.message, { cause: error }) : new TypeError("network"));
      },
    );
  }, []);
  useEffect(() => {
    if (resumes) load();
  }, [resumes, load]);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  const warm = useCallback(() => {
    clearTimeout(pause.current);
    if (latest.current === null) pause.current = setTimeout(load, pauseMs);
  }, [load]);
  useEffect(() => () => clearTimeout(pause.current), []);

  const onState = useCallback((next: Engine) => {
    latest.current = next;
    setEngine(next);
    for (const command of waiting.current.splice(0)) command(next);
  }, []);
  const run = useCallback(
    (command: Command) => {
      if (latest.current) {
        command(latest.current);
        return;
      }
      clearTimeout(pause.current);
      waiting.current.push(command);
      load();
    },
    [load],
  );
  return { engine, failed, warm, run, slot: Component && <Component id={id} initial={initial} resume={resumes} onState={onState} onFinish={onFinish} /> };
}
