"use client";
import { useEffect, useRef } from "react";

/** What is wrong with a form as a whole: said to screen readers at once, and brought into view, as its button may stand far below. */
export function FormAlert({ text }: { readonly text: string | null }) {
  const alert = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Absent where nothing is laid out.
    if (text !== null) (alert.current as Partial<HTMLElement> | null)?.scrollIntoView?.({ block: "nearest" });
  }, [text]);
  return (
    <div ref={alert} role="alert" className="scroll-my-20 empty:hidden">
      {text !== null && <p className="rounded-lg bg-danger-soft px-3 py-2 text-sm text-danger-text">{text}</p>}
    </div>
  );
}
