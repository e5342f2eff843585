import clsx from "clsx";
import type { ComponentProps } from "react";

/** How every control that takes typing looks. */
export const controlStyles =
  "w-full rounded-lg border border-line-strong bg-surface px-3 text-ink transition-colors hover:border-ink-faint focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 disabled:opacity-60 aria-invalid:border-danger aria-invalid:outline-danger";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  // 16 px on touch, or phones zoom into the field.
  return <input className={clsx(controlStyles, "h-10 text-[0.9375rem] pointer-coarse:h-11 pointer-coarse:text-base", className)} {...rest} />;
}
