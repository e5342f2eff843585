/** Where focus goes back to when a dialog closes: dialogs here are opened by state, so Radix knows no trigger that it could give focus back to. */
import { useEffect, useRef, useState, type RefCallback } from "react";

type Openers = readonly HTMLElement[];

/** For a field that text goes on in: Radix would select what stands there, and the next letter would take its place. */
export const focusAtEnd = (field: HTMLInputElement | null): void => {
  field?.focus();
  field?.setSelectionRange(field.value.length, field.value.length);
};

const none: Openers = [];
const openersOf = new WeakMap<Element, Openers>();

/** What has focus as a dialog opens, then what opened the dialog that it stands in. A menu goes with its choice: its button stands for it. */
const openersNow = (): Openers => {
  // A page may come from the server with its dialog open.
  if (typeof document === "undefined") return none;
  const { activeElement: focused } = document;
  if (!(focused instanceof HTMLElement) || focused === document.body) return [];
  const inMenu = focused.closest("[role=menu]") !== null;
  const opener = inMenu ? document.querySelector<HTMLElement>("[aria-haspopup=menu][aria-expanded=true]") : focused;
  if (opener === null) return [];
  const dialog = opener.closest("[role=dialog]");
  return [opener, ...(dialog === null ? [] : (openersOf.get(dialog) ?? []))];
};

/** The first that is still there; else the page, so that the next key goes on from it and not from the top of the window. */
export const focusBack = (elements: Openers): void =>
  (elements.find(({ isConnected }) => isConnected) ?? document.getElementById("main"))?.focus({ preventScroll: true });

/** For a list whose rows go: what had focus in a row that is gone leaves it to the page. `count`: how many rows there are. */
export const useFocusAfterRemoval = (count: number): void => {
  const before = useRef(count);
  useEffect(() => {
    if (count < before.current && document.activeElement === document.body) focusBack(none);
    before.current = count;
  }, [count]);
};

export interface FocusReturn {
  /** For the dialog's content. */
  readonly ref: RefCallback<HTMLElement>;
  readonly onCloseAutoFocus: (event: Event) => void;
}

/** Called by what stays while the dialog opens and closes. What opened it may be gone by then, as a deleted row is: the page takes focus. */
export const useFocusReturn = (open: boolean): FocusReturn => {
  const [opened, setOpened] = useState(() => ({ open, openers: open ? openersNow() : none }));
  // Read while the page still stands as it was when something asked for the dialog.
  if (open !== opened.open) setOpened({ open, openers: open ? openersNow() : opened.openers });
  return {
    ref: (content) => {
      if (content !== null) openersOf.set(content, opened.openers);
    },
    onCloseAutoFocus: (event) => {
      event.preventDefault();
      // Another dialog that came in this one's place has it already.
      if (document.activeElement !== null && document.activeElement !== document.body) return;
      if (opened.openers.length > 0) focusBack(opened.openers);
    },
  };
};
