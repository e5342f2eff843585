"use client";
/** Something small beside what it is about; closes on Escape and gives focus back. */
import clsx from "clsx";
import * as Radix from "radix-ui/popover";
import type { ReactNode, RefObject } from "react";

export interface PopoverProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly label: string;
  /** The element it points at. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly children: ReactNode;
  readonly side?: "top" | "bottom" | "left" | "right";
  readonly className?: string;
}

export function Popover({ open, onOpenChange, label, anchor, children, side = "right", className }: PopoverProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Anchor virtualRef={anchor} />
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          side={side}
          sideOffset={8}
          collisionPadding={12}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            anchor.current?.focus();
          }}
          className={clsx("z-50 w-72 max-w-[calc(100vw-1.5rem)] animate-enter-up rounded-xl border bg-surface p-4 shadow-floating outline-none", className)}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
