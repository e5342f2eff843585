"use client";
/** A question in front of everything else. It names what it is about and gives focus back where it came from. */
import clsx from "clsx";
import { X } from "lucide-react";
import * as Radix from "radix-ui/dialog";
import { useEffect, useRef, type ReactNode } from "react";
import { useFocusReturn } from "./focus-return";
import { IconButton } from "./icon-button";

export interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly description?: ReactNode;
  /** Buttons, the safe one first. */
  readonly footer?: ReactNode;
  readonly children?: ReactNode;
  readonly className?: string;
  /** Gives focus where it begins, if not to the first control. */
  readonly onOpened?: () => void;
  /** What is typed here is kept somewhere: leaving the page loses nothing. */
  readonly keeps?: boolean;
}

export function Dialog({ open, onOpenChange, title, description, footer, children, className, onOpened, keeps = false }: DialogProps) {
  const focusReturn = useFocusReturn(open);
  /** What was typed isn't lost by a press that missed: from then on only the dialog's own buttons and Escape close it. */
  const typed = useRef(false);
  useEffect(() => {
    if (!open || keeps) return undefined;
    // A reload or another page asks first, in the browser's own words.
    const hold = (event: BeforeUnloadEvent): void => {
      if (typed.current) event.preventDefault();
    };
    addEventListener("beforeunload", hold);
    return () => removeEventListener("beforeunload", hold);
  }, [open, keeps]);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/45" />
        <Radix.Content
          {...(description === undefined ? { "aria-describedby": undefined } : {})}
          {...focusReturn}
          onInput={() => {
            typed.current = true;
          }}
          onEscapeKeyDown={(event) => {
            // It closes the list of a field first.
            if (event.target instanceof Element && event.target.matches("[role=combobox][aria-expanded=true]")) event.preventDefault();
          }}
          onPointerDownOutside={(event) => {
            if (typed.current) event.preventDefault();
          }}
          onOpenAutoFocus={(event) => {
            typed.current = false;
            if (!onOpened) return;
            event.preventDefault();
            onOpened();
          }}
          className={clsx(
            "fixed inset-x-4 bottom-4 z-50 mx-auto max-h-[85dvh] max-w-md animate-enter-up scroll-pb-24 overflow-y-auto rounded-xl border bg-surface p-5 shadow-floating sm:top-1/2 sm:bottom-auto sm:-translate-y-1/2",
            className,
          )}
        >
          <Radix.Title className="pe-10 text-base font-semibold">{title}</Radix.Title>
          {description !== undefined && <Radix.Description className="mt-1 text-sm text-ink-soft">{description}</Radix.Description>}
          {children !== undefined && <div className="mt-4">{children}</div>}
          {footer !== undefined && <div className="mt-5 flex flex-wrap justify-end gap-2">{footer}</div>}
          {/* Last in order, so that focus begins at the first field or the safe button. */}
          <Radix.Close asChild>
            <IconButton label="Close" size="sm" className="!absolute end-4 top-4">
              <X aria-hidden />
            </IconButton>
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
