import { useImperativeHandle, useLayoutEffect, useRef, type ChangeEvent, type ChangeEventHandler, type Ref, type RefObject } from "react";

/**
 * Text that was typed, or restored by the browser, before the page's scripts ran: React leaves it standing in a controlled field and knows
 * nothing of it. Tells the field's owner once. The answer is the control's ref; `outer` is the ref of whoever uses the control.
 */
export const useTypedEarly = <T extends HTMLInputElement | HTMLTextAreaElement>(
  outer: Ref<T> | undefined,
  value: unknown,
  onChange: ChangeEventHandler<T> | undefined,
): RefObject<T | null> => {
  const control = useRef<T>(null);
  const atFirst = useRef({ value, onChange });
  useImperativeHandle(outer, () => control.current as T, []);
  useLayoutEffect(() => {
    const { value: known, onChange: tell } = atFirst.current;
    const { current } = control;
    if (current === null || typeof known !== "string" || tell === undefined) return;
    // A text area shows line ends of any kind as one.
    if (current.value !== known.replaceAll(/\r\n?/g, "\n")) tell({ target: current, currentTarget: current } as ChangeEvent<T>);
  }, []);
  return control;
};
