"use client";
/** The drawing side of messages. */
import { useEffect, useRef, type MouseEvent } from "react";
import { toast, Toaster } from "sonner";
import type { NumberedToast } from "./toaster";

const show = ({ id, message, detail, tone, action }: NumberedToast): void => {
  const options = {
    id,
    duration: action || tone === "danger" ? 10_000 : 5_000,
    ...(detail === undefined ? {} : { description: detail }),
    ...(action === undefined ? {} : { action: { label: action.label, onClick: action.run } }),
  };
  if (tone === "danger") toast.error(message, options);
  else toast(message, options);
};

/** Where somebody writes at the lower edge, messages stand above it. Pixels. */
const above = (edge: number): { bottom: string } => ({ bottom: `calc(var(--writing, 0px) + ${edge}px)` });

const classNames = {
  toast: "!rounded-xl !border !border-line !bg-surface !text-ink !shadow-floating !font-sans !text-sm",
  description: "!text-ink-soft",
  actionButton: "!h-8 !px-3 !bg-accent !text-accent-ink !text-sm !font-medium !rounded-lg pointer-coarse:!h-10",
  closeButton: "!size-6 !bg-surface !text-ink-soft !border-line",
  error: "!text-danger-text",
};

/**
 * A button pressed with the mouse leaves focus where it is: Sonner gives it back to where it was before as soon as something else takes it, and
 * so takes it from the field that somebody goes on to.
 */
const keepFocus = (event: MouseEvent): void => {
  if (event.target instanceof Element && event.target.closest("button") !== null) event.preventDefault();
};

export function ToastStack({ toasts }: { readonly toasts: readonly NumberedToast[] }) {
  const shown = useRef(0);
  useEffect(() => {
    for (const next of toasts.slice(shown.current)) show(next);
    shown.current = toasts.length;
  }, [toasts]);
  return (
    <div role="presentation" onMouseDown={keepFocus}>
      <Toaster position="bottom-center" offset={above(24)} mobileOffset={above(16)} closeButton toastOptions={{ classNames }} containerAriaLabel="Messages" />
    </div>
  );
}
