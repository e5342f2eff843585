"use client";
/** A button with a menu whose code is fetched when somebody reaches for it: most visits open none. */
import { Suspense, useRef, useState, type ReactNode } from "react";
import { focusBack } from "./focus-return";
import { lazily } from "./lazily";
import type { DropdownMenuProps } from "./dropdown-menu";

const DropdownMenu = lazily(async () => (await import("./dropdown-menu")).DropdownMenu);

export interface MenuButtonProps extends Pick<DropdownMenuProps, "label" | "groups" | "side" | "align" | "header"> {
  readonly className?: string;
  readonly children: ReactNode;
  /** Overrides `label` where the button shows words of its own. */
  readonly labelled?: boolean;
}

export function MenuButton({ label, groups, side, align, header, className, children, labelled = false }: MenuButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  /** A press outside closes the menu before it becomes a click, also on the button itself. */
  const wasOpen = useRef(false);
  const placement = { ...(side ? { side } : {}), ...(align ? { align } : {}), ...(header === undefined ? {} : { header }) };
  return (
    // Words may be cut short, a sign never: text without a place to break beside it would push it over the edge.
    <span className={`relative inline-flex ${labelled ? "min-w-0" : "shrink-0"}`}>
      <button
        ref={button}
        type="button"
        aria-haspopup="menu"
        aria-expanded={open}
        {...(labelled ? {} : { "aria-label": label, title: label })}
        className={className}
        onPointerEnter={DropdownMenu.prepare}
        onFocus={DropdownMenu.prepare}
        onPointerDown={() => {
          wasOpen.current = open;
        }}
        onClick={() => {
          setOpen(!wasOpen.current);
          wasOpen.current = false;
        }}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown") return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        {children}
      </button>
      {open && (
        <Suspense>
          <DropdownMenu
            open
            onOpenChange={setOpen}
            label={label}
            groups={groups}
            anchor={<span aria-hidden className="pointer-events-none absolute inset-0" />}
            // What was chosen may have taken the button away.
            onClosed={() => focusBack(button.current === null ? [] : [button.current])}
            {...placement}
          />
        </Suspense>
      )}
    </span>
  );
}
