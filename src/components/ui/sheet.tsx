"use client";
/** A panel that comes in from an edge and covers the page: the sidebar on a phone. */
import clsx from "clsx";
import { X } from "lucide-react";
import * as Radix from "radix-ui/dialog";
import type { ReactNode } from "react";
import { useFocusReturn } from "./focus-return";
import { IconButton } from "./icon-button";

const sides = {
  start: "inset-y-0 start-0 w-[min(20rem,86vw)] border-e [--enter-from:-100%] rtl:[--enter-from:100%]",
  end: "inset-y-0 end-0 w-[min(24rem,92vw)] border-s [--enter-from:100%] rtl:[--enter-from:-100%]",
};

export interface SheetProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** Said by assistive technology; the content shows its own heading. */
  readonly title: string;
  readonly side?: keyof typeof sides;
  readonly children: ReactNode;
}

export function Sheet({ open, onOpenChange, title, side = "start", children }: SheetProps) {
  const focusReturn = useFocusReturn(open);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/45" />
        <Radix.Content
          aria-describedby={undefined}
          {...focusReturn}
          className={clsx("fixed z-50 flex animate-enter-side flex-col bg-surface shadow-floating", sides[side])}
        >
          <Radix.Title className="sr-only">{title}</Radix.Title>
          <Radix.Close asChild>
            <IconButton label="Close" className="!absolute end-2 top-2 z-10">
              <X aria-hidden />
            </IconButton>
          </Radix.Close>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
