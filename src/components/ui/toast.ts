/** Short messages about something just done. The library that draws them is fetched with the first one. */
export interface Toast {
  readonly message: string;
  readonly detail?: string;
  readonly tone?: "plain" | "danger";
  readonly action?: { readonly label: string; readonly run: () => void };
}

type Listener = (toast: Toast) => void;

const waiting: Toast[] = [];
let listener: Listener | undefined;

/** Shows a message; before the page is ready it waits its turn. */
export const toast = (next: Toast): void => {
  if (listener) listener(next);
  else waiting.push(next);
};

/** The one place that draws messages takes them over here; returns how to let go. */
export const drawToasts = (draw: Listener): (() => void) => {
  listener = draw;
  for (const next of waiting.splice(0)) draw(next);
  return () => {
    if (listener === draw) listener = undefined;
  };
};
