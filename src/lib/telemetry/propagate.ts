/** Calls that leave this process by `fetch` tell the other side which trace they belong to. */
import diagnostics from "node:diagnostics_channel";

/** undici's own request object, as its documentation of the channel has it. */
interface OutgoingRequest {
  readonly headers: readonly unknown[] | string;
  addHeader(name: string, value: string): void;
}

const says = (headers: OutgoingRequest["headers"]): boolean =>
  (typeof headers === "string" ? headers : headers.map(String).join("\n")).toLowerCase().includes("traceparent");

/** `current` gives the header's value, or null where there is no trace. Answers how to stop. */
export const propagate = (current: () => string | null): (() => void) => {
  const tell = (message: unknown): void => {
    const { request } = message as { request: OutgoingRequest };
    const value = current();
    if (value !== null && !says(request.headers)) request.addHeader("traceparent", value);
  };
  diagnostics.subscribe("undici:request:create", tell);
  return () => {
    diagnostics.unsubscribe("undici:request:create", tell);
  };
};
