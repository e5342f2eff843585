"use client";
/** Listens for the keys that work everywhere, and for whoever has no keys; loads what they open only then. */
import { Plus, Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { Suspense, useCallback, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { lazily } from "@/components/ui/lazily";

const CommandPalette = lazily(async () => (await import("./command-palette")).CommandPalette);
const QuickAdd = lazily(async () => (await import("./quick-add")).QuickAdd);
const ShortcutsSheet = lazily(async () => (await import("./shortcuts-sheet")).ShortcutsSheet);

/** Asked for from a button anywhere on the page. */
const paletteAsked = "perin:palette";
const quickAddAsked = "perin:quick-add";

/** The palette for fingers and mice. */
export function PaletteButton() {
  return (
    <IconButton
      label="Find anything"
      aria-haspopup="dialog"
      data-testid="open-palette"
      onPointerEnter={CommandPalette.prepare}
      onClick={() => document.dispatchEvent(new Event(paletteAsked))}
    >
      <Search aria-hidden />
    </IconButton>
  );
}

/** Quick add for fingers and mice. */
export function QuickAddButton() {
  return (
    <Button
      aria-label="Quick add"
      aria-haspopup="dialog"
      data-testid="open-quick-add"
      onPointerEnter={QuickAdd.prepare}
      onClick={() => document.dispatchEvent(new Event(quickAddAsked))}
    >
      <Plus aria-hidden />
      <span className="max-sm:hidden">Quick add</span>
      <span className="sm:hidden">Add</span>
    </Button>
  );
}

type Open = { readonly what: "keys" } | { readonly what: "palette" | "quick-add"; readonly text: string };

/** While what was opened is being fetched: the keys that are pressed are for it, and not for the page beneath. */
function Held({ onText, onClose }: { readonly onText: (edit: (text: string) => string) => void; readonly onClose: () => void }) {
  useEffect(() => {
    const keep = (event: KeyboardEvent): void => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || /^F\d/.test(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      const { key } = event;
      if (key === "Escape") onClose();
      else if (key === "Backspace") onText((text) => text.slice(0, -1));
      else if (key.length === 1) onText((text) => text + key);
    };
    document.addEventListener("keydown", keep, true);
    return () => document.removeEventListener("keydown", keep, true);
  }, [onText, onClose]);
  return null;
}

/** A letter typed into a field is a letter. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

export function Shortcuts() {
  const router = useRouter();
  const [open, setOpen] = useState<Open | null>(null);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || event.altKey) return;
      if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        setOpen((now) => (now?.what === "palette" ? null : { what: "palette", text: "" }));
        return;
      }
      if (event.ctrlKey || event.metaKey || isTyping(event.target) || document.querySelector("[role=dialog], [role=menu]") !== null) return;
      if (event.key === "q") {
        event.preventDefault();
        setOpen({ what: "quick-add", text: "" });
      } else if (event.key === "?") {
        event.preventDefault();
        setOpen({ what: "keys" });
      }
    };
    const show = (): void => setOpen({ what: "palette", text: "" });
    document.addEventListener("keydown", listen);
    const add = (): void => setOpen({ what: "quick-add", text: "" });
    document.addEventListener(paletteAsked, show);
    document.addEventListener(quickAddAsked, add);
    return () => {
      document.removeEventListener("keydown", listen);
      document.removeEventListener(paletteAsked, show);
      document.removeEventListener(quickAddAsked, add);
    };
  }, []);
  const close = useCallback(() => setOpen(null), []);
  const write = useCallback(
    (edit: (text: string) => string) => setOpen((now) => (now === null || now.what === "keys" ? now : { ...now, text: edit(now.text) })),
    [],
  );
  if (open === null) return null;
  return (
    <Suspense fallback={<Held onText={write} onClose={close} />}>
      {open.what === "palette" && (
        <CommandPalette
          initial={open.text}
          onClose={close}
          onQuickAdd={(text) => setOpen({ what: "quick-add", text })}
          onShortcuts={() => setOpen({ what: "keys" })}
        />
      )}
      {open.what === "quick-add" && <QuickAdd initial={open.text} onClose={close} onAdded={() => router.refresh()} />}
      {open.what === "keys" && <ShortcutsSheet onClose={close} />}
    </Suspense>
  );
}
