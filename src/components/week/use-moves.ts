"use client";
/** Lets things glide from where they were to where they are now. Only a change of place moves; appearing doesn't, and nothing does for people who asked for stillness. */
import { useLayoutEffect, useRef, type RefObject } from "react";

const positionsIn = (container: HTMLElement): Map<string, DOMRect> => {
  const origin = container.getBoundingClientRect();
  const positions = new Map<string, DOMRect>();
  for (const element of container.querySelectorAll<HTMLElement>("[data-move-key]")) {
    const box = element.getBoundingClientRect();
    if (box.width > 0) positions.set(element.dataset.moveKey ?? "", new DOMRect(box.x - origin.x, box.y - origin.y, box.width, box.height));
  }
  return positions;
};

const glide = (element: HTMLElement, before: DOMRect, after: DOMRect): void => {
  const [x, y] = [before.x - after.x, before.y - after.y];
  if (Math.abs(x) < 2 && Math.abs(y) < 2) return;
  element.animate(
    [
      { translate: `${x}px ${y}px`, zIndex: 30 },
      { translate: "0 0", zIndex: 30 },
    ],
    { duration: 260, easing: "cubic-bezier(0.2, 0, 0, 1)" },
  );
};

/** `scene` names what is shown; a change of scene (another week) moves nothing. */
export function useMoves(container: RefObject<HTMLElement | null>, scene: string, contents: unknown): void {
  const last = useRef<{ scene: string; positions: Map<string, DOMRect> } | null>(null);
  useLayoutEffect(() => {
    const element = container.current;
    if (!element || typeof element.animate !== "function") return;
    const positions = positionsIn(element);
    const before = last.current;
    last.current = { scene, positions };
    if (before?.scene !== scene || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    for (const [key, after] of positions) {
      const old = before.positions.get(key);
      const moved = element.querySelector<HTMLElement>(`[data-move-key="${CSS.escape(key)}"]`);
      if (old && moved) glide(moved, old, after);
    }
  }, [container, scene, contents]);
}
