import clsx from "clsx";
import type { ComponentProps } from "react";
import { controlStyles } from "./input";

export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      rows={rows}
      className={clsx(controlStyles, "scroll-quiet field-sizing-content max-h-64 min-h-20 resize-y py-2 pointer-coarse:text-base", className)}
      {...rest}
    />
  );
}
