"use client";
/** A secret that is shown this one time. It takes focus and comes into view, wherever the button was that made it. */
import { Copy } from "lucide-react";
import { useEffect, useId, useRef, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { copyText } from "@/hooks/hand-out";

export interface ShownOnceProps {
  /** The heading: what to do with it now. */
  readonly title: string;
  readonly about: string;
  /** What is copied. */
  readonly text: string;
  /** "The key is copied." */
  readonly copied: string;
  /** Shows `text`. */
  readonly children: ReactNode;
  /** Puts it away; without it, it stays. */
  readonly done?: { readonly label: string; readonly onDone: () => void };
}

export function ShownOnce({ title, about, text, copied, children, done }: ShownOnceProps) {
  const place = useRef<HTMLElement>(null);
  const heading = useId();
  useEffect(() => {
    place.current?.focus();
    // Absent where nothing is laid out.
    (place.current as Partial<HTMLElement> | null)?.scrollIntoView?.({ block: "nearest" });
  }, [text]);
  const copy = async (): Promise<void> => {
    if (await copyText(text)) toast({ message: copied });
    else toast({ message: "It couldn’t be copied.", detail: "Select it and copy it yourself.", tone: "danger" });
  };
  return (
    <section ref={place} tabIndex={-1} aria-labelledby={heading} className="mb-4 scroll-my-20 rounded-xl border bg-surface p-4">
      <h3 id={heading} className="font-medium">
        {title}
      </h3>
      <p className="mt-1 text-sm text-ink-soft">{about}</p>
      <div className="mt-3">{children}</div>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button size="sm" onClick={() => void copy()}>
          <Copy aria-hidden />
          Copy
        </Button>
        {done !== undefined && (
          <Button size="sm" onClick={done.onDone}>
            {done.label}
          </Button>
        )}
      </div>
    </section>
  );
}
