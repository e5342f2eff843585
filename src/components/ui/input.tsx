"use client";
import clsx from "clsx";
import type { ComponentProps } from "react";
import { controlStyles } from "./control-styles";
import { useTypedEarly } from "./use-typed-early";

export function Input({ className, ref, ...rest }: ComponentProps<"input">) {
  const control = useTypedEarly(ref, rest.value, rest.onChange);
  // 16 px on touch, or phones zoom into the field.
  return <input ref={control} className={clsx(controlStyles, "h-10 text-[0.9375rem] pointer-coarse:h-11 pointer-coarse:text-base", className)} {...rest} />;
}
