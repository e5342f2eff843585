/** A button that shows only an icon; its label is what assistive technology and the native tooltip say. */
import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";

const styles = cva(
  "relative inline-grid shrink-0 place-items-center rounded-lg transition-colors disabled:pointer-events-none disabled:opacity-50 [&_svg]:size-[1.125rem]",
  {
    variants: {
      variant: {
        quiet: "text-ink-soft hover:bg-sunken hover:text-ink aria-expanded:bg-sunken aria-expanded:text-ink",
        solid: "bg-accent text-accent-ink hover:bg-accent-strong",
        outline: "border border-line bg-surface text-ink-soft hover:bg-sunken hover:text-ink",
      },
      size: { sm: "size-7 pointer-coarse:size-9 [&_svg]:size-4", md: "size-9 pointer-coarse:size-11" },
    },
    defaultVariants: { variant: "quiet", size: "md" },
  },
);

export interface IconButtonProps extends Omit<ComponentProps<"button">, "aria-label" | "title">, VariantProps<typeof styles> {
  readonly label: string;
}

export function IconButton({ label, variant, size, className, type = "button", ...rest }: IconButtonProps) {
  return <button type={type} aria-label={label} title={label} className={styles({ variant, size, className })} {...rest} />;
}
