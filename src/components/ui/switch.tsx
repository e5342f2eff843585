import clsx from "clsx";
import type { ComponentProps } from "react";

/** Takes effect at once, unlike a checkbox in a form. */
export function Switch({ className, ...rest }: Omit<ComponentProps<"input">, "type" | "role">) {
  return (
    <span className={clsx("relative inline-flex h-6 w-10 shrink-0 has-disabled:opacity-50", className)}>
      <input
        type="checkbox"
        role="switch"
        className="peer h-6 w-10 appearance-none rounded-full border border-line-strong bg-sunken transition-colors checked:border-accent checked:bg-accent forced-colors:appearance-auto"
        {...rest}
      />
      <span
        aria-hidden
        className="pointer-events-none absolute start-1 top-1 size-4 rounded-full bg-ink-soft transition-[inset-inline-start] peer-checked:start-5 peer-checked:bg-accent-ink forced-colors:hidden"
      />
    </span>
  );
}
