"use client";
/** A list of things to do, opened from a button. `MenuButton` opens it without loading it first. */
import clsx from "clsx";
import { Check, type LucideIcon } from "lucide-react";
import * as Radix from "radix-ui/dropdown-menu";
import type { ReactNode } from "react";

export interface MenuAction {
  readonly label: string;
  readonly icon?: LucideIcon;
  readonly onSelect: () => void;
  readonly tone?: "danger";
  /** Present on choices of which one or several are on. */
  readonly checked?: boolean;
}
/** Groups are divided by a line. */
export type MenuGroups = readonly (readonly MenuAction[])[];

export interface DropdownMenuProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly label: string;
  readonly groups: MenuGroups;
  /** What the menu hangs on; a single element. */
  readonly anchor: ReactNode;
  readonly onClosed?: () => void;
  readonly side?: "top" | "bottom";
  readonly align?: "start" | "end";
  readonly header?: ReactNode;
}

const rowStyles =
  "flex min-h-8 cursor-default items-center gap-2.5 rounded-md px-2.5 py-1 text-sm outline-none select-none data-[highlighted]:bg-sunken pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0";

function Row({ action }: { readonly action: MenuAction }) {
  const Icon = action.icon;
  const face = (
    <>
      {Icon && <Icon aria-hidden className={action.tone === "danger" ? "" : "text-ink-faint"} />}
      <span className="grow">{action.label}</span>
    </>
  );
  const className = clsx(rowStyles, action.tone === "danger" ? "text-danger-text" : "text-ink");
  if (action.checked === undefined)
    return (
      <Radix.Item className={className} onSelect={action.onSelect}>
        {face}
      </Radix.Item>
    );
  return (
    <Radix.CheckboxItem className={className} checked={action.checked} onSelect={action.onSelect}>
      {face}
      <Radix.ItemIndicator>
        <Check aria-hidden className="text-accent-text" />
      </Radix.ItemIndicator>
    </Radix.CheckboxItem>
  );
}

/** It asks for the page's direction by name, and takes left to right otherwise. */
const pageDirection = (): "ltr" | "rtl" => (document.documentElement.dir === "rtl" ? "rtl" : "ltr");

export function DropdownMenu({ open, onOpenChange, label, groups, anchor, onClosed, side = "bottom", align = "end", header }: DropdownMenuProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange} modal={false} dir={pageDirection()}>
      <Radix.Trigger asChild>{anchor}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          // The anchor may be an empty element, whose words would take the place of the label.
          aria-labelledby={undefined}
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            if (!onClosed) return;
            event.preventDefault();
            onClosed();
          }}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) max-w-[calc(100vw-1rem)] min-w-48 animate-enter-up overflow-y-auto rounded-lg border bg-surface p-1 text-ink shadow-floating"
        >
          {header}
          {groups.map((group, index) => (
            <Radix.Group key={group[0]?.label ?? index} className="not-first:mt-1 not-first:border-t not-first:pt-1">
              {group.map((action) => (
                <Row key={action.label} action={action} />
              ))}
            </Radix.Group>
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
