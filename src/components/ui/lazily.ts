"use client";
/**
 * A part that is fetched when it is opened. Where it can't be fetched (no connection, or a newer version of Perin meanwhile), the page stays
 * as it is, says so and takes the part as closed; the next press tries again. React's own `lazy` would take the whole page down.
 */
import { createElement, lazy, useEffect, useEffectEvent, type ComponentType } from "react";
import { toast } from "./toast";

interface Closing {
  readonly onClose?: () => void;
  readonly onOpenChange?: (open: boolean) => void;
}

/** Ends what was begun with a press that can't be followed. */
const sayMissing = (): void => {
  if (navigator.onLine)
    toast({
      message: "This couldn’t be opened.",
      detail: "Perin can’t be reached, or there is a newer version of it.",
      tone: "danger",
      action: { label: "Reload", run: () => location.reload() },
    });
  else toast({ message: "This couldn’t be opened.", detail: "There is no connection. What is on the page stays.", tone: "danger" });
};

/** The component, and `prepare` to fetch it ahead of its use. */
export const lazily = <Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> & { readonly prepare: () => void } => {
  function Missing({ onClose, onOpenChange }: Closing) {
    const close = useEffectEvent(() => {
      onClose?.();
      onOpenChange?.(false);
    });
    useEffect(() => {
      current.part = fetched();
      sayMissing();
      close();
    }, []);
    return null;
  }
  const fetched = () =>
    lazy<ComponentType<Props>>(() =>
      load().then(
        (part) => ({ default: part }),
        () => ({ default: Missing as ComponentType<Props> }),
      ),
    );
  const current = { part: fetched() };
  const Part = (props: Props) => createElement(current.part as ComponentType<Props>, props);
  const prepare = (): void => void load().catch(() => undefined);
  return Object.assign(Part, { prepare });
};
