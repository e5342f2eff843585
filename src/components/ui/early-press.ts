/**
 * A button that is pressed, or a form that is sent, before the page's scripts have come is pressed again once they have: on a slow phone that
 * is a second or more in which the page looks ready. From the moment React takes over it keeps presses by itself.
 */

declare global {
  interface Window {
    perinEarlyPress?: { stop: () => void; take: () => HTMLElement | null };
  }
}

/** The last press counts; one on anything that works without scripts forgets the button. */
const collect = (): void => {
  let pressed: HTMLElement | null = null;
  const press = ({ target }: Event): void => {
    pressed = (target as Element).closest<HTMLElement>("button[type=button]");
  };
  const send = (event: SubmitEvent): void => {
    // One that names an address works without scripts.
    if ((event.target as Element).hasAttribute("action")) return;
    event.preventDefault();
    pressed = event.submitter;
  };
  addEventListener("click", press, true);
  addEventListener("submit", send, true);
  window.perinEarlyPress = {
    stop: () => {
      removeEventListener("click", press, true);
      removeEventListener("submit", send, true);
    },
    take: () => {
      const taken = pressed;
      pressed = null;
      return taken?.isConnected === true ? taken : null;
    },
  };
};

/** Runs inline, before everything else of the page. */
export const earlyPressScript = `(${collect.toString()})()`;
