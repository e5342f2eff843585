import clsx from "clsx";

/** Stands in the shape of what comes. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <span aria-hidden className={clsx("block animate-breathe rounded-md bg-sunken", className)} />;
}
