"use client";
/** The newest message, where what draws messages couldn't be fetched. */
import { useEffect, useState } from "react";
import { Button } from "./button";
import type { NumberedToast } from "./toaster";

const shownMs = 10_000;

export function PlainToast({ toasts }: { readonly toasts: readonly NumberedToast[] }) {
  const newest = toasts.at(-1);
  const [gone, setGone] = useState(-1);
  const id = newest?.id ?? -1;
  useEffect(() => {
    const timer = setTimeout(() => setGone(id), shownMs);
    return () => clearTimeout(timer);
  }, [id]);
  if (newest === undefined || gone >= id) return null;
  return (
    <div
      role="status"
      className="fixed inset-x-4 bottom-[calc(var(--writing,0px)+1rem)] z-50 mx-auto flex max-w-sm items-center gap-3 rounded-xl border bg-surface p-4 text-sm shadow-floating"
    >
      <p className="min-w-0 grow break-words">
        <span className="block font-medium">{newest.message}</span>
        {newest.detail !== undefined && <span className="block text-ink-soft">{newest.detail}</span>}
      </p>
      <Button
        size="sm"
        onClick={() => {
          newest.action?.run();
          setGone(id);
        }}
      >
        {newest.action?.label ?? "Close"}
      </Button>
    </div>
  );
}
