import clsx from "clsx";
import { Check } from "lucide-react";
import type { ComponentProps } from "react";

export function Checkbox({ className, ...rest }: Omit<ComponentProps<"input">, "type">) {
  return (
    <span className={clsx("relative inline-grid size-5 shrink-0 place-items-center", className)}>
      <input
        type="checkbox"
        className="peer size-5 appearance-none rounded-md border border-line-strong bg-surface transition-colors checked:border-accent checked:bg-accent disabled:opacity-50 forced-colors:appearance-auto"
        {...rest}
      />
      <Check
        aria-hidden
        className="pointer-events-none absolute size-3.5 text-accent-ink opacity-0 peer-checked:opacity-100 forced-colors:hidden"
        strokeWidth={3}
      />
    </span>
  );
}
