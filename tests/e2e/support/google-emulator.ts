/** The Google of the `emulate` package on a free port: its consent page, Calendar and Gmail, with one account and what lies in it. */
import { createServer, type AddressInfo } from "node:net";
import { createEmulator } from "emulate";

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

export const client = { id: "perin.apps.googleusercontent.com", secret: "a-client-secret" };
export const googleAccount = "ada@gmail.example";
const look = "a-token-to-look-with";

interface EmulatedEvent {
  readonly id: string;
  readonly summary: string;
  readonly start: { readonly dateTime?: string };
}

export interface GoogleEmulator {
  readonly url: string;
  /** The account's events as Google would show them. */
  readonly events: () => Promise<readonly EmulatedEvent[]>;
  readonly remove: (id: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

export const startGoogleEmulator = async (
  redirectUris: readonly string[],
  events: readonly { summary: string; start: string; end: string }[],
): Promise<GoogleEmulator> => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const emulator = await createEmulator({
    service: "google",
    port,
    baseUrl: url,
    seed: {
      tokens: { [look]: { login: googleAccount, scopes: [] } },
      google: {
        users: [{ email: googleAccount, name: "Ada Example" }],
        oauth_clients: [{ client_id: client.id, client_secret: client.secret, name: "Perin", redirect_uris: [...redirectUris] }],
        calendars: [{ id: "primary", summary: "Ada's calendar", time_zone: "Europe/Berlin", primary: true }],
        calendar_events: events.map(({ summary, start, end }, index) => ({ id: `evt${index}`, summary, start_date_time: start, end_date_time: end })),
        messages: [
          {
            id: "msg1",
            from: "Tom Reed <tom@example.com>",
            to: googleAccount,
            subject: "Are you coming on Thursday?",
            body_text: "We begin at seven. Can you bring the projector?",
            date: new Date(Date.now() - 3_600_000).toISOString(),
          },
        ],
      },
    },
  });
  const call = (path: string, method = "GET"): Promise<Response> => fetch(`${url}${path}`, { method, headers: { authorization: `Bearer ${look}` } });
  return {
    url,
    events: async () => ((await (await call("/calendar/v3/calendars/primary/events?maxResults=250")).json()) as { items: EmulatedEvent[] }).items,
    remove: async (id) => void (await call(`/calendar/v3/calendars/primary/events/${id}`, "DELETE")),
    close: () => emulator.close(),
  };
};
