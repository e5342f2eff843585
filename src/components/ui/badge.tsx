import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";

const styles = cva("inline-flex items-center gap-1 rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap [&_svg]:size-3", {
  variants: {
    tone: {
      neutral: "bg-sunken text-ink-soft",
      accent: "bg-accent-soft text-accent-text",
      warn: "bg-warn-soft text-warn-text",
      danger: "bg-danger-soft text-danger-text",
    },
  },
  defaultVariants: { tone: "neutral" },
});

export function Badge({ tone, className, ...rest }: ComponentProps<"span"> & VariantProps<typeof styles>) {
  return <span className={styles({ tone, className })} {...rest} />;
}
