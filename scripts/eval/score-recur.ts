/** Judges an answer to a `recur` case: the same instances and the same number; `last` compares only the last; `mayRefuse` accepts an error. */
import type { RecurAnswer, RecurCase } from "./recur";

interface RecurExpected {
  readonly instances: readonly string[];
  readonly last?: boolean;
  readonly mayRefuse?: boolean;
}

export const scoreRecur = (expected: RecurExpected, answer: RecurAnswer | undefined, _case?: RecurCase): boolean => {
  if (answer === undefined) return false;
  if ("error" in answer) return expected.mayRefuse === true;
  const { instances } = answer;
  if (expected.last === true) return instances.at(-1) === expected.instances.at(-1);
  return instances.length === expected.instances.length && instances.every((instance, i) => instance === expected.instances[i]);
};
