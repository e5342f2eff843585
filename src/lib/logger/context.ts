/** What is known about the request being served, carried along without passing it through every function. */
import { AsyncLocalStorage } from "node:async_hooks";
import { processWide } from "@/lib/config";

export interface RequestContext {
  readonly requestId: string;
  /** Only ever logged as a hash. */
  readonly userId?: string;
  readonly traceId?: string;
}

const { get: storage } = processWide("logger.context", () => new AsyncLocalStorage<RequestContext>());

/** Runs `work` so that every line it logs, and every audit row it writes, carries this context. */
export const withRequestContext = <T>(context: RequestContext, work: () => T): T => storage().run(context, work);

export const requestContext = (): RequestContext | undefined => storage().getStore();
