import { useEffect, useRef, type RefObject } from "react";

/** A row of places that scrolls sideways where it is narrow: the one on show (`aria-current`) is brought to its middle, each time it changes. */
export const useStrip = <T extends HTMLElement>(current: string): RefObject<T | null> => {
  const strip = useRef<T>(null);
  useEffect(() => {
    const here = strip.current?.querySelector<HTMLElement>("[aria-current]");
    if (!strip.current || !here) return;
    const [outer, inner] = [strip.current.getBoundingClientRect(), here.getBoundingClientRect()];
    strip.current.scrollLeft += inner.left + inner.width / 2 - (outer.left + outer.width / 2);
  }, [current]);
  return strip;
};
