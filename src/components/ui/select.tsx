/** The system's own list: it is the one people know on their phone, and it weighs nothing. */
import clsx from "clsx";
import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { controlStyles } from "./control-styles";

export function Select({ className, children, ...rest }: ComponentProps<"select">) {
  return (
    <span className={clsx("relative block", className)}>
      <select className={clsx(controlStyles, "h-10 appearance-none pe-9 text-[0.9375rem] pointer-coarse:h-11 pointer-coarse:text-base")} {...rest}>
        {children}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute end-3 top-1/2 size-4 -translate-y-1/2 text-ink-faint" />
    </span>
  );
}
