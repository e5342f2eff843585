"use client";
import clsx from "clsx";
import type { ComponentProps } from "react";
import { controlStyles } from "./control-styles";
import { useTypedEarly } from "./use-typed-early";

export function Textarea({ className, rows = 3, ref, ...rest }: ComponentProps<"textarea">) {
  const control = useTypedEarly(ref, rest.value, rest.onChange);
  return (
    <textarea
      ref={control}
      rows={rows}
      className={clsx(controlStyles, "scroll-quiet field-sizing-content max-h-64 min-h-20 resize-y py-2 pointer-coarse:text-base", className)}
      {...rest}
    />
  );
}
