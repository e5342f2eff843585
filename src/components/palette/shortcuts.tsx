"use client";
/** Listens for the keys that work everywhere, and for whoever has no keys; loads what they open only then. */
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { lazy, Suspense, useEffect, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";

const loadPalette = () => import("./command-palette");
const CommandPalette = lazy(async () => ({ default: (await loadPalette()).CommandPalette }));
const QuickAdd = lazy(async () => ({ default: (await import("./quick-add")).QuickAdd }));
const ShortcutsSheet = lazy(async () => ({ default: (await import("./shortcuts-sheet")).ShortcutsSheet }));

/** Asked for from a button anywhere on the page. */
const paletteAsked = "perin:palette";

/** The palette for fingers and mice. */
export function PaletteButton() {
  return (
    <IconButton
      label="Find anything"
      aria-haspopup="dialog"
      data-testid="open-palette"
      onPointerEnter={() => void loadPalette()}
      onClick={() => document.dispatchEvent(new Event(paletteAsked))}
    >
      <Search aria-hidden />
    </IconButton>
  );
}

type Open = { readonly what: "palette" | "keys" } | { readonly what: "quick-add"; readonly text: string } | null;

/** A letter typed into a field is a letter. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

export function Shortcuts() {
  const router = useRouter();
  const [open, setOpen] = useState<Open>(null);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || event.altKey) return;
      if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        setOpen((now) => (now?.what === "palette" ? null : { what: "palette" }));
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
    const show = (): void => setOpen({ what: "palette" });
    document.addEventListener("keydown", listen);
    document.addEventListener(paletteAsked, show);
    return () => {
      document.removeEventListener("keydown", listen);
      document.removeEventListener(paletteAsked, show);
    };
  }, []);
  const close = () => setOpen(null);
  if (open === null) return null;
  return (
    <Suspense>
      {open.what === "palette" && (
        <CommandPalette onClose={close} onQuickAdd={(text) => setOpen({ what: "quick-add", text })} onShortcuts={() => setOpen({ what: "keys" })} />
      )}
      {open.what === "quick-add" && <QuickAdd initial={open.text} onClose={close} onAdded={() => router.refresh()} />}
      {open.what === "keys" && <ShortcutsSheet onClose={close} />}
    </Suspense>
  );
}
