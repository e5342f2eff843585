/** The button. Links that look like one take their class from `buttonStyles`. */
import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import type { ComponentProps } from "react";

export const buttonStyles = cva(
  "relative inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-lg font-medium transition-colors disabled:pointer-events-none disabled:opacity-55 aria-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "border border-transparent bg-accent text-accent-ink hover:bg-accent-strong",
        secondary: "border border-line bg-surface text-ink hover:bg-sunken",
        quiet: "text-ink-soft hover:bg-sunken hover:text-ink",
        danger: "border border-transparent bg-danger text-danger-ink hover:brightness-110",
        link: "text-accent-text underline-offset-4 hover:underline",
      },
      size: {
        sm: "h-8 px-3 text-sm pointer-coarse:h-10",
        md: "h-9 px-4 text-sm pointer-coarse:h-11",
        lg: "h-11 px-5",
        inline: "h-auto p-0",
      },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

export interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof buttonStyles> {
  /** Shows that the press is being worked on; the button stays focusable and ignores further presses. */
  readonly busy?: boolean;
}

export function Button({ variant, size, busy = false, className, children, type = "button", onClick, ...rest }: ButtonProps) {
  return (
    <button
      type={busy ? "button" : type}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      className={buttonStyles({ variant, size, className })}
      onClick={busy ? undefined : onClick}
      {...rest}
    >
      {/* The words keep their place, so that nothing beside the button moves. */}
      <span className={busy ? "inline-flex items-center gap-2 opacity-0" : "contents"}>{children}</span>
      {busy && <LoaderCircle aria-hidden className="absolute animate-spin" />}
    </button>
  );
}
