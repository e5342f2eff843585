import clsx from "clsx";
import type { ComponentProps, ReactNode } from "react";

export interface CardProps extends Omit<ComponentProps<"section">, "title"> {
  readonly title?: string;
  readonly description?: ReactNode;
}

/** One bounded matter on a page. Cards don't hold cards. */
export function Card({ title, description, className, children, ...rest }: CardProps) {
  return (
    <section className={clsx("rounded-xl border bg-surface p-5", className)} {...rest}>
      {title !== undefined && <h2 className="text-base font-semibold">{title}</h2>}
      {description !== undefined && <p className="mt-1 text-sm text-ink-soft">{description}</p>}
      {title === undefined ? children : <div className="mt-4">{children}</div>}
    </section>
  );
}
