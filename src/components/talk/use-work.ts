"use client";
/** Does what the server asks for before it answers more, once, and says that it is at it. */
import { useCallback, useState } from "react";
import { ProblemError } from "@/hooks/call";

export interface Work {
  /** A challenge is being solved right now. */
  readonly working: boolean;
  /** Runs a call; where it is answered with a challenge, solves that and runs it again with the solution. */
  readonly withWork: <Result>(task: (work: { readonly work?: string }) => Promise<Result>) => Promise<Result>;
}

export const useWork = (): Work => {
  const [working, setWorking] = useState(false);
  const withWork = useCallback<Work["withWork"]>(async (task) => {
    try {
      return await task({});
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== "delegation/work-needed") throw error;
      setWorking(true);
      try {
        const { solveWork } = await import("./solve-work");
        const work = await solveWork(error.members.challenge as Parameters<typeof solveWork>[0]);
        if (work === null) throw error;
        return await task({ work });
      } finally {
        setWorking(false);
      }
    }
  }, []);
  return { working, withWork };
};
