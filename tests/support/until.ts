/** Waits until something holds, looking every 25 ms; says what didn't. */
export const until = async (holds: () => Promise<boolean> | boolean, withinMs = 15_000): Promise<void> => {
  const endMs = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > endMs) throw new Error(`not within ${withinMs} ms: ${String(holds)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};
